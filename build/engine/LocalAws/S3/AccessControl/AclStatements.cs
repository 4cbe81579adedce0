using System.Text.Json.Nodes;
using Iam;
using LocalAws.S3.Buckets;

namespace LocalAws.S3.AccessControl;

/// <summary>
/// Access control lists as the statements of a policy that they amount to (S3 User Guide, "Mapping of ACL permissions and access
/// policy permissions"), so that they are decided like it.
/// </summary>
sealed class AclStatements(CanonicalUsers users)
{
    static readonly Dictionary<string, string[]> _ofBucket = new()
    {
        ["READ"] = ["s3:ListBucket", "s3:ListBucketVersions", "s3:ListBucketMultipartUploads"],
        ["READ_ACP"] = ["s3:GetBucketAcl"],
        ["WRITE_ACP"] = ["s3:PutBucketAcl"],
    };

    /// <summary>Who may list a bucket learns that an object is missing, as GetObject's reference says.</summary>
    static readonly string[] _ofAbsent = ["s3:GetObject", "s3:GetObjectVersion"];

    static readonly Dictionary<string, string[]> _ofObject = new()
    {
        ["READ"] = ["s3:GetObject", "s3:GetObjectVersion"],
        ["READ_ACP"] = ["s3:GetObjectAcl", "s3:GetObjectVersionAcl"],
        ["WRITE_ACP"] = ["s3:PutObjectAcl", "s3:PutObjectVersionAcl"],
    };

    /// <summary>The policy of a bucket with what its list grants on the bucket itself, or its policy where that is nothing.</summary>
    public Policy? OfBucket(Bucket bucket, string? policy, string resource) =>
        Combine(bucket, policy, onlyDenies: false, Statements(bucket, bucket.Grants, _ofBucket, resource));

    /// <summary>The same for what is written into the bucket: who may write may replace and delete its own objects only.</summary>
    /// <param name="bucket">The bucket.</param>
    /// <param name="policy">Its policy as far as it counts.</param>
    /// <param name="resource">The object.</param>
    /// <param name="writes">What the permission to write stands for.</param>
    public Policy? OfNewObject(Bucket bucket, string? policy, string resource, string[] writes) =>
        Combine(
            bucket,
            policy,
            onlyDenies: false,
            Statements(bucket, bucket.Grants, new() { ["WRITE"] = writes, ["READ"] = _ofAbsent }, resource)
        );

    /// <summary>The policy of an object: that of its bucket and its list; of another's object, the bucket's policy only denies.</summary>
    public Policy? OfObject(
        Bucket bucket,
        string? policy,
        string owner,
        IReadOnlyList<Grant>? grants,
        string resource
    ) => Combine(bucket, policy, owner != bucket.Account, Statements(bucket, grants, _ofObject, resource));

    static Policy? Combine(Bucket bucket, string? policy, bool onlyDenies, List<JsonObject> granted)
    {
        if (granted.Count == 0 && (policy is null || !onlyDenies))
            return policy is null ? null : Identities.PolicyCache.Get(bucket.Name, PolicyKind.Resource, policy);
        var document = policy is null
            ? new JsonObject { ["Version"] = "2012-10-17" }
            : JsonNode.Parse(policy)!.AsObject();
        IEnumerable<JsonNode?> own = document["Statement"] switch
        {
            JsonArray many => many,
            JsonObject one => [one],
            _ => [],
        };
        var kept = own.Where(one => !onlyDenies || (string?)one!["Effect"] == "Deny").Select(one => one!.DeepClone());
        JsonNode[] all = [.. kept, .. granted];
        if (all.Length == 0)
            return null;
        document["Statement"] = new JsonArray(all);
        return Policy.Parse(bucket.Name, PolicyKind.Resource, document.ToJsonString());
    }

    List<JsonObject> Statements(
        Bucket bucket,
        IReadOnlyList<Grant>? grants,
        Dictionary<string, string[]> meaning,
        string resource
    )
    {
        var ignoresPublic = BucketConfiguration.Blocks(bucket, "IgnorePublicAcls");
        return
        [
            .. (grants ?? [])
                .Where(grant => !(ignoresPublic && grant.IsPublic))
                .Select(grant => Statement(grant, meaning, resource))
                .OfType<JsonObject>(),
        ];
    }

    JsonObject? Statement(Grant grant, Dictionary<string, string[]> meaning, string resource)
    {
        var actions =
            grant.Permission == Grant.FullControl
                ? [.. meaning.Values.SelectMany(one => one)]
                : meaning.GetValueOrDefault(grant.Permission) ?? [];
        if (actions.Length == 0 || PrincipalOf(grant) is not { } principal)
            return null;
        var statement = new JsonObject
        {
            ["Effect"] = "Allow",
            ["Principal"] = principal,
            ["Action"] = new JsonArray([.. actions.Select(action => JsonValue.Create(action))]),
            ["Resource"] = resource,
        };
        if (grant.Grantee == Grant.Authenticated)
            statement["Condition"] = new JsonObject
            {
                ["Null"] = new JsonObject { ["aws:PrincipalAccount"] = "false" },
            };
        return statement;
    }

    JsonNode? PrincipalOf(Grant grant) =>
        grant.IsPublic ? JsonValue.Create("*")
        : grant.Kind == Grant.User && users.AccountOf(grant.Grantee) is { } account
            ? new JsonObject { ["AWS"] = account }
        : null;
}
