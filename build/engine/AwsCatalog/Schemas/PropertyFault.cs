namespace AwsCatalog.Schemas;

/// <summary>What is wrong with a property.</summary>
/// <param name="Path">Where: /Rules/0/Status, empty for the resource itself.</param>
/// <param name="Words">What, as CloudFormation's resource providers say it.</param>
public sealed record PropertyFault(string Path, string Words)
{
    /// <summary>The property that is not there, or that the type does not have; null for other faults.</summary>
    public string? Property { get; init; }

    public FaultKind Kind { get; init; }

    /// <summary>As the message of a failed creation lists it.</summary>
    public override string ToString() => $"#{Path}: {Words}";
}

/// <summary>The kinds of faults that CloudFormation has words of its own for.</summary>
public enum FaultKind
{
    Value,
    Missing,
    Extraneous,
}
