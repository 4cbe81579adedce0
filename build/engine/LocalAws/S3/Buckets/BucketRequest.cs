using LocalAws.Identities;

namespace LocalAws.S3.Buckets;

/// <summary>Who asks something of which bucket.</summary>
/// <param name="Caller">Who.</param>
/// <param name="Region">The region that the request is signed for.</param>
/// <param name="Bucket">The bucket's name.</param>
public sealed record BucketRequest(Caller Caller, string Region, string Bucket)
{
    /// <summary>The account that the client takes the bucket to be of: x-amz-expected-bucket-owner.</summary>
    public string? ExpectedOwner { get; init; }

    /// <summary>The id of the request.</summary>
    public string RequestId { get; init; } = Guid.NewGuid().ToString();

    /// <summary>Whether the body is none that the operation takes, which only those learn who may do it.</summary>
    public bool IsMalformed { get; init; }

    /// <summary>Whether the call is answered in any region, as GetBucketLocation is, and those of other services.</summary>
    public bool AnyRegion { get; init; }
}
