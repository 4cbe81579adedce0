using LocalAws.S3.AccessControl;

namespace LocalAws.S3;

/// <summary>Access control lists on the wire.</summary>
sealed class AclHandler(AclOperations acls)
{
    public Task GetOfBucketAsync(S3Request s3)
    {
        var (owner, grants) = acls.OfBucket(s3.OfBucket);
        return S3Service.WriteAsync(s3, AclDocument.Write(owner, grants));
    }

    public Task GetOfObjectAsync(S3Request s3)
    {
        var (owner, grants) = acls.OfObject(s3.OfBucket, s3.Key, s3.Query["versionId"]);
        return S3Service.WriteAsync(s3, AclDocument.Write(owner, grants));
    }

    public async Task PutOfBucketAsync(S3Request s3, CancellationToken cancellationToken)
    {
        var text = await s3.ReadTextAsync(cancellationToken);
        acls.PutOfBucket(s3.OfBucket, RequestedAcl.OfHeaders(s3.Headers), owner => s3.ReadGrants(text, owner));
    }

    public async Task PutOfObjectAsync(S3Request s3, CancellationToken cancellationToken)
    {
        var text = await s3.ReadTextAsync(cancellationToken);
        var asked = RequestedAcl.OfHeaders(s3.Headers);
        acls.PutOfObject(s3.OfBucket, s3.Key, s3.Query["versionId"], asked, owner => s3.ReadGrants(text, owner));
    }
}
