namespace Deployment;

/// <summary>How a stack ended.</summary>
public abstract record StackResult(StackReference Stack)
{
    /// <summary>From the first call for the stack to the last.</summary>
    public TimeSpan Elapsed { get; init; }

    /// <summary>The stack's ARN, where it is known.</summary>
    public string? StackId { get; init; }

    /// <summary>The stack's outputs by their logical id.</summary>
    public IReadOnlyDictionary<string, string> Outputs { get; init; } = new Dictionary<string, string>();

    /// <summary>What is worth knowing besides, a sentence each.</summary>
    public IReadOnlyList<string> Notes { get; init; } = [];

    public sealed record Deployed(StackReference Stack, bool Created, int Changes) : StackResult(Stack);

    /// <summary>Nothing to do, and nothing was written.</summary>
    public sealed record Unchanged(StackReference Stack) : StackResult(Stack);

    public sealed record Destroyed(StackReference Stack) : StackResult(Stack);

    public sealed record Failed(StackReference Stack, IReadOnlyList<Finding> Findings) : StackResult(Stack);

    /// <param name="BecauseOf">The failed stacks and assets that it depends on, by name.</param>
    public sealed record Skipped(StackReference Stack, IReadOnlyList<string> BecauseOf) : StackResult(Stack);

    /// <param name="StillRunning">CloudFormation goes on with it.</param>
    public sealed record Interrupted(StackReference Stack, bool StillRunning) : StackResult(Stack);

    /// <summary>The outcome in a word, as reports show it.</summary>
    public string Outcome => GetType().Name;
}

/// <summary>How the publishing of an asset to one destination ended.</summary>
public sealed record AssetResult(AssetReference Asset, AssetOutcome Outcome)
{
    public TimeSpan Elapsed { get; init; }

    /// <summary>The bytes that were sent.</summary>
    public long Bytes { get; init; }

    /// <summary>Of a failure.</summary>
    public IReadOnlyList<Finding> Findings { get; init; } = [];
}

public enum AssetOutcome
{
    /// <summary>It was there already.</summary>
    Found,
    Published,
    Failed,
    Skipped,
}
