namespace Deployment.Scheduling;

/// <summary>How an item of a work graph ended.</summary>
public abstract record WorkOutcome
{
    WorkOutcome() { }

    public sealed record Succeeded : WorkOutcome;

    /// <summary>The item's own failure.</summary>
    public sealed record Failed(Exception Exception) : WorkOutcome;

    /// <summary>Never started, because items before it failed or were themselves skipped.</summary>
    /// <param name="Causes">The ids of the items that failed, not of those skipped in between.</param>
    public sealed record Skipped(IReadOnlyList<string> Causes) : WorkOutcome;

    /// <summary>Never started, or stopped in the middle, because the run was cancelled.</summary>
    public sealed record Cancelled(bool Started) : WorkOutcome;
}
