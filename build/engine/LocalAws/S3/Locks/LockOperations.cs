using System.Globalization;
using Iam;
using LocalAws.Protocol;
using LocalAws.S3.Buckets;
using LocalAws.S3.Objects;

namespace LocalAws.S3.Locks;

/// <summary>Retention and legal hold of versions.</summary>
public sealed class LockOperations
{
    readonly BucketAccess _access;
    readonly ObjectStore _store;

    internal LockOperations(BucketAccess access, ObjectStore store)
    {
        _access = access;
        _store = store;
    }

    /// <summary>How long a version is retained.</summary>
    public ObjectLock GetRetention(BucketRequest request, string key, string? version) =>
        Find(request, "s3:GetObjectRetention", key, version) is { Mode: not null } found ? found : throw None();

    /// <summary>Whether a version is held.</summary>
    public ObjectLock GetLegalHold(BucketRequest request, string key, string? version) =>
        Find(request, "s3:GetObjectLegalHold", key, version) is { LegalHold: not null } found ? found : throw None();

    /// <summary>Sets how long a version is retained; a shorter time takes the permission to get around governance.</summary>
    /// <param name="request">The bucket and who asks.</param>
    /// <param name="key">The object's key.</param>
    /// <param name="version">The version, or null for the current one.</param>
    /// <param name="retention">Mode and date, or neither to take the retention away.</param>
    /// <param name="bypass">Whether the request asks to get around governance.</param>
    public void PutRetention(BucketRequest request, string key, string? version, ObjectLock retention, bool bypass)
    {
        ArgumentNullException.ThrowIfNull(retention);
        var bucket = _access.Demand(request, "s3:PutObjectRetention", key, Context(retention, _access.Now));
        LockRules.CheckRetention(retention, _access.Now);
        var bypasses = bypass && Bypasses(request, bucket, key);
        Change(
            bucket,
            key,
            version,
            found =>
                found.Yields(retention, _access.Now, bypasses)
                    ? found with
                    {
                        Mode = retention.Mode,
                        Until = retention.Until,
                    }
                    : throw Protected()
        );
    }

    /// <summary>Holds a version, or lets it go.</summary>
    public void PutLegalHold(BucketRequest request, string key, string? version, string status)
    {
        var held = new ObjectLock { LegalHold = status };
        var bucket = _access.Demand(request, "s3:PutObjectLegalHold", key, Context(held, _access.Now));
        Change(bucket, key, version, found => found with { LegalHold = status });
    }

    /// <summary>Throws where a request speaks of governance and the bucket locks nothing.</summary>
    internal static void DemandLocking(Bucket bucket, bool? bypass)
    {
        if (bypass is not null && !bucket.Configurations.ContainsKey(BucketConfiguration.ObjectLock))
            throw S3Failures.InvalidArgument(
                "x-amz-bypass-governance-retention is only applicable to Object Lock enabled buckets.",
                S3Request.Bypass,
                value: null
            );
    }

    /// <summary>Whether the caller may get around governance.</summary>
    internal bool Bypasses(BucketRequest request, Bucket bucket, string key) =>
        _access.Allows(request, bucket, "s3:BypassGovernanceRetention", key);

    /// <summary>Throws unless a version may be deleted.</summary>
    internal void CheckDeletion(StoredObject? present, bool bypasses)
    {
        if (present?.Lock is { } found && !found.Frees(_access.Now, bypasses))
            throw Protected();
    }

    /// <summary>The locks that a new version has: those that the request names, each with its permission, or its bucket's.</summary>
    internal ObjectLock? Demand(BucketRequest request, Bucket bucket, PutRequest put)
    {
        if (put.Lock is not { } wanted)
            return LockRules.DefaultOf(bucket, _access.Now);
        var context = Context(wanted, _access.Now);
        if (wanted.Mode is not null)
            _access.Demand(request, "s3:PutObjectRetention", put.Key, context);
        if (wanted.LegalHold is not null)
            _access.Demand(request, "s3:PutObjectLegalHold", put.Key, context);
        if (!LockRules.Locks(bucket))
            throw LockRules.NoLocks();
        if (wanted.Mode is not null || LockRules.DefaultOf(bucket, _access.Now) is not { } kept)
            return wanted;
        return kept with { LegalHold = wanted.LegalHold };
    }

    /// <summary>How a version is locked, as far as the caller may know.</summary>
    internal ObjectLock Visible(BucketRequest request, StoredObject found)
    {
        if (found.Lock is not { } locked || _access.Find(request.Bucket) is not { } bucket)
            return new();
        var shown = new ObjectLock();
        if (locked.Mode is not null && _access.Allows(request, bucket, "s3:GetObjectRetention", found.Key))
            shown = shown with { Mode = locked.Mode, Until = locked.Until };
        if (locked.LegalHold is not null && _access.Allows(request, bucket, "s3:GetObjectLegalHold", found.Key))
            shown = shown with { LegalHold = locked.LegalHold };
        return shown;
    }

    ObjectLock Find(BucketRequest request, string action, string key, string? version)
    {
        var bucket = _access.Demand(request, action, key);
        if (!LockRules.Locks(bucket))
            throw LockRules.NoLocks();
        return _store.Find(bucket, key, version) switch
        {
            { IsDeleteMarker: false } found => found.Lock ?? new(),
            { } marker => throw S3Failures.DeleteMarker(marker, version),
            null => throw S3Failures.Missing(key, version),
        };
    }

    void Change(Bucket bucket, string key, string? version, Func<ObjectLock, ObjectLock> change)
    {
        if (!LockRules.Locks(bucket))
            throw LockRules.NoLocks();
        if (!_store.Change(bucket, key, version, found => found with { Lock = change(found.Lock ?? new()) }))
            throw _store.Find(bucket, key, version) is { } marker
                ? S3Failures.DeleteMarker(marker, version, "PUT")
                : S3Failures.Missing(key, version);
    }

    /// <summary>The condition key that counts the days of a retention (Service Authorization Reference).</summary>
    internal static RequestContext Context(ObjectLock wanted, DateTimeOffset now, RequestContext? context = null)
    {
        context ??= RequestContext.Empty;
        return wanted.Until is { } until
            ? context.With(
                "s3:object-lock-remaining-retention-days",
                Math.Ceiling((until - now).TotalDays).ToString(CultureInfo.InvariantCulture)
            )
            : context;
    }

    static AwsException None() =>
        new("NoSuchObjectLockConfiguration", "The specified object does not have a ObjectLock configuration", 404);

    static AwsException Protected() =>
        new("AccessDenied", "Access Denied because object protected by object lock.", 403);
}
