using LocalAws.S3.Buckets;

namespace LocalAws.S3;

/// <summary>What a copy is made of.</summary>
static class CopySource
{
    /// <summary>The source of a copy: /bucket/key?versionId=id, escaped.</summary>
    public static (BucketRequest Bucket, string Key, string? Version) Of(S3Request s3)
    {
        var text = s3.Header("x-amz-copy-source")!;
        var mark = text.IndexOf("?versionId=", StringComparison.Ordinal);
        var version = mark < 0 ? null : text[(mark + "?versionId=".Length)..];
        // Some clients escape the slash between bucket and key too.
        var path = Uri.UnescapeDataString(mark < 0 ? text : text[..mark]);
        var parts = (path.StartsWith('/') ? path[1..] : path).Split('/', 2);
        if (parts is not [{ Length: > 0 } bucket, { Length: > 0 } key])
        {
            throw S3Failures.InvalidArgument(
                "Invalid copy source object key",
                "x-amz-copy-source",
                "x-amz-copy-source"
            );
        }
        var request = new BucketRequest(s3.Aws.Caller, s3.Aws.Region, bucket)
        {
            ExpectedOwner = s3.Header("x-amz-source-expected-bucket-owner"),
            AnyRegion = true,
        };
        return (request, key, version);
    }
}
