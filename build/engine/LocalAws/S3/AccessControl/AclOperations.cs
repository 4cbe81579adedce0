using LocalAws.S3.Buckets;
using LocalAws.S3.Notifications;
using LocalAws.S3.Objects;

namespace LocalAws.S3.AccessControl;

/// <summary>Access control lists of buckets and objects.</summary>
public sealed class AclOperations
{
    readonly S3Tables _tables;
    readonly BucketAccess _access;
    readonly ObjectStore _store;
    readonly EventNotifier _notifier;

    internal AclOperations(S3Tables tables, BucketAccess access, ObjectStore store, EventNotifier notifier)
    {
        _notifier = notifier;
        _tables = tables;
        _access = access;
        _store = store;
    }

    /// <summary>The list of a bucket: the owner's canonical id and what it grants.</summary>
    public (string Owner, IReadOnlyList<Grant> Grants) OfBucket(BucketRequest request)
    {
        var bucket = _access.Demand(request, "s3:GetBucketAcl");
        return Shown(bucket, bucket.Account, bucket.Grants);
    }

    /// <summary>The list of an object.</summary>
    public (string Owner, IReadOnlyList<Grant> Grants) OfObject(BucketRequest request, string key, string? version)
    {
        var (bucket, found) = Existing(request, key, version, "Get", "GET");
        return Shown(bucket, ObjectOwnership.OwnerOf(bucket, found), found.Grants);
    }

    /// <summary>Sets the list of a bucket.</summary>
    /// <param name="request">The bucket and who asks.</param>
    /// <param name="asked">The list of the headers.</param>
    /// <param name="read">Reads the list of the body, told the owner's canonical id; null where there is none.</param>
    public void PutOfBucket(BucketRequest request, RequestedAcl? asked, Func<string, IReadOnlyList<Grant>?> read)
    {
        ArgumentNullException.ThrowIfNull(read);
        var bucket = _access.Demand(request, "s3:PutBucketAcl");
        var owner = CanonicalUsers.IdOf(bucket.Account);
        if (AclChange.Read(bucket, asked, read(owner), owner, acl => acl.OfBucket(owner)) is not { } grants)
            return;
        BucketAccess.CheckPublic(bucket, grants);
        _tables
            .Buckets(bucket.Account)
            .Update(
                bucket.Name,
                found => found is null ? throw S3Failures.NoSuchBucket(bucket.Name) : found with { Grants = grants }
            );
    }

    /// <summary>Sets the list of an object. Returns the object.</summary>
    /// <param name="request">The bucket and who asks.</param>
    /// <param name="key">The object's key.</param>
    /// <param name="version">The version, or null for the current one.</param>
    /// <param name="asked">The list of the headers.</param>
    /// <param name="read">Reads the list of the body, told the owner's canonical id; null where there is none.</param>
    public StoredObject PutOfObject(
        BucketRequest request,
        string key,
        string? version,
        RequestedAcl? asked,
        Func<string, IReadOnlyList<Grant>?> read
    )
    {
        ArgumentNullException.ThrowIfNull(read);
        var (bucket, found) = Existing(request, key, version, "Put", "PUT");
        var owner = CanonicalUsers.IdOf(ObjectOwnership.OwnerOf(bucket, found));
        var bucketOwner = CanonicalUsers.IdOf(bucket.Account);
        var grants = AclChange.Read(bucket, asked, read(owner), owner, acl => acl.OfObject(owner, bucketOwner));
        if (grants is null)
            return found;
        BucketAccess.CheckPublic(bucket, grants);
        _store.Change(bucket, key, version, present => present with { Grants = grants });
        _notifier.Tell(request, bucket, "ObjectAcl:Put", found);
        return found;
    }

    (Bucket Bucket, StoredObject Found) Existing(
        BucketRequest request,
        string key,
        string? version,
        string verb,
        string method
    )
    {
        var bucket = _access.Demand(request, $"s3:{verb}Object{(version is null ? "" : "Version")}Acl", key);
        return _store.Find(bucket, key, version) switch
        {
            { IsDeleteMarker: false } found => (bucket, found),
            // Unlike reading, changing a deleted object is not allowed, whether it is named by its version or not.
            { } marker when method == "PUT" => throw S3Failures.DeleteMarker(marker, marker.VersionId, method),
            _ => throw _store.Absent(bucket, key, version, method),
        };
    }

    static (string Owner, IReadOnlyList<Grant> Grants) Shown(
        Bucket bucket,
        string account,
        IReadOnlyList<Grant>? grants
    )
    {
        var owner = CanonicalUsers.IdOf(account);
        return (owner, ObjectOwnership.HasAcls(bucket) && grants is not null ? grants : [Grant.ToUser(owner)]);
    }
}
