using LocalAws.Protocol;
using LocalAws.S3.Buckets;

namespace LocalAws.S3.AccessControl;

/// <summary>How access control lists and ownership of a bucket go together (S3 API Reference, CreateBucket and PutBucketOwnershipControls).</summary>
static class NewBucketAcl
{
    /// <summary>
    /// The access control list of a new bucket, which blocks public ones, and where its owner is enforced all but the private one;
    /// null for the owner alone. Throws unless the caller may set both it and the ownership.
    /// </summary>
    public static IReadOnlyList<Grant>? Demand(
        BucketAccess access,
        BucketRequest request,
        string? ownership,
        RequestedAcl? acl
    )
    {
        if (ownership is not null)
            access.DemandForNew(request, "s3:PutBucketOwnershipControls");
        if (acl is null or { Canned: "private" })
            return null;
        access.DemandForNew(request, "s3:PutBucketAcl");
        if (ownership is null or ObjectOwnership.Enforced)
            throw AclsOfEnforced();
        var grants = acl.OfBucket(CanonicalUsers.IdOf(request.Caller.Account));
        return grants.Any(grant => grant.IsPublic)
            ? throw new AwsException(
                "InvalidBucketAclWithBlockPublicAccessError",
                "Bucket cannot have public ACLs set with BlockPublicAccess enabled"
            )
            : grants;
    }

    /// <summary>Throws where the bucket's list grants something to others and its owner is to be enforced.</summary>
    public static void CheckOwnership(Bucket bucket, string configuration)
    {
        var owner = CanonicalUsers.IdOf(bucket.Account);
        if (
            configuration.Contains($">{ObjectOwnership.Enforced}<", StringComparison.Ordinal)
            && bucket.Grants?.Any(grant => grant.Grantee != owner) == true
        )
            throw AclsOfEnforced();
    }

    static AwsException AclsOfEnforced() =>
        new(
            "InvalidBucketAclWithObjectOwnership",
            "Bucket cannot have ACLs set with ObjectOwnership's BucketOwnerEnforced setting"
        );
}
