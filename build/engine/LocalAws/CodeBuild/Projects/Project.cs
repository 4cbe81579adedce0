using System.Text.Json.Nodes;
using LocalAws.Sts;

namespace LocalAws.CodeBuild.Projects;

/// <summary>A build project.</summary>
public sealed record Project
{
    /// <summary>The name.</summary>
    public required string Name { get; init; }

    /// <summary>The ARN.</summary>
    public required string Arn { get; init; }

    /// <summary>On whose behalf CodeBuild assumes the service role ("Create a CodeBuild service role" in the CodeBuild User Guide).</summary>
    internal ServiceSource AsSource => new(Iam.Arns.AccountOf(Arn), Arn);

    /// <summary>What it is for.</summary>
    public string? Description { get; init; }

    /// <summary>Where the primary source comes from.</summary>
    public required ProjectSource Source { get; init; }

    /// <summary>The version of the primary source, or null for the latest.</summary>
    public string? SourceVersion { get; init; }

    /// <summary>Sources besides, each with an identifier.</summary>
    public IReadOnlyList<ProjectSource> SecondarySources { get; init; } = [];

    /// <summary>Where what the build leaves goes.</summary>
    public required ProjectArtifacts Artifacts { get; init; }

    /// <summary>Where its secondary artifacts go, each with an identifier.</summary>
    public IReadOnlyList<ProjectArtifacts> SecondaryArtifacts { get; init; } = [];

    /// <summary>What is kept from build to build.</summary>
    public ProjectCache Cache { get; init; } = new("NO_CACHE");

    /// <summary>Where builds run.</summary>
    public required ProjectEnvironment Environment { get; init; }

    /// <summary>The ARN of the role that builds act as.</summary>
    public required string ServiceRole { get; init; }

    /// <summary>How long a build may take: 5 to 2160 minutes.</summary>
    public int TimeoutInMinutes { get; init; } = 60;

    /// <summary>How long a build may wait to begin.</summary>
    public int QueuedTimeoutInMinutes { get; init; } = 480;

    /// <summary>How many builds may run at once, or null.</summary>
    public int? ConcurrentBuildLimit { get; init; }

    /// <summary>The KMS key of what builds leave, or null for S3's own.</summary>
    public string? EncryptionKey { get; init; }

    /// <summary>Where logs go.</summary>
    public ProjectLogs Logs { get; init; } = new();

    /// <summary>Tags.</summary>
    public IReadOnlyDictionary<string, string> Tags { get; init; } = new Dictionary<string, string>();

    /// <summary>When it was made.</summary>
    public required DateTimeOffset Created { get; init; }

    /// <summary>When it last changed.</summary>
    public required DateTimeOffset Changed { get; init; }

    /// <summary>What is kept and told and has no effect here: vpcConfig, fileSystemLocations, badgeEnabled, triggers, buildBatchConfig and the like.</summary>
    public JsonObject? Inert { get; init; }
}

/// <summary>A source of a project.</summary>
/// <param name="Type">CODEPIPELINE, S3 or NO_SOURCE.</param>
/// <param name="Location">bucket/key of an S3 source.</param>
/// <param name="Buildspec">YAML or JSON, a path within the source, or null for buildspec.yml.</param>
/// <param name="Identifier">Of a secondary source, or null.</param>
public sealed record ProjectSource(string Type, string? Location, string? Buildspec, string? Identifier);

/// <summary>Where artifacts go.</summary>
/// <param name="Type">CODEPIPELINE, S3 or NO_ARTIFACTS.</param>
public sealed record ProjectArtifacts(string Type)
{
    /// <summary>The bucket.</summary>
    public string? Location { get; init; }

    /// <summary>A folder in the bucket.</summary>
    public string? Path { get; init; }

    /// <summary>NONE, or BUILD_ID for a folder of each build.</summary>
    public string NamespaceType { get; init; } = "NONE";

    /// <summary>The name of the zip or the folder.</summary>
    public string? Name { get; init; }

    /// <summary>NONE for a folder, ZIP for a zip.</summary>
    public string Packaging { get; init; } = "NONE";

    /// <summary>Whether the buildspec's name counts instead of the project's.</summary>
    public bool OverrideArtifactName { get; init; }

    /// <summary>Whether the KMS key is left out.</summary>
    public bool EncryptionDisabled { get; init; }

    /// <summary>Of a secondary artifact, or null.</summary>
    public string? Identifier { get; init; }
}

/// <summary>What is kept from build to build: NO_CACHE, S3 under bucket/prefix, or LOCAL with its modes.</summary>
public sealed record ProjectCache(string Type)
{
    /// <summary>bucket/prefix.</summary>
    public string? Location { get; init; }

    /// <summary>LOCAL_CUSTOM_CACHE and the like.</summary>
    public IReadOnlyList<string> Modes { get; init; } = [];
}

/// <summary>Where builds run; here that is this machine, whatever the image.</summary>
public sealed record ProjectEnvironment(string Type, string Image, string ComputeType)
{
    /// <summary>Whether Docker is to run within.</summary>
    public bool PrivilegedMode { get; init; }

    /// <summary>CODEBUILD or SERVICE_ROLE.</summary>
    public string ImagePullCredentialsType { get; init; } = "CODEBUILD";

    /// <summary>The variables of all builds.</summary>
    public IReadOnlyList<EnvironmentVariable> Variables { get; init; } = [];
}

/// <summary>Where logs go: to CloudWatch Logs unless it is disabled.</summary>
public sealed record ProjectLogs
{
    /// <summary>ENABLED or DISABLED.</summary>
    public string Status { get; init; } = "ENABLED";

    /// <summary>The group, or null for /aws/codebuild/PROJECT.</summary>
    public string? Group { get; init; }

    /// <summary>What the stream's name begins with, or null.</summary>
    public string? StreamPrefix { get; init; }
}
