using System.Text.Json.Nodes;

namespace LocalAws.CloudFormation.Signals;

/// <summary>How many signals a resource waits for, for how long, and what follows from those that came.</summary>
abstract record SignalRule(SignalAddress Address, int Count, TimeSpan Timeout)
{
    /// <summary>What has become of the resource; null while it waits on.</summary>
    public abstract SignalVerdict? Judge(IReadOnlyList<Signal> received, bool isLate);

    /// <summary>What the events say of a signal, or null.</summary>
    public virtual string? Tell(Signal signal) => null;

    /// <summary>What the events say when time is up, or null.</summary>
    public virtual string? TellLateness(IReadOnlyList<Signal> received) => null;

    protected static int CountOf(IEnumerable<Signal> received, string status) =>
        received.Count(signal => signal.Status == status);
}

/// <summary>The end of waiting: why it failed, or null, and attributes that the resource has got.</summary>
sealed record SignalVerdict(string? Problem, JsonObject? Attributes = null)
{
    public static SignalVerdict Satisfied { get; } = new(Problem: null);
}
