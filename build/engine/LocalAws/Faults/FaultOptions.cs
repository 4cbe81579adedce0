namespace LocalAws.Faults;

/// <summary>How slow and faulty the world is, and who watches its calls; by default neither and nobody.</summary>
public sealed record FaultOptions
{
    /// <summary>What decides which calls the faults with a probability strike: the same seed strikes the same calls.</summary>
    public int Seed { get; init; }

    /// <summary>The first that matches a call counts.</summary>
    public IReadOnlyList<ApiLatency> Latencies { get; init; } = [];

    /// <summary>The first that matches a call counts.</summary>
    public IReadOnlyList<ApiRateLimit> RateLimits { get; init; } = [];

    /// <summary>The first that strikes a call counts.</summary>
    public IReadOnlyList<InjectedFault> Faults { get; init; } = [];

    /// <summary>How long changes take until they are seen, the first for a service counts; services that are not named show them at once.</summary>
    public IReadOnlyList<Propagation> Propagations { get; init; } = [];

    /// <summary>Told of each call before anything is done for it, from many threads.</summary>
    public Action<WireCall>? Arrived { get; init; }

    /// <summary>Asked for a fault of each call, from many threads, before <see cref="Faults"/> are; null for none.</summary>
    public Func<WireCall, FaultKind?>? Strike { get; init; }

    /// <summary>Told of each call once it is answered or lost, from many threads.</summary>
    public Action<WireCall>? Ended { get; init; }

    internal TimeSpan PropagationOf(string service) =>
        Propagations.FirstOrDefault(propagation => propagation.Service == service)?.Duration ?? TimeSpan.Zero;

    /// <summary>The faults, and the stale reads that a propagation brings where none are asked for.</summary>
    internal IReadOnlyList<InjectedFault> AllFaults =>
        Faults.Any(fault => fault.Kind == FaultKind.Stale)
            ? Faults
            :
            [
                .. Faults,
                .. Propagations
                    .Where(propagation =>
                        propagation.Service != Propagation.Iam && propagation.Duration > TimeSpan.Zero
                    )
                    .Select(propagation => new InjectedFault(FaultKind.Stale)
                    {
                        Apis = new($"{propagation.Service}:*"),
                        Probability = Propagation.StaleShare,
                    }),
            ];

    internal bool IsIdle =>
        Latencies.Count == 0
        && AllFaults.Count == 0
        && RateLimits.Count == 0
        && Arrived is null
        && Strike is null
        && Ended is null;
}
