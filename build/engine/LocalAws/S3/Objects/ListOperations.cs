using System.Globalization;
using Iam;
using LocalAws.S3.AccessControl;
using LocalAws.S3.Buckets;

namespace LocalAws.S3.Objects;

/// <summary>What to list.</summary>
/// <param name="Prefix">What names begin with.</param>
/// <param name="Delimiter">What rolls names up, or null.</param>
/// <param name="After">Where to go on, exclusive, or null.</param>
/// <param name="Limit">The most entries, a thousand at most.</param>
public sealed record ListRequest(string Prefix, string? Delimiter, string? After, int Limit);

/// <summary>How S3 lists buckets.</summary>
public sealed class ListOperations
{
    readonly S3Tables _tables;
    readonly BucketAccess _access;
    readonly ObjectStore _store;

    internal ListOperations(S3Tables tables, BucketAccess access, ObjectStore store)
    {
        _tables = tables;
        _access = access;
        _store = store;
    }

    /// <summary>The account that owns an object of a bucket.</summary>
    internal string OwnerOf(string bucket, StoredObject item) =>
        _access.Find(bucket) is { } found ? ObjectOwnership.OwnerOf(found, item) : item.Owner ?? "";

    internal ListingPage<StoredObject> Objects(BucketRequest request, ListRequest list)
    {
        var bucket = _access.Demand(request, "s3:ListBucket", context: Context(list));
        return ObjectListing.Page(
            Current(bucket, list),
            item => item.Key,
            list.Prefix,
            list.Delimiter,
            list.After,
            list.Limit
        );
    }

    internal ListingPage<(StoredObject Version, bool IsLatest)> Versions(
        BucketRequest request,
        ListRequest list,
        string? afterVersion
    )
    {
        var bucket = _access.Demand(request, "s3:ListBucketVersions", context: Context(list));
        IEnumerable<(StoredObject Version, bool IsLatest)> all = _store.Versions(bucket, list.Prefix);
        if (list.After is { } after)
            all = After(all, after, afterVersion);
        return ObjectListing.Page(all, item => item.Version.Key, list.Prefix, list.Delimiter, list.After, list.Limit);
    }

    /// <summary>What follows a version of a key; where that version is gone meanwhile, what is left of the key.</summary>
    static IEnumerable<(StoredObject Version, bool IsLatest)> After(
        IEnumerable<(StoredObject Version, bool IsLatest)> all,
        string key,
        string? version
    )
    {
        var left = all.SkipWhile(item => string.CompareOrdinal(item.Version.Key, key) < 0).ToList();
        var ofKey = left.TakeWhile(item => item.Version.Key == key).ToList();
        var passed = version is null ? ofKey.Count : ofKey.FindIndex(item => item.Version.VersionId == version) + 1;
        return left.Skip(passed);
    }

    /// <summary>Objects in pages, so that a listing of one key does not touch a million.</summary>
    IEnumerable<StoredObject> Current(Bucket bucket, ListRequest list)
    {
        var after = list.After;
        while (true)
        {
            var page = _tables.Objects(bucket).Range(list.Prefix, after, 1000);
            foreach (var (_, found) in page)
            {
                if (!found.IsDeleteMarker)
                    yield return found;
            }
            if (page.Count < 1000)
                yield break;
            after = page[^1].Key;
        }
    }

    static RequestContext Context(ListRequest list)
    {
        var context = RequestContext
            .Empty.With("s3:prefix", list.Prefix)
            .With("s3:max-keys", list.Limit.ToString(CultureInfo.InvariantCulture));
        return list.Delimiter is { } delimiter ? context.With("s3:delimiter", delimiter) : context;
    }
}
