namespace LocalAws.Faults;

/// <summary>A fault that strikes at a share of the calls, or at one of them.</summary>
public sealed record InjectedFault(FaultKind Kind)
{
    /// <summary>The calls that it may strike; all by default.</summary>
    public ApiPattern Apis { get; init; } = ApiPattern.All;

    /// <summary>The share of calls that it strikes, 0 to 1.</summary>
    public double Probability { get; init; }

    /// <summary>The one call that it strikes, counted from 1 over the calls that match; null: by <see cref="Probability"/>.</summary>
    public int? Call { get; init; }
}
