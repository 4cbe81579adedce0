using System.Globalization;
using LocalAws.Protocol;
using LocalAws.S3.Blobs;
using LocalAws.S3.Buckets;

namespace LocalAws.S3.Objects;

/// <summary>Puts versions of objects in their places: which is current, which is kept, which body goes.</summary>
sealed class ObjectStore(S3Tables tables, BlobStore blobs)
{
    /// <summary>Makes an object the current one. What it replaces is kept where versioning is on.</summary>
    public StoredObject Put(Bucket bucket, StoredObject added, Action<StoredObject?>? check = null)
    {
        var current = added with
        {
            VersionId = bucket.Versioning == "Enabled" ? VersionIds.Create() : StoredObject.NullVersion,
        };
        StoredObject? before = null;
        tables
            .Objects(bucket)
            .Update(
                added.Key,
                found =>
                {
                    check?.Invoke(found);
                    before = found;
                    Keep(bucket, found, current);
                    return current;
                }
            );
        Forget(bucket, before, current);
        return current;
    }

    /// <summary>Takes the current object away: a delete marker where versioning was ever on. Returns the marker.</summary>
    /// <param name="bucket">The bucket.</param>
    /// <param name="key">The object's key.</param>
    /// <param name="now">The time of the marker.</param>
    /// <param name="check">Throws where the present object is not to be deleted.</param>
    public StoredObject? Delete(Bucket bucket, string key, DateTimeOffset now, Action<StoredObject?> check)
    {
        if (bucket.Versioning.Length > 0)
            return Put(
                bucket,
                new()
                {
                    Key = key,
                    IsDeleteMarker = true,
                    Modified = now,
                },
                check
            );
        StoredObject? removed = null;
        tables
            .Objects(bucket)
            .Update(
                key,
                found =>
                {
                    check(found);
                    removed = found;
                    return null;
                }
            );
        if (removed is not null)
            blobs.Delete(removed.Blobs);
        return null;
    }

    /// <summary>Removes one version for good and makes the one before it current. Returns it, or null.</summary>
    /// <param name="bucket">The bucket.</param>
    /// <param name="key">The object's key.</param>
    /// <param name="version">The version.</param>
    /// <param name="check">Throws where that version, or its absence, is not what the caller expects.</param>
    public StoredObject? DeleteVersion(Bucket bucket, string key, string version, Action<StoredObject?> check)
    {
        var earlier = tables.Noncurrent(bucket);
        StoredObject? removed = null;
        tables
            .Objects(bucket)
            .Update(
                key,
                found =>
                {
                    if (found?.VersionId != version)
                        return found;
                    check(found);
                    removed = found;
                    return earlier.Range(KeyPrefix(key), null, 1) is [var next] ? earlier.Remove(next.Key) : null;
                }
            );
        if (
            removed is null
            && earlier.Range(KeyPrefix(key), null, int.MaxValue).FirstOrDefault(pair => pair.Value.VersionId == version)
                is { Key: { } place }
        )
            earlier.Update(
                place,
                found =>
                {
                    check(found);
                    removed = found;
                    return null;
                }
            );
        if (removed is null)
            check(null);
        else
            blobs.Delete(removed.Blobs);
        return removed;
    }

    /// <summary>The current version, a delete marker included, or the named one.</summary>
    public StoredObject? Find(Bucket bucket, string key, string? version) => Find(tables, bucket, key, version);

    /// <summary>Why an object is not to be had: it is missing, or deleted.</summary>
    public AwsException Absent(Bucket bucket, string key, string? version, string method = "GET") =>
        Find(bucket, key, version) is { IsDeleteMarker: true } marker
            ? S3Failures.DeleteMarker(marker, version, method)
            : S3Failures.Missing(key, version);

    /// <summary>Of tags a delete marker refuses every method, named or not; who reads those of a missing key is told the bucket too.</summary>
    public AwsException Untagged(Bucket bucket, string key, string? version, string method) =>
        Find(bucket, key, version) switch
        {
            { IsDeleteMarker: true } marker => S3Failures.DeleteMarker(marker, marker.VersionId, method),
            _ when method == "GET" && version is null => S3Failures.NoSuchKey($"{bucket.Name}/{key}"),
            _ => S3Failures.Missing(key, version),
        };

    /// <summary>The same, for who has no bodies.</summary>
    public static StoredObject? Find(S3Tables tables, Bucket bucket, string key, string? version)
    {
        var current = tables.Objects(bucket).Find(key);
        if (version is null || current?.VersionId == version)
            return current;
        return tables
            .Noncurrent(bucket)
            .Range(KeyPrefix(key), null, int.MaxValue)
            .Select(pair => pair.Value)
            .FirstOrDefault(found => found.VersionId == version);
    }

    /// <summary>Changes what is known of a version; says whether there is one.</summary>
    public bool Change(Bucket bucket, string key, string? version, Func<StoredObject, StoredObject> change)
    {
        var changed = false;
        tables
            .Objects(bucket)
            .Update(
                key,
                found =>
                {
                    changed = found is { IsDeleteMarker: false } && (version is null || found.VersionId == version);
                    return changed ? change(found!) : found;
                }
            );
        if (changed || version is null)
            return changed;
        foreach (var (place, found) in tables.Noncurrent(bucket).Range(KeyPrefix(key), null, int.MaxValue))
        {
            if (found.VersionId != version || found.IsDeleteMarker)
                continue;
            tables.Noncurrent(bucket).Update(place, kept => kept is null ? null : change(kept));
            return true;
        }
        return false;
    }

    /// <summary>Every version in the order of ListObjectVersions: by key, the newest first.</summary>
    public IEnumerable<(StoredObject Version, bool IsLatest)> Versions(Bucket bucket, string prefix)
    {
        var earlier = tables
            .Noncurrent(bucket)
            .Range(prefix, null, int.MaxValue)
            .Select(pair => pair.Value)
            .ToLookup(version => version.Key);
        foreach (var (key, current) in tables.Objects(bucket).Range(prefix, null, int.MaxValue))
        {
            yield return (current, true);
            foreach (var version in earlier[key])
                yield return (version, false);
        }
    }

    /// <summary>Keeps the version that another replaces, unless both are the null version.</summary>
    void Keep(Bucket bucket, StoredObject? found, StoredObject current)
    {
        if (
            found is null
            || (found.VersionId == StoredObject.NullVersion && current.VersionId == StoredObject.NullVersion)
        )
            return;
        var earlier = tables.Noncurrent(bucket);
        var last = earlier.Range(KeyPrefix(found.Key), null, 1) is [var newest]
            ? long.Parse(newest.Key[KeyPrefix(found.Key).Length..], CultureInfo.InvariantCulture)
            : long.MaxValue;
        earlier.Put(KeyPrefix(found.Key) + (last - 1).ToString("D19", CultureInfo.InvariantCulture), found);
    }

    /// <summary>Drops what the null version replaced.</summary>
    void Forget(Bucket bucket, StoredObject? before, StoredObject current)
    {
        if (current.VersionId != StoredObject.NullVersion)
            return;
        if (before?.VersionId == StoredObject.NullVersion)
        {
            blobs.Delete(before.Blobs);
            return;
        }
        var earlier = tables.Noncurrent(bucket);
        foreach (var (place, version) in earlier.Range(KeyPrefix(current.Key), null, int.MaxValue))
        {
            if (version.VersionId == StoredObject.NullVersion && earlier.Remove(place) is { } dropped)
                blobs.Delete(dropped.Blobs);
        }
    }

    static string KeyPrefix(string key) => key + "\0";
}
