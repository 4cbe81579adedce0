using System.Xml.Linq;
using LocalAws.Protocol;
using LocalAws.S3.Forms;

namespace LocalAws.S3;

/// <summary>S3's REST protocol, path style: the method, the key and the query choose the operation.</summary>
sealed class S3Service(S3Operations operations) : IAwsService
{
    readonly BucketHandler _buckets = new(operations.Buckets);
    readonly ListingHandler _lists = new(operations.Lists);
    readonly ObjectHandler _objects = new(operations.Objects, operations.Locks, operations.Buckets);
    readonly FormHandler _forms = new(operations);
    readonly AclHandler _acls = new(operations.Acls);
    readonly ObjectLockHandler _locks = new(operations.Locks);
    readonly UploadHandler _uploads = new(operations.Uploads, operations.Objects, operations.Buckets);

    static readonly string[] _kept = ["Get", "Put"];
    static readonly string[] _removed = [.. _kept, "Delete"];

    public ErrorShape Errors { get; } = new S3Errors();

    public IReadOnlyCollection<string> Operations { get; } =
    [
        .. "ListBuckets CreateBucket DeleteBucket HeadBucket GetBucketLocation GetBucketAcl PutBucketAcl".Split(' '),
        .. "PutBucketVersioning GetBucketVersioning PutBucketPolicy GetBucketPolicy DeleteBucketPolicy GetBucketPolicyStatus".Split(
            ' '
        ),
        .. "ListObjects ListObjectsV2 ListObjectVersions ListMultipartUploads ListParts".Split(' '),
        .. "PutObject CopyObject GetObject HeadObject DeleteObject DeleteObjects".Split(' '),
        .. "GetObjectAttributes GetObjectAcl PutObjectAcl".Split(' '),
        .. "GetObjectRetention PutObjectRetention GetObjectLegalHold PutObjectLegalHold".Split(' '),
        .. "GetObjectTagging PutObjectTagging DeleteObjectTagging".Split(' '),
        .. "CreateMultipartUpload UploadPart UploadPartCopy CompleteMultipartUpload AbortMultipartUpload".Split(' '),
        .. Buckets.BucketConfiguration.All.Values.SelectMany(one =>
            (one.DeleteAction is null ? _kept : _removed).Select(verb => $"{verb}Bucket?{one.Subresource}")
        ),
    ];

    public bool StreamsBody => true;

    public bool TakesUnsigned => true;

    public CallName NameOf(AwsRequest request) => S3Actions.NameOf(new(request));

    public async Task HandleAsync(AwsRequest request, CancellationToken cancellationToken)
    {
        var s3 = new S3Request(request, operations.Buckets.RegionOf);
        s3.Response.Headers["x-amz-request-id"] = request.RequestId;
        s3.Response.Headers["x-amz-id-2"] = request.RequestId;
        if (s3.Headers.ContainsKey("Origin") || CrossOrigin.IsPreflight(s3.Method))
        {
            var cors = operations.Buckets.ConfigurationOf(s3.Bucket, "cors");
            if (CrossOrigin.IsPreflight(s3.Method))
            {
                CrossOrigin.AnswerPreflight(s3, cors, operations.Buckets.RegionOf(s3.Bucket) is not null);
                return;
            }
            CrossOrigin.Describe(s3, cors);
        }
        if (request is { Region: "", Caller.AccessKeyId: not null } && !SignatureVersion2.Regions.Contains(s3.Region))
            throw S3Failures.InvalidRequest(
                "The authorization mechanism you have provided is not supported. Please use AWS4-HMAC-SHA256."
            );
        try
        {
            s3.CheckMembers(operations.Buckets.Now);
            await AnswerAsync(s3, cancellationToken);
        }
        catch (Exception) when (!s3.Response.HasStarted)
        {
            // Clients learn from it where a bucket is that they looked for elsewhere.
            if (operations.Buckets.RegionOf(s3.Bucket) is { } region)
                s3.Response.Headers["x-amz-bucket-region"] = region;
            throw;
        }
    }

    Task AnswerAsync(S3Request s3, CancellationToken cancellationToken) =>
        s3.Bucket.Length == 0 ? _buckets.ListAsync(s3)
        : s3.Key.Length > 0 ? HandleObjectAsync(s3, cancellationToken)
        : HandleBucketAsync(s3, cancellationToken);

    Task HandleObjectAsync(S3Request s3, CancellationToken cancellationToken)
    {
        var ofUpload = s3.Query.Has("uploadId");
        return s3.Method switch
        {
            "PUT" when ofUpload => _uploads.PutPartAsync(s3, cancellationToken),
            "PUT" when s3.Query.Has("tagging") => _objects.PutTagsAsync(s3, cancellationToken),
            "PUT" when s3.Query.Has("acl") => _acls.PutOfObjectAsync(s3, cancellationToken),
            "PUT" when s3.Query.Has("retention") => _locks.PutRetentionAsync(s3, cancellationToken),
            "PUT" when s3.Query.Has("legal-hold") => _locks.PutLegalHoldAsync(s3, cancellationToken),
            "PUT" when Subresource(s3) is { } other => Refuse(other),
            "PUT" when s3.Header("x-amz-copy-source") is not null => _objects.CopyAsync(s3, cancellationToken),
            "PUT" => _objects.PutAsync(s3, cancellationToken),
            "GET" when ofUpload => _uploads.ListPartsAsync(s3),
            "GET" when s3.Query.Has("tagging") => _objects.GetTagsAsync(s3),
            "GET" when s3.Query.Has("attributes") => _objects.GetAttributesAsync(s3),
            "GET" when s3.Query.Has("acl") => _acls.GetOfObjectAsync(s3),
            "GET" when s3.Query.Has("retention") => _locks.GetRetentionAsync(s3),
            "GET" when s3.Query.Has("legal-hold") => _locks.GetLegalHoldAsync(s3),
            "GET" when Subresource(s3) is { } other => Refuse(other),
            "GET" or "HEAD" => _objects.GetAsync(s3, cancellationToken),
            "DELETE" when ofUpload => _uploads.AbortAsync(s3),
            "DELETE" when s3.Query.Has("tagging") => _objects.DeleteTagsAsync(s3),
            "DELETE" when Subresource(s3) is { } other => Refuse(other),
            "DELETE" => _objects.DeleteAsync(s3),
            "POST" when s3.Query.Has("uploads") => _uploads.CreateAsync(s3),
            "POST" when ofUpload => _uploads.CompleteAsync(s3, cancellationToken),
            _ => NotAllowed(),
        };
    }

    Task HandleBucketAsync(S3Request s3, CancellationToken cancellationToken)
    {
        if (BucketHandler.Configuration(s3.Query) is { } subresource)
            return _buckets.ConfigureAsync(s3, subresource, cancellationToken);
        return s3.Method switch
        {
            "PUT" when s3.Query.Has("versioning") => _buckets.PutVersioningAsync(s3, cancellationToken),
            "PUT" when s3.Query.Has("policy") => _buckets.PutPolicyAsync(s3, cancellationToken),
            "PUT" when s3.Query.Has("acl") => _acls.PutOfBucketAsync(s3, cancellationToken),
            "PUT" when Subresource(s3) is { } other => Refuse(other),
            "PUT" => _buckets.CreateAsync(s3, cancellationToken),
            "DELETE" when s3.Query.Has("policy") => _buckets.DeletePolicyAsync(s3),
            "DELETE" when Subresource(s3) is { } other => Refuse(other),
            "DELETE" => _buckets.DeleteAsync(s3),
            "HEAD" => _buckets.HeadAsync(s3),
            "POST" when s3.Query.Has("delete") => _objects.DeleteManyAsync(s3, cancellationToken),
            "POST" when PostForm.IsOf(s3.Headers) && s3.Aws.VerifyForm is not null => _forms.PostAsync(
                s3,
                cancellationToken
            ),
            "GET" when s3.Query.Has("location") => _buckets.GetLocationAsync(s3),
            "GET" when s3.Query.Has("versioning") => _buckets.GetVersioningAsync(s3),
            "GET" when s3.Query.Has("policyStatus") => _buckets.GetPolicyStatusAsync(s3),
            "GET" when s3.Query.Has("policy") => _buckets.GetPolicyAsync(s3),
            "GET" when s3.Query.Has("acl") => _acls.GetOfBucketAsync(s3),
            "GET" when s3.Query.Has("versions") => _lists.VersionsAsync(s3),
            "GET" when s3.Query.Has("uploads") => _uploads.ListAsync(s3),
            "GET" when Subresource(s3) is { } other => Refuse(other),
            "GET" => _lists.ObjectsAsync(s3),
            _ => NotAllowed(),
        };
    }

    /// <summary>A subresource that nothing here answers; ignoring it would do something else than what was asked.</summary>
    static string? Subresource(S3Request s3) =>
        s3.Query.FirstOrDefault(pair => pair.Value.Length == 0 && !_plain.Contains(pair.Key)).Key;

    static readonly HashSet<string> _plain =
    [
        "prefix",
        "delimiter",
        "marker",
        "start-after",
        "versionId",
        "continuation-token",
    ];

    static Task Refuse(string subresource) => throw S3Failures.NotImplemented($"the subresource '{subresource}'");

    static Task NotAllowed() => throw S3Failures.MethodNotAllowed();

    /// <summary>Writes an XML answer.</summary>
    internal static Task WriteAsync(S3Request s3, XElement body) =>
        XmlAnswer.WriteAsync(s3.Aws.Http, 200, body, "application/xml");
}
