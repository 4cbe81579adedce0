using LocalAws.Identities;
using LocalAws.S3.Buckets;

namespace LocalAws.CloudFormation.Requests;

/// <summary>Reads objects as a caller, through the operations of S3.</summary>
static class ObjectReader
{
    /// <summary>The object's bytes; null when there are more than the limit.</summary>
    public static async Task<byte[]?> ReadAsync(
        AwsServices services,
        Caller caller,
        string region,
        TemplateLocation location,
        int limit,
        CancellationToken cancellationToken
    )
    {
        var request = new BucketRequest(caller, region, location.Bucket) { AnyRegion = true };
        var found = services.S3.Objects.Get(request, location.Key, location.VersionId);
        if (found.Size > limit)
            return null;
        await using var stream = services.S3.Objects.Open(found);
        var bytes = new byte[found.Size];
        await stream.ReadExactlyAsync(bytes, cancellationToken);
        return bytes;
    }
}
