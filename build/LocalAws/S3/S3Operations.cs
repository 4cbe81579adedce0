using LocalAws.Identities;
using LocalAws.Kms;
using LocalAws.S3.Blobs;
using LocalAws.S3.Buckets;
using LocalAws.S3.Locks;
using LocalAws.S3.Objects;
using LocalAws.S3.Uploads;
using LocalAws.Worlds;

namespace LocalAws.S3;

/// <summary>All that S3 does.</summary>
public sealed class S3Operations
{
    internal S3Operations(World world, Authorizer authorizer, Func<CryptoOperations> crypto)
    {
        var tables = new S3Tables(world);
        var access = new BucketAccess(world, tables, authorizer);
        var blobs = new BlobStore(world.Store.Directory);
        var store = new ObjectStore(tables, blobs);
        Buckets = new(tables, access, blobs);
        Locks = new(access, store);
        Objects = new(access, store, blobs, new(crypto), Locks);
        Lists = new(tables, access, store);
        Uploads = new(tables, access, Objects, store, blobs);
    }

    /// <summary>Buckets and their configurations.</summary>
    public BucketOperations Buckets { get; }

    /// <summary>Objects.</summary>
    public ObjectOperations Objects { get; }

    /// <summary>Retention and legal hold.</summary>
    public LockOperations Locks { get; }

    /// <summary>Listings.</summary>
    public ListOperations Lists { get; }

    /// <summary>Multipart uploads.</summary>
    public UploadOperations Uploads { get; }
}
