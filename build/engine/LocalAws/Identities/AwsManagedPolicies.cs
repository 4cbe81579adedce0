using Iam.ManagedPolicies;

namespace LocalAws.Identities;

/// <summary>The documents of the policies that AWS manages.</summary>
static class AwsManagedPolicies
{
    /// <summary>The document of that ARN, or null where there is no such policy.</summary>
    public static string? Find(string arn)
    {
        const string ours = "arn:aws:";
        var document = ManagedPolicyCatalog.Find(arn)?.Document.Json;
        // The documents of other partitions name those partitions.
        return document is null || arn.StartsWith(ours, StringComparison.Ordinal)
            ? document
            : document.Replace(ours, $"arn:{Iam.Arns.PartitionOf(arn)}:", StringComparison.Ordinal);
    }
}
