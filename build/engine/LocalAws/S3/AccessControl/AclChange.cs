using LocalAws.Protocol;
using LocalAws.S3.Buckets;

namespace LocalAws.S3.AccessControl;

/// <summary>What a request to change an access control list says, in headers or body (S3 API Reference, PutBucketAcl, PutObjectAcl).</summary>
static class AclChange
{
    /// <summary>The new list; null where lists are off and the request leaves all to the owner.</summary>
    /// <param name="bucket">The bucket, or that of the object.</param>
    /// <param name="asked">The list of the headers.</param>
    /// <param name="body">The list of the body.</param>
    /// <param name="owner">The owner's canonical id.</param>
    /// <param name="resolve">Makes grants of the list of the headers.</param>
    public static IReadOnlyList<Grant>? Read(
        Bucket bucket,
        RequestedAcl? asked,
        IReadOnlyList<Grant>? body,
        string owner,
        Func<RequestedAcl, IReadOnlyList<Grant>> resolve
    )
    {
        if (asked is not null && body is not null)
            throw new AwsException("UnexpectedContent", "This request does not support content");
        if (asked is null && body is null)
            throw new AwsException("MissingSecurityHeader", "Your request was missing a required header")
            {
                Details = new Dictionary<string, string> { ["MissingHeaderName"] = "x-amz-acl" },
            };
        if (ObjectOwnership.HasAcls(bucket))
            return body ?? resolve(asked!);
        var isOfOwner = asked?.IsOfOwner ?? body is [{ Permission: Grant.FullControl } only] && only.Grantee == owner;
        return isOfOwner ? null : throw S3Failures.NoAcls();
    }
}
