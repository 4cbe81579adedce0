using LocalAws.Protocol;

namespace LocalAws.S3;

/// <summary>The names that the S3 API Reference has for what method and query ask for.</summary>
static class S3Actions
{
    static readonly string[] _subresources =
    [
        "acl",
        "cors",
        "encryption",
        "lifecycle",
        "location",
        "ownershipControls",
        "policy",
        "policyStatus",
        "publicAccessBlock",
        "tagging",
        "versioning",
    ];

    public static CallName NameOf(S3Request s3)
    {
        var resource = s3.Key.Length == 0 ? s3.Bucket : $"{s3.Bucket}/{s3.Key}";
        return new(s3.Key.Length > 0 ? OfObject(s3) : OfBucket(s3), resource);
    }

    static string OfObject(S3Request s3)
    {
        var ofUpload = s3.Query.Has("uploadId");
        var ofTags = s3.Query.Has("tagging");
        return s3.Method switch
        {
            "PUT" when ofUpload => "UploadPart",
            "PUT" when s3.Header("x-amz-copy-source") is not null => "CopyObject",
            "PUT" when s3.Query.Has("acl") => "PutObjectAcl",
            "GET" when s3.Query.Has("acl") => "GetObjectAcl",
            "GET" when s3.Query.Has("attributes") => "GetObjectAttributes",
            "PUT" when s3.Query.Has("retention") => "PutObjectRetention",
            "PUT" when s3.Query.Has("legal-hold") => "PutObjectLegalHold",
            "GET" when s3.Query.Has("retention") => "GetObjectRetention",
            "GET" when s3.Query.Has("legal-hold") => "GetObjectLegalHold",
            "PUT" => ofTags ? "PutObjectTagging" : "PutObject",
            "GET" when ofUpload => "ListParts",
            "GET" => ofTags ? "GetObjectTagging" : "GetObject",
            "HEAD" => "HeadObject",
            "DELETE" when ofUpload => "AbortMultipartUpload",
            "DELETE" => ofTags ? "DeleteObjectTagging" : "DeleteObject",
            "POST" when s3.Query.Has("uploads") => "CreateMultipartUpload",
            "POST" when ofUpload => "CompleteMultipartUpload",
            _ => s3.Method,
        };
    }

    static string OfBucket(S3Request s3)
    {
        if (s3.Bucket.Length == 0)
            return "ListBuckets";
        var verb = s3.Method switch
        {
            "GET" => "Get",
            "PUT" => "Put",
            "DELETE" => "Delete",
            _ => null,
        };
        if (verb is not null && Array.Find(_subresources, s3.Query.Has) is { } name)
        {
            var owner = name is "publicAccessBlock" ? "" : "Bucket";
            return $"{verb}{owner}{char.ToUpperInvariant(name[0])}{name[1..]}";
        }
        return s3.Method switch
        {
            "PUT" => "CreateBucket",
            "DELETE" => "DeleteBucket",
            "HEAD" => "HeadBucket",
            "POST" when s3.Query.Has("delete") => "DeleteObjects",
            "POST" when Forms.PostForm.IsOf(s3.Headers) => "PostObject",
            "GET" when s3.Query.Has("versions") => "ListObjectVersions",
            "GET" when s3.Query.Has("uploads") => "ListMultipartUploads",
            "GET" => s3.Query.Has("list-type") ? "ListObjectsV2" : "ListObjects",
            _ => s3.Method,
        };
    }
}
