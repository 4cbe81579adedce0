using System.Globalization;
using System.Xml.Linq;
using LocalAws.S3.Objects;

namespace LocalAws.S3;

/// <summary>ListObjects, ListObjectsV2 and ListObjectVersions on the wire.</summary>
sealed class ListingHandler(ListOperations lists)
{
    const int LargestPage = 1000;

    public Task ObjectsAsync(S3Request s3)
    {
        var second = s3.Query["list-type"] == "2";
        var after = second ? Continuation(s3) : s3.Query["marker"];
        var list = Request(s3, after);
        var page = lists.Objects(s3.OfBucket, list);
        s3.Response.Headers["x-amz-bucket-region"] = s3.Region;
        var withOwner = !second || S3Request.IsTrue(s3.Query["fetch-owner"]);
        return S3Service.WriteAsync(
            s3,
            S3Xml.Document(
                "ListBucketResult",
                Head(s3, list),
                second ? Version2(s3, page) : Version1(s3, page),
                page.Items.Select(item => Contents(s3, item, withOwner ? lists.OwnerOf(s3.Bucket, item) : null)),
                Prefixes(s3, page.Prefixes)
            )
        );
    }

    public Task VersionsAsync(S3Request s3)
    {
        var list = Request(s3, s3.Query["key-marker"]);
        if (list.After is null && s3.Query["version-id-marker"] is { Length: > 0 } orphan)
            throw S3Failures.InvalidArgument(
                "A version-id marker cannot be specified without a key marker.",
                "version-id-marker",
                orphan
            );
        var page = lists.Versions(s3.OfBucket, list, s3.Query["version-id-marker"]);
        return S3Service.WriteAsync(
            s3,
            S3Xml.Document(
                "ListVersionsResult",
                Head(s3, list),
                new XElement("KeyMarker", Encode(s3, list.After ?? "")),
                new XElement("VersionIdMarker", s3.Query["version-id-marker"] ?? ""),
                new XElement("IsTruncated", page.Next is not null),
                page.Next is null ? null : new XElement("NextKeyMarker", Encode(s3, page.Next)),
                page.Next is null || page.EndsWithPrefix
                    ? null
                    : new XElement("NextVersionIdMarker", page.Items[^1].Version.VersionId),
                page.Items.Select(item =>
                    Version(s3, item.Version, item.IsLatest, lists.OwnerOf(s3.Bucket, item.Version))
                ),
                Prefixes(s3, page.Prefixes)
            )
        );
    }

    static string? Continuation(S3Request s3)
    {
        if (s3.Query["continuation-token"] is not { } token)
            return s3.Query["start-after"];
        var name = new byte[token.Length];
        return token.Length > 0 && Convert.TryFromBase64String(token, name, out var length)
            ? System.Text.Encoding.UTF8.GetString(name, 0, length)
            : throw S3Failures.InvalidArgument(
                "The continuation token provided is incorrect",
                "continuation-token",
                token
            );
    }

    static ListRequest Request(S3Request s3, string? after)
    {
        s3.CheckEncodingType();
        return new(
            s3.Query["prefix"] ?? "",
            s3.Query["delimiter"] is { Length: > 0 } delimiter ? delimiter : null,
            string.IsNullOrEmpty(after) ? null : after,
            Math.Min(s3.Integer("max-keys", LargestPage), LargestPage)
        );
    }

    static IEnumerable<XElement?> Head(S3Request s3, ListRequest list) =>
        [
            new("Name", s3.Bucket),
            new("Prefix", Encode(s3, list.Prefix)),
            new("MaxKeys", list.Limit),
            list.Delimiter is { } delimiter ? new("Delimiter", Encode(s3, delimiter)) : null,
            s3.Query["encoding-type"] is { } encoding ? new("EncodingType", encoding) : null,
        ];

    static IEnumerable<XElement?> Version1(S3Request s3, ListingPage<StoredObject> page) =>
        [
            new("Marker", Encode(s3, s3.Query["marker"] ?? "")),
            new("IsTruncated", page.Next is not null),
            page.Next is not null && s3.Query.Has("delimiter") ? new("NextMarker", Encode(s3, page.Next)) : null,
        ];

    static IEnumerable<XElement?> Version2(S3Request s3, ListingPage<StoredObject> page) =>
        [
            new("KeyCount", (page.Items.Count + page.Prefixes.Count).ToString(CultureInfo.InvariantCulture)),
            new("IsTruncated", page.Next is not null),
            s3.Query["continuation-token"] is { } token ? new("ContinuationToken", token) : null,
            s3.Query["start-after"] is { } start && !s3.Query.Has("continuation-token")
                ? new("StartAfter", Encode(s3, start))
                : null,
            page.Next is { } next
                ? new("NextContinuationToken", Convert.ToBase64String(System.Text.Encoding.UTF8.GetBytes(next)))
                : null,
        ];

    static XElement Contents(S3Request s3, StoredObject item, string? owner) =>
        new(
            "Contents",
            new XElement("Key", Encode(s3, item.Key)),
            new XElement("LastModified", S3Xml.Time(item.Modified)),
            new XElement("ETag", item.ETag),
            item.Checksum is { } checksum ? new XElement("ChecksumAlgorithm", checksum.Algorithm) : null,
            item.Checksum is { } typed ? new XElement("ChecksumType", typed.Type) : null,
            new XElement("Size", item.Size),
            owner is null ? null : BucketHandler.Owner(owner),
            new XElement("StorageClass", item.StorageClass)
        );

    static XElement Version(S3Request s3, StoredObject item, bool isLatest, string owner) =>
        new(
            item.IsDeleteMarker ? "DeleteMarker" : "Version",
            new XElement("Key", Encode(s3, item.Key)),
            new XElement("VersionId", item.VersionId),
            new XElement("IsLatest", isLatest),
            new XElement("LastModified", S3Xml.Time(item.Modified)),
            item.IsDeleteMarker ? null : new XElement("ETag", item.ETag),
            item.Checksum is { } checksum ? new XElement("ChecksumAlgorithm", checksum.Algorithm) : null,
            item.Checksum is { } typed ? new XElement("ChecksumType", typed.Type) : null,
            item.IsDeleteMarker ? null : new XElement("Size", item.Size),
            BucketHandler.Owner(owner),
            item.IsDeleteMarker ? null : new XElement("StorageClass", item.StorageClass)
        );

    internal static IEnumerable<XElement> Prefixes(S3Request s3, IEnumerable<string> prefixes) =>
        prefixes.Select(prefix => new XElement("CommonPrefixes", new XElement("Prefix", Encode(s3, prefix))));

    internal static string Encode(S3Request s3, string text) =>
        s3.Query["encoding-type"] == "url"
            ? Uri.EscapeDataString(text).Replace("%2F", "/", StringComparison.Ordinal)
            : text;
}
