using Deployment.Assemblies;

namespace Build.Reporting.Timelines;

/// <summary>A stack or an asset of a run: where it was, from when to when, and how it ended.</summary>
sealed class TimelineRow(string name, TargetEnvironment environment)
{
    readonly List<TimelineSpan> spans = [];

    public string Name => name;

    public TargetEnvironment Environment => environment;

    public IReadOnlyList<TimelineSpan> Spans => spans;

    /// <summary>How it ended; null where the run was over before it.</summary>
    public string? Outcome { get; private set; }

    public bool HasFailed { get; private set; }

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
sealed record TimelineSpan(TimelinePhase Phase, string Words, DateTimeOffset From, DateTimeOffset? To);

/// <summary>What the time goes to.</summary>
enum TimelinePhase
{
    Waiting,
    Checking,
    Preparing,
    Approval,
    Deploying,
    Recovering,
    Deleting,
    Publishing,
}
