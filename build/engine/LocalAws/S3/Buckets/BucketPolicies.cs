using System.Text.Json;
using Iam;
using Iam.Matching;
using LocalAws.Documents;
using LocalAws.Identities;
using LocalAws.Protocol;

namespace LocalAws.S3.Buckets;

/// <summary>What S3 takes as a bucket policy (S3 User Guide, "Bucket policies for Amazon S3" and "Policies and permissions").</summary>
static class BucketPolicies
{
    const int Largest = 20 * 1024;

    /// <summary>Throws unless S3 takes the document as the policy of the bucket.</summary>
    public static void Check(Bucket bucket, string document, Authorizer authorizer)
    {
        var owner = new DocumentOwner("s3", PolicyKind.Resource, refused => Refusal(refused, document))
        {
            Largest = Largest,
            ChecksEachAction = true,
            TypesOf = resource => TypesOf(bucket, resource),
        };
        DocumentCheck.Run(owner, authorizer, document);
        using var parsed = JsonDocument.Parse(document);
        foreach (var statement in PublicPolicies.Members(parsed.RootElement.GetProperty("Statement")))
        {
            if (PublicPolicies.IsPublic(statement) && BucketConfiguration.Blocks(bucket, "BlockPublicPolicy"))
            {
                throw new AwsException(
                    "AccessDenied",
                    "The bucket policy was not set because public policies are prevented by the BlockPublicPolicy setting in S3 Block Public Access.",
                    403
                );
            }
        }
    }

    /// <summary>The bucket, objects in it, or both; the beginning of the name has to be written out.</summary>
    static IReadOnlyList<string> TypesOf(Bucket bucket, string resource)
    {
        var fields = resource.Split(':', 6);
        if (fields is not ["arn", var partition, "s3", "", "", var path])
            return [];
        var slash = path.IndexOf('/', StringComparison.Ordinal);
        var name = slash < 0 ? path : path[..slash];
        var isOfBucket =
            (partition == "*" || partition == Partitions.Of(bucket.Region))
            && name.Length > 0
            && name[0] is not ('*' or '?')
            && WildcardPattern.Parse(name).IsMatch(bucket.Name);
        if (!isOfBucket)
            return [];
        if (slash >= 0)
            return ["object"];
        return name.EndsWith('*') ? ["bucket", "object"] : ["bucket"];
    }

    static AwsException Refusal(DocumentException refused, string document)
    {
        var words = refused.Mistake is { } mistake ? Words(mistake, document) : Words(refused);
        return new("MalformedPolicy", words)
        {
            Details = refused.IsAboutPrincipals
                ? new Dictionary<string, string>
                {
                    ["Detail"] = refused.Subject.Replace("\":\"", "\" : \"", StringComparison.Ordinal),
                }
                : new Dictionary<string, string>(),
        };
    }

    static string Words(DocumentException refused) =>
        refused.Fault switch
        {
            DocumentFault.TooLarge => "Policy exceeds the maximum allowed document size.",
            DocumentFault.UnknownAction => "Policy has invalid action",
            DocumentFault.ForeignResource => "Policy has invalid resource",
            DocumentFault.ActionWithoutResource => "Action does not apply to any resource(s) in statement",
            DocumentFault.UnknownConditionKey => "Policy has an invalid condition key",
            DocumentFault.ConditionWithoutAction =>
                "Conditions do not apply to combination of actions and resources in statement",
            _ => "Invalid principal in policy",
        };

    static string Words(PolicyMistake mistake, string document) =>
        mistake.Kind switch
        {
            PolicyMistakeKind.Json when !document.StartsWith('{') =>
                "Policies must be valid JSON and the first byte must be '{'",
            PolicyMistakeKind.Json => "This policy contains invalid Json",
            PolicyMistakeKind.MissingField => $"Missing required field {mistake.Subject}",
            PolicyMistakeKind.UnknownField => $"Unknown field {mistake.Subject}",
            PolicyMistakeKind.NoStatements => "Could not parse the policy: Statement is empty!",
            PolicyMistakeKind.NoActions => "Missing required field Action",
            PolicyMistakeKind.NoResources => "Missing required field Resource",
            PolicyMistakeKind.UnknownVersion => "The policy must contain a valid version string",
            PolicyMistakeKind.Effect or PolicyMistakeKind.EffectCase => $"Invalid effect: {mistake.Subject}",
            PolicyMistakeKind.Operator => $"Invalid Condition type : {mistake.Subject}",
            PolicyMistakeKind.Action => "Policy has invalid action",
            PolicyMistakeKind.Principal => "Invalid principal in policy",
            _ => mistake.Text,
        };
}
