using System.Text.Json;
using Iam;
using LocalAws.Identities;
using LocalAws.Protocol;

namespace LocalAws.S3.Buckets;

/// <summary>What S3 takes as a bucket policy.</summary>
static class BucketPolicies
{
    const string Block = "<BlockPublicPolicy>true</BlockPublicPolicy>";

    /// <param name="bucket">The bucket.</param>
    /// <param name="document">The policy.</param>
    /// <param name="missingPrincipal">The user or role of a document that does not exist, or null.</param>
    public static void Check(Bucket bucket, string document, Func<PolicyDocument, string?> missingPrincipal)
    {
        try
        {
            if (missingPrincipal(PolicyDocument.Parse(document, PolicyKind.Resource)) is { } missing)
                throw new AwsException("MalformedPolicy", "Invalid principal in policy")
                {
                    Details = new Dictionary<string, string> { ["Detail"] = $"\"AWS\" : \"{missing}\"" },
                };
        }
        catch (PolicyDocumentException malformed)
        {
            throw new AwsException("MalformedPolicy", malformed.Errors[0]);
        }
        using var parsed = JsonDocument.Parse(document);
        foreach (var statement in PublicPolicies.Members(parsed.RootElement.GetProperty("Statement")))
        {
            CheckResources(bucket, statement);
            if (PublicPolicies.IsPublic(statement) && BlocksPublicPolicies(bucket))
            {
                throw new AwsException(
                    "AccessDenied",
                    "The bucket policy was not set because public policies are prevented by the BlockPublicPolicy setting in S3 Block Public Access.",
                    403
                );
            }
        }
    }

    static void CheckResources(Bucket bucket, JsonElement statement)
    {
        if (!statement.TryGetProperty("Resource", out var resources))
            return;
        var arn = $"arn:{Partitions.Of(bucket.Region)}:s3:::{bucket.Name}";
        foreach (var resource in PublicPolicies.Members(resources))
        {
            var text = resource.GetString()!;
            var ofBucket =
                text == arn
                || text.StartsWith(arn + "/", StringComparison.Ordinal)
                || text.Contains('*', StringComparison.Ordinal);
            if (!ofBucket)
                throw new AwsException("MalformedPolicy", "Policy has invalid resource");
        }
    }

    static bool BlocksPublicPolicies(Bucket bucket) =>
        bucket.Configurations.TryGetValue("publicAccessBlock", out var xml)
        && xml.Contains(Block, StringComparison.Ordinal);
}
