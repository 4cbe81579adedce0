using LocalAws.Identities;
using LocalAws.Kms;
using LocalAws.S3.AccessControl;
using LocalAws.S3.Blobs;
using LocalAws.S3.Buckets;
using LocalAws.S3.Locks;
using LocalAws.S3.Notifications;
using LocalAws.S3.Objects;
using LocalAws.S3.Uploads;
using LocalAws.Sns;
using LocalAws.Sqs;
using LocalAws.Worlds;

namespace LocalAws.S3;

/// <summary>All that S3 does.</summary>
public sealed class S3Operations
{
    internal S3Operations(
        World world,
        Authorizer authorizer,
        Func<CryptoOperations> crypto,
        Func<MessageOperations> messages,
        Func<SnsOperations> topics
    )
    {
        var notifier = new EventNotifier(world, messages, topics);
        var tables = new S3Tables(world);
        var access = new BucketAccess(world, tables, authorizer);
        var blobs = new BlobStore(world.Store.Directory);
        var store = new ObjectStore(tables, blobs);
        Buckets = new(tables, access, blobs, notifier);
        Locks = new(access, store);
        Acls = new(tables, access, store, notifier);
        Objects = new(access, store, blobs, new(crypto), Locks, notifier);
        Lists = new(tables, access, store);
        OfServices = new(access, store, blobs);
        Uploads = new(tables, access, Objects, store, blobs, notifier);
    }

    /// <summary>Buckets and their configurations.</summary>
    public BucketOperations Buckets { get; }

    /// <summary>Objects.</summary>
    public ObjectOperations Objects { get; }

    /// <summary>Retention and legal hold.</summary>
    public LockOperations Locks { get; }

    /// <summary>Objects that services write.</summary>
    public ServiceObjects OfServices { get; }

    /// <summary>Access control lists.</summary>
    public AclOperations Acls { get; }

    /// <summary>Listings.</summary>
    public ListOperations Lists { get; }

    /// <summary>Multipart uploads.</summary>
    public UploadOperations Uploads { get; }
}
