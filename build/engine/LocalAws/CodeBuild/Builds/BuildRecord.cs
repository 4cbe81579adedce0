using LocalAws.CodeBuild.Projects;

namespace LocalAws.CodeBuild.Builds;

/// <summary>A build, under way or ended.</summary>
public sealed record BuildRecord
{
    /// <summary>The project's name, a colon and a UUID.</summary>
    public required string Id { get; init; }

    /// <summary>The ARN.</summary>
    public required string Arn { get; init; }

    /// <summary>Counted by project, from 1.</summary>
    public required long Number { get; init; }

    /// <summary>The project as it was when the build was started, the overrides of the request over it.</summary>
    public required Project Project { get; init; }

    /// <summary>Who started it: codepipeline/NAME, or the name of a user or a role and session.</summary>
    public required string Initiator { get; init; }

    /// <summary>What CodePipeline handed over, or null.</summary>
    public PipelineArtifacts? Pipeline { get; init; }

    /// <summary>When it was asked for.</summary>
    public required DateTimeOffset Started { get; init; }

    /// <summary>When it ended, or null.</summary>
    public DateTimeOffset? Ended { get; init; }

    /// <summary>IN_PROGRESS, SUCCEEDED, FAILED, FAULT, TIMED_OUT or STOPPED.</summary>
    public string Status { get; init; } = BuildStatus.InProgress;

    /// <summary>The phases so far, the present one last.</summary>
    public IReadOnlyList<BuildPhase> Phases { get; init; } = [];

    /// <summary>The log group and stream, or null where the project has no log.</summary>
    public BuildLog? Log { get; init; }

    /// <summary>The variables that the buildspec exports, known when the build has ended.</summary>
    public IReadOnlyList<ExportedVariable> ExportedVariables { get; init; } = [];

    /// <summary>The ARNs of the reports that the build handed in.</summary>
    public IReadOnlyList<string> Reports { get; init; } = [];

    /// <summary>Where the artifacts are and their hashes, or null.</summary>
    public BuildArtifact? Artifact { get; init; }

    /// <summary>The secondary artifacts.</summary>
    public IReadOnlyList<BuildArtifact> SecondaryArtifacts { get; init; } = [];

    /// <summary>The token of the request that started it, or null.</summary>
    public string? IdempotencyToken { get; init; }

    /// <summary>Whether it has ended.</summary>
    public bool IsComplete => Status != BuildStatus.InProgress;

    /// <summary>Whether it has ended well.</summary>
    public bool IsSuccess => Status == BuildStatus.Succeeded;
}

/// <summary>The statuses of builds and phases.</summary>
public static class BuildStatus
{
    public const string InProgress = "IN_PROGRESS";
    public const string Succeeded = "SUCCEEDED";
    public const string Failed = "FAILED";
    public const string Fault = "FAULT";
    public const string TimedOut = "TIMED_OUT";
    public const string Stopped = "STOPPED";
}

/// <summary>A phase of a build.</summary>
/// <param name="Type">SUBMITTED, QUEUED, PROVISIONING, DOWNLOAD_SOURCE, INSTALL, PRE_BUILD, BUILD, POST_BUILD, UPLOAD_ARTIFACTS, FINALIZING or COMPLETED.</param>
/// <param name="Status">A build status, or null while it is under way and for COMPLETED.</param>
/// <param name="Contexts">What went wrong.</param>
public sealed record BuildPhase(
    string Type,
    string? Status,
    DateTimeOffset Started,
    DateTimeOffset? Ended,
    IReadOnlyList<PhaseContext> Contexts
);

/// <summary>What went wrong in a phase: a code such as COMMAND_EXECUTION_ERROR and AWS's words for it.</summary>
public sealed record PhaseContext(string Code, string Message);

/// <summary>Where the log of a build is.</summary>
public sealed record BuildLog(string Group, string Stream);

/// <summary>A variable that actions after the build's read.</summary>
public sealed record ExportedVariable(string Name, string Value);

/// <summary>What a build left in S3.</summary>
/// <param name="Location">ARN of the object, or of the folder.</param>
/// <param name="Identifier">Of a secondary artifact, or null.</param>
public sealed record BuildArtifact(string Location, string? Sha256, string? Md5, string? Identifier);
