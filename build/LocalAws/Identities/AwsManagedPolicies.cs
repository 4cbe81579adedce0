using Iam.ManagedPolicies;

namespace LocalAws.Identities;

/// <summary>The documents of the policies that AWS manages.</summary>
static class AwsManagedPolicies
{
    /// <summary>The document of that ARN, or null where there is no such policy.</summary>
    public static string? Find(string arn) => ManagedPolicyCatalog.Find(arn)?.Document.Json;
}
