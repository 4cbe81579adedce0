using LocalAws.CodeBuild.Projects;

namespace LocalAws.CodeBuild.Builds;

/// <summary>The parameters of StartBuild.</summary>
/// <param name="ProjectName">The project's name, or its ARN.</param>
public sealed record StartBuildRequest(string ProjectName)
{
    /// <summary>Variables over those of the project.</summary>
    public IReadOnlyList<EnvironmentVariable> Variables { get; init; } = [];

    /// <summary>The buildspec instead of the project's: YAML or JSON, or a path within the source.</summary>
    public string? Buildspec { get; init; }

    /// <summary>The version of the source instead of the project's: an S3 version id.</summary>
    public string? SourceVersion { get; init; }

    /// <summary>The time limit instead of the project's.</summary>
    public int? TimeoutInMinutes { get; init; }

    /// <summary>A request with the token of an earlier one is answered with the earlier build.</summary>
    public string? IdempotencyToken { get; init; }

    /// <summary>What CodePipeline hands over, for projects whose source and artifacts are of type CODEPIPELINE.</summary>
    public PipelineArtifacts? Pipeline { get; init; }

    /// <summary>Who is told to have started it, such as codepipeline/NAME; by default the caller.</summary>
    public string? Initiator { get; init; }
}
