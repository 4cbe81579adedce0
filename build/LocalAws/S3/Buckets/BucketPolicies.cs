using System.Text.Json;
using Iam;
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
        foreach (var statement in Members(parsed.RootElement.GetProperty("Statement")))
        {
            CheckResources(bucket, statement);
            if (IsPublic(statement) && BlocksPublicPolicies(bucket))
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
        var arn = "arn:aws:s3:::" + bucket.Name;
        foreach (var resource in Members(resources))
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

    /// <summary>Everyone is allowed, without a condition that narrows it.</summary>
    static bool IsPublic(JsonElement statement) =>
        statement.GetProperty("Effect").GetString() == "Allow"
        && !statement.TryGetProperty("Condition", out _)
        && statement.TryGetProperty("Principal", out var principal)
        && IsEveryone(principal);

    static bool IsEveryone(JsonElement principal) =>
        principal.ValueKind == JsonValueKind.Object
            ? principal.TryGetProperty("AWS", out var accounts) && Members(accounts).Any(IsEveryone)
            : principal.ValueKind == JsonValueKind.String && principal.GetString() == "*";

    static List<JsonElement> Members(JsonElement element) =>
        element.ValueKind == JsonValueKind.Array ? [.. element.EnumerateArray()] : [element];
}
