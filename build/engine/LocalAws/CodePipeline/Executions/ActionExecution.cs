using System.Globalization;

namespace LocalAws.CodePipeline.Executions;

/// <summary>A run of an action; a retry is another.</summary>
public sealed record ActionExecution
{
    /// <summary>A UUID.</summary>
    public required string Id { get; init; }

    /// <summary>Counted by execution, from 0.</summary>
    public required int Number { get; init; }

    /// <summary>The stage.</summary>
    public required string Stage { get; init; }

    /// <summary>The action.</summary>
    public required string Action { get; init; }

    /// <summary>InProgress, Abandoned, Succeeded or Failed.</summary>
    public string Status { get; init; } = ExecutionStatus.InProgress;

    /// <summary>When it began.</summary>
    public required DateTimeOffset Started { get; init; }

    /// <summary>When it last changed.</summary>
    public required DateTimeOffset Updated { get; init; }

    /// <summary>Who decided an approval, or null.</summary>
    public string? UpdatedBy { get; init; }

    /// <summary>What it did, or null.</summary>
    public string? Summary { get; init; }

    /// <summary>What an approval is answered with, or null.</summary>
    public string? Token { get; init; }

    /// <summary>The id of a build or stack, or null.</summary>
    public string? ExternalId { get; init; }

    /// <summary>Where AWS's console shows it, or null.</summary>
    public string? ExternalUrl { get; init; }

    /// <summary>The log of a build, or null.</summary>
    public string? LogStreamArn { get; init; }

    /// <summary>Why it failed: JobFailed, ConfigurationError, PermissionError, RevisionUnavailable or InternalError.</summary>
    public string? ErrorCode { get; init; }

    /// <summary>The words for it.</summary>
    public string? ErrorMessage { get; init; }

    /// <summary>The configuration with the values of its variables.</summary>
    public IReadOnlyDictionary<string, string> Configuration { get; init; } = new Dictionary<string, string>();

    /// <summary>What it reads.</summary>
    public IReadOnlyList<ArtifactLocation> Inputs { get; init; } = [];

    /// <summary>What it left.</summary>
    public IReadOnlyList<ArtifactLocation> Outputs { get; init; } = [];

    /// <summary>What it says to actions after it.</summary>
    public IReadOnlyDictionary<string, string> Variables { get; init; } = new Dictionary<string, string>();

    /// <summary>What a source action found, or null.</summary>
    public SourceRevision? Revision { get; init; }

    internal string KeyIn(PipelineExecution execution) =>
        string.Create(CultureInfo.InvariantCulture, $"{execution.Key}/{Number:D6}");
}

/// <summary>An artifact in its bucket.</summary>
public sealed record ArtifactLocation(string Name, string Bucket, string Key, string Region);

/// <summary>The revision of a source.</summary>
/// <param name="Url">Where to look at it, or null.</param>
public sealed record SourceRevision(string Id, string? Summary, string? Url, DateTimeOffset Created);
