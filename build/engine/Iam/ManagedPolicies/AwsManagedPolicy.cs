namespace Iam.ManagedPolicies;

/// <summary>A policy that AWS keeps and everyone can attach.</summary>
/// <param name="Path">"/", "/service-role/", "/aws-service-role/" or "/job-function/".</param>
/// <param name="Document">The default version, as AWS publishes it for the partition aws.</param>
public sealed record AwsManagedPolicy(string Name, string Path, PolicyDocument Document)
{
    /// <summary>The id of its default version, such as v3.</summary>
    public string Version { get; init; } = "v1";

    /// <summary>The day of that version.</summary>
    public DateOnly Updated { get; init; }

    /// <summary>The ARN in a partition; the account of a managed policy is "aws".</summary>
    public string ArnIn(string partition) => $"arn:{partition}:iam::aws:policy{Path}{Name}";

    public Policy ToPolicy() => new(Name, PolicyKind.Identity, Document);
}
