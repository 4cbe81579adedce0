using Deployment;
using Deployment.Assemblies;

namespace Reporting.Timelines;

/// <summary>A stack, an asset or a step of a run: where it was, from when to when, and how it ended.</summary>
/// <param name="environment">Null of a step.</param>
public sealed class TimelineRow(string name, TargetEnvironment? environment)
{
    readonly List<TimelineSpan> spans = [];
    readonly Dictionary<string, ResourceChange> resources = new(StringComparer.Ordinal);

    public string Name => name;

    public TargetEnvironment? Environment => environment;

    /// <summary>The name by which the user knows the environment; null where it has none.</summary>
    public string? PlaceName { get; set; }

    public IReadOnlyList<TimelineSpan> Spans => spans;

    /// <summary>How it ended; null where the run was over before it.</summary>
    public string? Outcome { get; private set; }

    public bool HasFailed { get; private set; }

    /// <summary>How the stack ended; null of anything else.</summary>
    public StackResult? Result { get; set; }

    /// <summary>What it waits for.</summary>
    public IReadOnlyList<TimelineRow> After { get; set; } = [];

    /// <summary>The number of the plan that it belongs to; 0 of a step.</summary>
    public int Part { get; set; }

    /// <summary>Where the page shows it; null: nowhere.</summary>
    public string? Anchor { get; set; }

    /// <summary>When it began; null where it never did.</summary>
    public DateTimeOffset? Began => spans.Count == 0 ? null : spans[0].From;

    /// <summary>When it ended; null where it goes on, or never began.</summary>
    public DateTimeOffset? Ended => spans.Count == 0 ? null : spans[^1].To;

    /// <summary>What became of its resources, in the order in which CloudFormation began with them.</summary>
    public IReadOnlyCollection<ResourceChange> Resources => resources.Values;

    public void Note(ResourceChange change) =>
        resources[change.Name] = resources.TryGetValue(change.Name, out var known) ? known.Then(change) : change;

    /// <summary>From here on it is somewhere else.</summary>
    public void Enter(TimelinePhase phase, string words, DateTimeOffset at)
    {
        Leave(at);
        spans.Add(new TimelineSpan(phase, words, at, null));
    }

    public void End(string outcome, bool hasFailed, DateTimeOffset at)
    {
        Leave(at);
        (Outcome, HasFailed) = (outcome, hasFailed);
    }

    void Leave(DateTimeOffset at)
    {
        if (spans is [.., { To: null } last])
            spans[^1] = last with { To = at };
    }
}

/// <param name="Words">What was done, in lower case.</param>
/// <param name="To">Null while it goes on.</param>
public sealed record TimelineSpan(TimelinePhase Phase, string Words, DateTimeOffset From, DateTimeOffset? To);

/// <summary>What the time goes to.</summary>
public enum TimelinePhase
{
    Building,
    Waiting,
    Checking,
    Preparing,
    Approval,
    Deploying,
    Recovering,
    Deleting,
    Publishing,
}
