using LocalAws.S3.Blobs;
using LocalAws.S3.Buckets;
using LocalAws.S3.Checksums;
using LocalAws.Sts;

namespace LocalAws.S3.Objects;

/// <summary>Objects that other services write, as far as a bucket's policy lets them.</summary>
public sealed class ServiceObjects
{
    readonly BucketAccess _access;
    readonly ObjectStore _store;
    readonly BlobStore _blobs;

    internal ServiceObjects(BucketAccess access, ObjectStore store, BlobStore blobs) =>
        (_access, _store, _blobs) = (access, store, blobs);

    /// <summary>The bucket of that name, or null.</summary>
    public Bucket? Find(string bucket) => _access.Find(bucket);

    /// <summary>Whether the bucket's policy lets one of the services do that, on behalf of something.</summary>
    /// <param name="services">The names that the service goes by.</param>
    /// <param name="source">On whose behalf.</param>
    /// <param name="bucket">The bucket.</param>
    /// <param name="action">Such as s3:PutObject.</param>
    /// <param name="key">The object, or null for the bucket.</param>
    public bool Lets(
        IReadOnlyList<string> services,
        ServiceSource source,
        Bucket bucket,
        string action,
        string? key = null
    ) => services.Any(service => _access.Lets(service, source, bucket, action, key));

    /// <summary>Writes an object of the bucket's owner, without asking.</summary>
    public async Task PutAsync(Bucket bucket, string key, byte[] body, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(bucket);
        using var stream = new MemoryStream(body);
        using var checksum = Checksum.Create("CRC64NVME");
        var written = await _blobs.WriteAsync(stream, checksum, cancellationToken);
        _store.Put(
            bucket,
            new()
            {
                Key = key,
                Modified = _access.Now,
                Blobs = [written.Blob],
                ETag = $"\"{Convert.ToHexStringLower(written.Md5)}\"",
                Checksum = written.Checksum,
            }
        );
    }
}
