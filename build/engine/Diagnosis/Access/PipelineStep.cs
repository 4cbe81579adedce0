using Diagnosis.Pipelines;
using Diagnosis.Requirements;

namespace Diagnosis.Access;

/// <summary>A step of the pipeline: what it runs as, and what it will ask for.</summary>
/// <param name="Name">The action's stage and name: "Release/Infra".</param>
/// <param name="Roles">The roles that it assumes, or that are assumed further on.</param>
public sealed record PipelineStep(
    string Name,
    StepKind Kind,
    PipelineRole Role,
    IReadOnlyList<RequiredPermission> Permissions,
    IReadOnlyList<RequiredRole> Roles
)
{
    public override string ToString() =>
        Kind switch
        {
            StepKind.Synthesis => $"synth step {Name}",
            StepKind.SelfMutation => $"self-mutation step {Name}",
            StepKind.Release => $"release step {Name}",
            StepKind.Build => $"step {Name}",
            _ => Name,
        };
}

public enum StepKind
{
    /// <summary>The pipeline itself, which starts the steps.</summary>
    Pipeline,
    Synthesis,
    SelfMutation,
    Release,

    /// <summary>A build that calls neither the build nor the CDK CLI.</summary>
    Build,
}
