using Iam;

namespace Diagnosis.Pipelines;

/// <summary>A role of the pipeline's template.</summary>
/// <param name="ConstructPath">The construct that it belongs to.</param>
/// <param name="Identity">Its inline policies, those of the template that are attached to it, and managed ones.</param>
public sealed record PipelineRole(
    string LogicalId,
    string ConstructPath,
    string Arn,
    UncertainPolicy Trust,
    IReadOnlyList<UncertainPolicy> Identity,
    UncertainPolicy? Boundary
)
{
    /// <summary>A session of the role.</summary>
    public Principal Session => Principal.RoleSession(Arn, "AROAEXAMPLE", "pipeline");

    public override string ToString() =>
        ConstructPath == LogicalId ? $"role {LogicalId}" : $"role {LogicalId} ({ConstructPath})";
}
