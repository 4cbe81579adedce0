using Iam;
using LocalAws.Identities;
using LocalAws.Protocol;
using LocalAws.S3.Objects;
using LocalAws.Worlds;

namespace LocalAws.S3.Buckets;

/// <summary>Finds buckets and asks whether a caller may do something with them.</summary>
sealed class BucketAccess(World world, S3Tables tables, Authorizer authorizer)
{
    /// <summary>Throws unless S3 takes the document as the policy of the bucket.</summary>
    public void CheckPolicy(Bucket bucket, string document) => BucketPolicies.Check(bucket, document, authorizer);

    /// <summary>The policy as it is kept.</summary>
    public string Keep(string policy) => authorizer.Keep(policy);

    /// <summary>A kept policy as it is shown.</summary>
    public string Show(string policy) => authorizer.Show(policy);

    /// <summary>The bucket of that name, or null.</summary>
    public Bucket? Find(string name) =>
        tables.Names.Find(name) is { } found ? tables.Buckets(found.Account).Find(name) : null;

    /// <summary>The bucket if the caller may do the action with it, or with the object of that key.</summary>
    public Bucket Demand(BucketRequest request, string action, string? key = null, RequestContext? context = null)
    {
        var bucket = Find(request.Bucket);
        if (bucket is null && request.Caller.AccessKeyId is null && request.Caller.Account.Length == 0)
            throw S3Failures.NoSuchBucket(request.Bucket);
        if (bucket is null)
        {
            authorizer.Demand(request.Caller, Question(request, action, key, context));
            throw S3Failures.NoSuchBucket(request.Bucket);
        }
        if (request.ExpectedOwner is { Length: > 0 } owner && owner != bucket.Account)
            throw S3Failures.AccessDenied();
        CheckRegion(request, bucket);
        authorizer.Demand(request.Caller, Question(request, bucket, action, key, context));
        CheckBody(request);
        return bucket;
    }

    /// <summary>Whether the caller may do the action, too.</summary>
    public bool Allows(
        BucketRequest request,
        Bucket bucket,
        string action,
        string? key = null,
        RequestContext? context = null
    ) => authorizer.Allows(request.Caller, Question(request, bucket, action, key, context));

    /// <summary>Asks for an action that is not on one bucket.</summary>
    public void DemandGlobally(Caller caller, string region, string action) =>
        authorizer.Demand(caller, new(action, "*", region) { ResourceAccount = caller.Account });

    /// <summary>Asks whether the caller may make the bucket, which belongs to nobody yet.</summary>
    public void DemandCreation(BucketRequest request, string location)
    {
        var context = RequestContext.Empty.With("s3:LocationConstraint", location);
        authorizer.Demand(request.Caller, Question(request, "s3:CreateBucket", key: null, context));
        CheckBody(request);
    }

    /// <summary>Throws unless the caller may say who owns the objects of a new bucket (S3 API Reference, CreateBucket).</summary>
    public void DemandOwnership(BucketRequest request) =>
        authorizer.Demand(
            request.Caller,
            Question(request, "s3:PutBucketOwnershipControls", key: null, RequestContext.Empty)
        );

    /// <summary>The present time, to the second as S3 tells it.</summary>
    public DateTimeOffset Now => DateTimeOffset.FromUnixTimeSeconds(world.Now.ToUnixTimeSeconds());

    AccessQuestion Question(
        BucketRequest request,
        Bucket bucket,
        string action,
        string? key,
        RequestContext? context
    ) =>
        Question(request, action, key, OfBucket(request, bucket, action, key, context ?? RequestContext.Empty)) with
        {
            ResourceAccount = bucket.Account,
            ResourcePolicy =
                bucket.Policy is { } policy && !IsRestricted(request.Caller, bucket, policy)
                    ? PolicyCache.Get(bucket.Name, PolicyKind.Resource, policy)
                    : null,
        };

    /// <summary>
    /// Whether RestrictPublicBuckets keeps the caller from what a public policy gives: all but the bucket's own account and
    /// services (S3 User Guide, "Blocking public access to your Amazon S3 storage").
    /// </summary>
    static bool IsRestricted(Caller caller, Bucket bucket, string policy) =>
        caller.Account != bucket.Account
        && (caller.AccessKeyId is not null || caller.Account.Length == 0)
        && BucketConfiguration.Blocks(bucket, "RestrictPublicBuckets")
        && PublicPolicies.IsPublic(policy);

    /// <summary>With what the action is told of the bucket, and of the tags that its object has already.</summary>
    RequestContext OfBucket(BucketRequest request, Bucket bucket, string action, string? key, RequestContext context)
    {
        const string ExistingTag = "s3:ExistingObjectTag";
        context = context.With("s3:ResourceAccount", bucket.Account);
        if (key is null || !ActionKeys.Counts(action, ExistingTag))
            return context;
        var version = request.Caller.Request.Find("s3:VersionId") is [var id] ? id : null;
        var found = ObjectStore.Find(tables, bucket, key, version);
        foreach (var (tag, value) in found?.Tags ?? TagChange.None)
            context = context.With($"{ExistingTag}/{tag}", value);
        return context;
    }

    static AccessQuestion Question(BucketRequest request, string action, string? key, RequestContext? context) =>
        new(
            action,
            $"arn:{Partitions.Of(request.Region)}:s3:::{request.Bucket}{(key is null ? "" : "/" + key)}",
            request.Region
        )
        {
            ResourceAccount = request.Caller.Account,
            Context = context ?? RequestContext.Empty,
        };

    static void CheckBody(BucketRequest request)
    {
        if (request.IsMalformed)
            throw S3Failures.MalformedXml();
    }

    static void CheckRegion(BucketRequest request, Bucket bucket)
    {
        if (request.Region == bucket.Region || request.AnyRegion)
            return;
        throw new AwsException(
            "AuthorizationHeaderMalformed",
            $"The authorization header is malformed; the region '{request.Region}' is wrong; expecting '{bucket.Region}'"
        )
        {
            Details = new Dictionary<string, string> { ["Region"] = bucket.Region },
        };
    }
}
