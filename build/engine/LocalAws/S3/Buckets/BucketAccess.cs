using Iam;
using LocalAws.Identities;
using LocalAws.Protocol;
using LocalAws.S3.AccessControl;
using LocalAws.S3.Objects;
using LocalAws.Sts;
using LocalAws.Worlds;

namespace LocalAws.S3.Buckets;

/// <summary>Finds buckets and asks whether a caller may do something with them.</summary>
sealed class BucketAccess(World world, S3Tables tables, Authorizer authorizer)
{
    readonly AclStatements _acls = new(new(world));

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
            throw owner.Length == 12 && owner.All(char.IsAsciiDigit)
                ? S3Failures.AccessDenied()
                : new AwsException(
                    "InvalidBucketOwnerAWSAccountID",
                    $"The value of the expected bucket owner parameter must be an AWS Account ID... [{owner}]"
                );
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

    /// <summary>Whether the bucket's policy lets a service do the action, leaving what it writes to the bucket's owner.</summary>
    public bool Lets(string service, ServiceSource source, Bucket bucket, string action, string? key)
    {
        if (bucket.Policy is not { } policy)
            return false;
        var resource = key is null ? bucket.Arn : $"{bucket.Arn}/{key}";
        var question = new AccessQuestion(action, resource, bucket.Region)
        {
            ResourceAccount = bucket.Account,
            Context = source.AddTo(RequestContext.Empty).With("s3:x-amz-acl", "bucket-owner-full-control"),
        };
        var policies = Policies.None with { Resource = PolicyCache.Get(bucket.Name, PolicyKind.Resource, policy) };
        return authorizer.Decide(Principal.Service(service), policies, question, viaService: null).IsAllowed;
    }

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

    /// <summary>Throws unless the caller may do what goes with making a bucket, such as saying who owns its objects.</summary>
    public void DemandForNew(BucketRequest request, string action) =>
        authorizer.Demand(request.Caller, Question(request, action, key: null, RequestContext.Empty));

    /// <summary>The present time, to the second as S3 tells it.</summary>
    public DateTimeOffset Now => DateTimeOffset.FromUnixTimeSeconds(world.Now.ToUnixTimeSeconds());

    AccessQuestion Question(BucketRequest request, Bucket bucket, string action, string? key, RequestContext? context)
    {
        var question = Question(
            request,
            action,
            key,
            OfBucket(request, bucket, action, key, context ?? RequestContext.Empty)
        ) with
        {
            ResourceAccount = bucket.Account,
        };
        var policy = bucket.Policy is { } text && !IsRestricted(request.Caller, bucket, text) ? text : null;
        return ObjectOwnership.HasAcls(bucket)
            ? WithAcls(request, bucket, key, policy, question)
            : question with
            {
                ResourcePolicy = policy is null ? null : PolicyCache.Get(bucket.Name, PolicyKind.Resource, policy),
            };
    }

    /// <summary>With what access control lists grant, and of whom the object is that exists.</summary>
    AccessQuestion WithAcls(BucketRequest request, Bucket bucket, string? key, string? policy, AccessQuestion question)
    {
        if (key is null)
            return question with { ResourcePolicy = _acls.OfBucket(bucket, policy, question.Resource) };
        var version = request.Caller.Request.Find("s3:VersionId") is [var id] ? id : null;
        var found = ObjectStore.Find(tables, bucket, key, version);
        if (_ofBucket.Contains(question.Action) || found is null or { IsDeleteMarker: true })
        {
            var isOwn = found is null || ObjectOwnership.OwnerOf(bucket, found) == request.Caller.Account;
            string[] writes =
                !isOwn ? []
                : found is null ? ["s3:PutObject"]
                : ["s3:PutObject", "s3:DeleteObject"];
            return question with { ResourcePolicy = _acls.OfNewObject(bucket, policy, question.Resource, writes) };
        }
        var owner = ObjectOwnership.OwnerOf(bucket, found);
        return question with
        {
            ResourceAccount = owner,
            ResourcePolicy = _acls.OfObject(bucket, policy, owner, found.Grants, question.Resource),
        };
    }

    /// <summary>
    /// Throws unless the caller may give an access control list to what it is about to write, and so that bucket takes it (S3 User
    /// Guide, "Blocking public access to your Amazon S3 storage").
    /// </summary>
    public void DemandAcl(BucketRequest request, Bucket bucket, string key, IReadOnlyList<Grant> grants)
    {
        var writer = request.Caller.Account;
        var question = Question(request, "s3:PutObjectAcl", key, RequestContext.Empty) with
        {
            // What is written is the writer's, or its own to give away: the bucket's policy has but to let it write.
            ResourceAccount = writer,
            ResourcePolicy = _acls.OfObject(bucket, bucket.Policy, writer, null, ""),
        };
        authorizer.Demand(request.Caller, question);
        CheckPublic(bucket, grants);
    }

    /// <summary>Throws where the bucket blocks access control lists that let everybody in.</summary>
    public static void CheckPublic(Bucket bucket, IReadOnlyList<Grant> grants)
    {
        if (grants.Any(grant => grant.IsPublic) && BucketConfiguration.Blocks(bucket, "BlockPublicAcls"))
            throw S3Failures.AccessDenied();
    }

    /// <summary>The actions on objects that are for the bucket to allow, whoever owns the object.</summary>
    static readonly HashSet<string> _ofBucket =
    [
        .. "s3:PutObject s3:DeleteObject s3:DeleteObjectVersion s3:AbortMultipartUpload".Split(' '),
        "s3:ListMultipartUploadParts",
    ];

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
