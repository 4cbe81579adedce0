namespace Iam.ManagedPolicies;

/// <summary>A policy that AWS keeps and everyone can attach.</summary>
/// <param name="Path">"/", "/service-role/" or "/job-function/".</param>
/// <param name="IsApproximate">Whether the document covers only services that the local AWS has.</param>
public sealed record AwsManagedPolicy(string Name, string Path, PolicyDocument Document, bool IsApproximate)
{
    /// <summary>The ARN in a partition; the account of a managed policy is "aws".</summary>
    public string ArnIn(string partition) => $"arn:{partition}:iam::aws:policy{Path}{Name}";

    public Policy ToPolicy() => new(Name, PolicyKind.Identity, Document);
}
