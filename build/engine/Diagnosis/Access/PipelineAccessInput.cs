using Deployment.Assemblies;
using Diagnosis.Requirements;

namespace Diagnosis.Access;

/// <summary>What the access check holds against each other.</summary>
/// <param name="Pipeline">The assembly with the pipeline.</param>
/// <param name="Released">The assembly that the pipeline releases.</param>
public sealed record PipelineAccessInput(CloudAssembly Pipeline, CloudAssembly Released, RequirementOptions Options)
{
    /// <summary>The name by which --project chooses the pipeline's app.</summary>
    public string PipelineProject { get; init; } = "pipeline";

    /// <summary>The name by which --project chooses the released app.</summary>
    public string ReleasedProject { get; init; } = "infra";

    /// <summary>The bytes of the files that a source action takes; null where they are not known.</summary>
    public long? SourceSize { get; init; }

    /// <summary>The bytes of the artifact that the synthesis leaves, the Cloud Assembly; null where they are not known.</summary>
    public long? AssemblySize { get; init; }

    /// <summary>cdk.context.json of the pipeline's app, null where there is none.</summary>
    public string? PipelineContext { get; init; }

    /// <summary>cdk.context.json of the released app, null where there is none.</summary>
    public string? ReleasedContext { get; init; }

    /// <summary>The environments by the names that --environment takes.</summary>
    public IReadOnlyDictionary<string, TargetEnvironment> Environments { get; init; } =
        new Dictionary<string, TargetEnvironment>();
}
