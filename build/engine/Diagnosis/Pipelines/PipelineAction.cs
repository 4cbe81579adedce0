namespace Diagnosis.Pipelines;

/// <summary>An action of a pipeline.</summary>
/// <param name="PipelineRoleArn">The role of its pipeline.</param>
/// <param name="RoleArn">The role that the pipeline assumes for it; null: the pipeline's own.</param>
/// <param name="ProjectName">The CodeBuild project that it starts; null for other actions.</param>
/// <param name="Bucket">The name of the pipeline's artifact bucket.</param>
/// <param name="KeyArn">The key of the artifacts, where it is a customer's.</param>
public sealed record PipelineAction(
    string Stage,
    string Name,
    string PipelineRoleArn,
    string? RoleArn,
    string? ProjectName,
    string? Bucket,
    string? KeyArn,
    bool HasInput,
    bool HasOutput
)
{
    /// <summary>The pipeline's logical id.</summary>
    public string Pipeline { get; init; } = "";

    /// <summary>From 1; actions of one run order run at the same time.</summary>
    public int RunOrder { get; init; } = 1;

    /// <summary>Like GitHub or CodeBuild.</summary>
    public string Provider { get; init; } = "";
}
