using Iam;
using LocalAws.Protocol;
using LocalAws.S3.AccessControl;
using LocalAws.S3.Blobs;
using LocalAws.S3.Buckets;
using LocalAws.S3.Checksums;
using LocalAws.S3.Locks;
using LocalAws.S3.Notifications;

namespace LocalAws.S3.Objects;

/// <summary>What S3 does with objects.</summary>
public sealed class ObjectOperations
{
    readonly BucketAccess _access;
    readonly ObjectStore _store;
    readonly BlobStore _blobs;
    readonly ObjectEncryption _encryption;
    readonly LockOperations _locks;
    readonly EventNotifier _notifier;

    internal ObjectOperations(
        BucketAccess access,
        ObjectStore store,
        BlobStore blobs,
        ObjectEncryption encryption,
        LockOperations locks,
        EventNotifier notifier
    )
    {
        _notifier = notifier;
        _locks = locks;
        _encryption = encryption;
        _access = access;
        _store = store;
        _blobs = blobs;
    }

    /// <summary>Stores an object.</summary>
    public async Task<StoredObject> PutAsync(
        BucketRequest request,
        PutRequest put,
        BodyStream body,
        CancellationToken cancellationToken
    )
    {
        ArgumentNullException.ThrowIfNull(put);
        ArgumentNullException.ThrowIfNull(body);
        CheckKey(put.Key);
        var bucket = DemandPut(request, put);
        var described = Describe(request, bucket, put);
        if (described.Lock is not null && put.Checksum is null && put.ContentMd5 is null)
            throw S3Failures.InvalidRequest(
                "Content-MD5 OR x-amz-checksum- HTTP header is required for Put Object requests with Object Lock parameters"
            );
        var written = await _blobs.WriteAsync(body, put.Checksum, put.ContentMd5, "CRC64NVME", cancellationToken);
        var added = described with
        {
            Blobs = [written.Blob],
            ETag = ObjectEncryption.TagOf(described, written.Md5),
            Checksum = written.Checksum,
        };
        return Keep(request, bucket, added, put, put.IsForm ? "Post" : "Put");
    }

    /// <summary>Makes what was written the current object and tells of it; without success the body goes.</summary>
    StoredObject Keep(BucketRequest request, Bucket bucket, StoredObject added, PutRequest put, string way)
    {
        StoredObject kept;
        try
        {
            kept = _store.Put(bucket, added, present => Preconditions.CheckWrite(put, present));
        }
        catch
        {
            _blobs.Delete(added.Blobs);
            throw;
        }
        _notifier.Tell(request, bucket, "ObjectCreated:" + way, kept);
        return kept;
    }

    /// <summary>Copies an object, over whose reading and writing the caller has to have permission.</summary>
    public async Task<StoredObject> CopyAsync(
        BucketRequest request,
        PutRequest put,
        BucketRequest source,
        string sourceKey,
        string? sourceVersion,
        CopyDirectives directives,
        CancellationToken cancellationToken
    )
    {
        ArgumentNullException.ThrowIfNull(put);
        ArgumentNullException.ThrowIfNull(directives);
        ArgumentNullException.ThrowIfNull(source);
        using var reading = Reading();
        var original = Get(source, sourceKey, sourceVersion);
        directives.CheckSource(original);
        CheckKey(put.Key);
        if (
            !directives.ChangesSomething
            && sourceVersion is null
            && (source.Bucket, sourceKey) == (request.Bucket, put.Key)
            && original.Encryption == "AES256"
            && _access.Find(request.Bucket)?.Configurations.ContainsKey("encryption") != true
        )
            throw S3Failures.InvalidRequest(
                "This copy request is illegal because it is trying to copy an object to itself without changing the object's metadata, storage class, website redirect location or encryption attributes."
            );
        if (!directives.ReplacesTags)
            put = put with
            {
                Tags = original.Tags.Count == 0 ? original.Tags : GetTagged(source, sourceKey, sourceVersion).Tags,
            };
        if (!directives.ReplacesMetadata)
            put = put with { Headers = KeptHeaders(original, put) };
        var bucket = DemandPut(request, put);
        var described = Describe(request, bucket, put);
        using var checksum = Checksum.Create(put.ChecksumAlgorithm ?? original.Checksum?.Algorithm ?? "CRC64NVME");
        await using var body = Open(original);
        var written = await _blobs.WriteAsync(body, checksum, cancellationToken);
        var copy = described with
        {
            Blobs = [written.Blob],
            ETag = ObjectEncryption.TagOf(described, written.Md5),
            Checksum = written.Checksum,
        };
        return Keep(request, bucket, copy, put, "Copy");
    }

    /// <summary>A copy has the headers of its source, but where it leads as a website is for the request to say.</summary>
    static Dictionary<string, string> KeptHeaders(StoredObject original, PutRequest put)
    {
        const string Redirect = "x-amz-website-redirect-location";
        var kept = original.Headers.Where(header => header.Key != Redirect).ToDictionary();
        if (put.Headers.TryGetValue(Redirect, out var location))
            kept[Redirect] = location;
        return kept;
    }

    /// <summary>An object, whose key the caller may use; its body is opened apart.</summary>
    public StoredObject Get(BucketRequest request, string key, string? version)
    {
        var found = Head(request, key, version);
        _encryption.DemandDecryption(request, found);
        return found;
    }

    /// <summary>What is known of an object. Whoever may not list the bucket does not learn that a key is missing.</summary>
    public StoredObject Head(BucketRequest request, string key, string? version)
    {
        ArgumentNullException.ThrowIfNull(key);
        var bucket = _access.Demand(request, version is null ? "s3:GetObject" : "s3:GetObjectVersion", key);
        var found = _store.Find(bucket, key, version);
        if (found is { IsDeleteMarker: false })
            return found;
        if (!_access.Allows(request, bucket, "s3:ListBucket", context: RequestContext.Empty.With("s3:prefix", key)))
            throw S3Failures.AccessDenied();
        if (found is null && version is not null && bucket.Versioning.Length == 0)
            throw S3Failures.InvalidVersion(version);
        throw found is not null ? S3Failures.DeleteMarker(found, version) : S3Failures.Missing(key, version);
    }

    /// <summary>Keeps what is looked up meanwhile from being deleted before it is read.</summary>
    public IDisposable Reading() => _blobs.Read();

    /// <summary>What is known of an object, for GetObjectAttributes.</summary>
    public StoredObject GetAttributes(BucketRequest request, string key, string? version)
    {
        Existing(request, key, version, "s3:GetObjectAttributes", "s3:GetObjectVersionAttributes");
        return Get(request, key, version);
    }

    (Bucket Bucket, StoredObject Found) Existing(
        BucketRequest request,
        string key,
        string? version,
        string action,
        string actionOfVersion
    )
    {
        var bucket = _access.Demand(request, version is null ? action : actionOfVersion, key);
        return _store.Find(bucket, key, version) is { IsDeleteMarker: false } found
            ? (bucket, found)
            : throw _store.Absent(bucket, key, version);
    }

    /// <summary>The body of an object.</summary>
    public Stream Open(StoredObject found)
    {
        ArgumentNullException.ThrowIfNull(found);
        return _blobs.Open(found.Blobs);
    }

    /// <summary>Takes an object away, or one version for good. Returns the delete marker made or removed, or the version removed.</summary>
    /// <param name="request">The bucket and who asks.</param>
    /// <param name="key">The object's key.</param>
    /// <param name="version">The version, or null to take the object away.</param>
    /// <param name="ifMatch">The ETag that it has to have.</param>
    /// <param name="bypass">Whether the request asks to get around the governance mode of a lock.</param>
    public StoredObject? Delete(
        BucketRequest request,
        string key,
        string? version,
        string? ifMatch = null,
        bool? bypass = null
    )
    {
        var action = version is null ? "s3:DeleteObject" : "s3:DeleteObjectVersion";
        var bucket = _access.Demand(request, action, key);
        LockOperations.DemandLocking(bucket, bypass);
        StoredObject? before = null;
        void Check(StoredObject? present) => Preconditions.CheckDeletion(ifMatch, key, before = present);
        StoredObject? deleted;
        if (version is null)
            deleted = _store.Delete(bucket, key, _access.Now, Check);
        else
        {
            var isLocked = _store.Find(bucket, key, version)?.Lock is not null;
            var bypasses = bypass == true && isLocked && _locks.Bypasses(request, bucket, key);
            deleted = _store.DeleteVersion(
                bucket,
                key,
                version,
                present =>
                {
                    Check(present);
                    _locks.CheckDeletion(present, bypasses);
                }
            );
        }
        if (version is null && deleted is not null)
            _notifier.Tell(request, bucket, "ObjectRemoved:DeleteMarkerCreated", deleted);
        else if (before is not null)
            _notifier.Tell(request, bucket, "ObjectRemoved:Delete", before);
        return deleted;
    }

    /// <summary>Whether the versions of a bucket's objects are told, be they the null version.</summary>
    public bool TellsVersions(BucketRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        return _access.Find(request.Bucket) is { Versioning.Length: > 0 };
    }

    /// <summary>An object whose tags the caller may read.</summary>
    public StoredObject GetTagged(BucketRequest request, string key, string? version)
    {
        var bucket = _access.Demand(
            request,
            version is null ? "s3:GetObjectTagging" : "s3:GetObjectVersionTagging",
            key
        );
        return _store.Find(bucket, key, version) is { IsDeleteMarker: false } found
            ? found
            : throw _store.Untagged(bucket, key, version, "GET");
    }

    /// <summary>Sets the tags of an object; none removes them.</summary>
    /// <returns>The object.</returns>
    public StoredObject PutTags(
        BucketRequest request,
        string key,
        string? version,
        IReadOnlyDictionary<string, string> tags
    )
    {
        ArgumentNullException.ThrowIfNull(tags);
        var verb = tags.Count == 0 ? "Delete" : "Put";
        var action = $"s3:{verb}Object{(version is null ? "" : "Version")}Tagging";
        var bucket = _access.Demand(request, action, key, WithTags(RequestContext.Empty, tags));
        if (!_store.Change(bucket, key, version, found => found with { Tags = tags }))
            throw _store.Untagged(bucket, key, version, verb == "Put" ? "PUT" : "DELETE");
        var tagged = _store.Find(bucket, key, version)!;
        _notifier.Tell(request, bucket, "ObjectTagging:" + verb, tagged);
        return tagged;
    }

    /// <summary>What a request says of the tags that it gives an object.</summary>
    static RequestContext WithTags(RequestContext context, IReadOnlyDictionary<string, string> tags)
    {
        if (tags.Count == 0)
            return context;
        context = context.With("s3:RequestObjectTagKeys", [.. tags.Keys]);
        foreach (var (key, value) in tags)
            context = context.With("s3:RequestObjectTag/" + key, value);
        return context;
    }

    internal Bucket DemandPut(BucketRequest request, PutRequest put)
    {
        var context = RequestContext.Empty;
        if (put.Encryption is { } encryption)
            context = context.With("s3:x-amz-server-side-encryption", encryption);
        if (put.KeyId is { } keyId)
            context = context.With("s3:x-amz-server-side-encryption-aws-kms-key-id", keyId);
        if (put.Lock is { } locked)
            context = LockOperations.Context(locked, _access.Now, context);
        context = WithTags(context, put.Tags);
        context = context.With("s3:x-amz-storage-class", put.StorageClass);
        var bucket = _access.Demand(request, "s3:PutObject", put.Key, context);
        if (put.Tags.Count > 0)
            _access.Demand(request, "s3:PutObjectTagging", put.Key, context);
        if (put.Acl is { IsOfOwner: false } && !ObjectOwnership.HasAcls(bucket))
            throw S3Failures.NoAcls();
        if (put.CustomerKey is not null)
            CustomerKey.CheckBucket(bucket);
        return bucket;
    }

    /// <summary>Asks for kms:Decrypt with the object's key, if it has one.</summary>
    internal void DemandDecryption(BucketRequest request, StoredObject found) =>
        _encryption.DemandDecryption(request, found);

    internal StoredObject Describe(BucketRequest request, Bucket bucket, PutRequest put)
    {
        var (algorithm, keyId) = put.CustomerKey is null
            ? _encryption.Choose(request, bucket, put)
            : (CustomerKey.Algorithm, null);
        var owner = ObjectOwnership.OwnerOf(bucket, request.Caller.Account, put.Acl);
        var grants =
            ObjectOwnership.HasAcls(bucket) && put.Acl is { } asked
                ? asked.OfObject(CanonicalUsers.IdOf(owner), CanonicalUsers.IdOf(bucket.Account))
                : null;
        if (grants is not null)
            _access.DemandAcl(request, bucket, put.Key, grants);
        return new()
        {
            Owner = owner == bucket.Account ? null : owner,
            Grants = grants,
            Key = put.Key,
            Modified = _access.Now,
            Headers = put.Headers,
            Tags = put.Tags,
            StorageClass = put.StorageClass,
            Lock = _locks.Demand(request, bucket, put),
            Encryption = algorithm,
            KeyId = keyId,
            CustomerKeyMd5 = put.CustomerKey?.Md5,
            HasBucketKey = keyId is not null && (put.BucketKey ?? ObjectEncryption.HasBucketKey(bucket)),
        };
    }

    static void CheckKey(string key)
    {
        if (System.Text.Encoding.UTF8.GetByteCount(key) > 1024)
            throw new AwsException("KeyTooLongError", "Your key is too long");
    }
}
