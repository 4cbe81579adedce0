namespace Iam.ManagedPolicies;

/// <summary>A policy that AWS keeps and everyone can attach.</summary>
/// <param name="Path">"/", "/service-role/", "/aws-service-role/" or "/job-function/".</param>
/// <param name="Document">The default version, as AWS publishes it for the partition aws.</param>
public sealed record AwsManagedPolicy(string Name, string Path, PolicyDocument Document)
{
    /// <summary>The ARN in a partition; the account of a managed policy is "aws".</summary>
    public string ArnIn(string partition) => $"arn:{partition}:iam::aws:policy{Path}{Name}";

    public Policy ToPolicy() => new(Name, PolicyKind.Identity, Document);
}
