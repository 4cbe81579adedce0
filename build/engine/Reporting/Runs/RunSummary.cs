namespace Reporting.Runs;

/// <summary>A run in a few words, which the index keeps of it.</summary>
/// <param name="Target">What was asked for: Deploy.</param>
/// <param name="Outcome">How it ended.</param>
/// <param name="Headline">What came of it, in a line.</param>
public sealed record RunSummary(
    string Target,
    RunOutcome Outcome,
    string Headline,
    DateTimeOffset Began,
    TimeSpan Elapsed,
    RunOrigin Origin
);

/// <summary>Where a run came from.</summary>
/// <param name="Command">The command line, without the values of parameters.</param>
/// <param name="User">Who started it, as the machine or the build server names them.</param>
/// <param name="IsLocal">What answered was a local AWS.</param>
public sealed record RunOrigin(string Command, string User, bool IsLocal)
{
    /// <summary>The ARN that AWS knows the caller by; null where it was not asked.</summary>
    public string? Caller { get; init; }

    /// <summary>What was checked out; null where git does not say.</summary>
    public RunCommit? Commit { get; init; }
}

/// <param name="Branch">Null where none is checked out.</param>
/// <param name="Subject">The first line of its message; null where it is not known.</param>
/// <param name="IsChanged">The work tree differed from it.</param>
public sealed record RunCommit(string Id, string? Branch, string? Subject, bool IsChanged);

public enum RunOutcome
{
    Succeeded,
    Failed,
    Interrupted,
}
