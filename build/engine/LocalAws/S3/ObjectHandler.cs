using System.Globalization;
using System.Xml.Linq;
using LocalAws.Protocol;
using LocalAws.S3.Buckets;
using LocalAws.S3.Checksums;
using LocalAws.S3.Locks;
using LocalAws.S3.Objects;

namespace LocalAws.S3;

/// <summary>The object operations on the wire.</summary>
sealed class ObjectHandler(ObjectOperations objects, LockOperations locks, BucketOperations buckets)
{
    static readonly string[] _overridable =
    [
        "Content-Type",
        "Cache-Control",
        "Content-Disposition",
        "Content-Encoding",
        "Content-Language",
        "Expires",
    ];

    /// <summary>Headers with which an object may be copied onto itself.</summary>
    static readonly string[] _changing =
    [
        "x-amz-storage-class",
        "x-amz-website-redirect-location",
        "x-amz-server-side-encryption",
        "x-amz-server-side-encryption-aws-kms-key-id",
        CustomerKey.Prefix + "algorithm",
    ];

    public async Task PutAsync(S3Request s3, CancellationToken cancellationToken)
    {
        s3.CheckSize();
        await using var body = s3.Aws.OpenBody();
        var stored = await objects.PutAsync(s3.OfBucket, s3.Put(), body, cancellationToken);
        Describe(s3, stored);
        DescribeChecksum(s3, stored);
        s3.Response.Headers.ETag = stored.ETag;
        ExpiryRules.Describe(s3.Response, buckets.ConfigurationOf(s3.Bucket, "lifecycle"), stored);
    }

    public async Task CopyAsync(S3Request s3, CancellationToken cancellationToken)
    {
        var (source, key, version) = CopySource.Of(s3);
        var replaces = s3.Header("x-amz-metadata-directive") == "REPLACE";
        var directives = new CopyDirectives(
            replaces,
            s3.Header("x-amz-tagging-directive") == "REPLACE",
            replaces || _changing.Any(name => s3.Header(name) is not null),
            original =>
            {
                original.CheckArchive();
                CustomerKey.CheckRead(original, s3.Headers, CustomerKey.SourcePrefix);
                Preconditions.CheckCopy(s3.Headers, original, s3.Now);
                if (original.VersionId != StoredObject.NullVersion || version is not null)
                    s3.Response.Headers["x-amz-copy-source-version-id"] = original.VersionId;
            }
        );
        var stored = await objects.CopyAsync(
            s3.OfBucket,
            s3.Put(),
            source,
            key,
            version,
            directives,
            cancellationToken
        );
        Describe(s3, stored, objects.TellsVersions(s3.OfBucket));
        ExpiryRules.Describe(s3.Response, buckets.ConfigurationOf(s3.Bucket, "lifecycle"), stored);
        await S3Service.WriteAsync(
            s3,
            S3Xml.Document(
                "CopyObjectResult",
                new XElement("LastModified", S3Xml.Time(stored.Modified)),
                new XElement("ETag", stored.ETag),
                ChecksumElements(stored.Checksum)
            )
        );
    }

    /// <summary>A checksum as the answers tell it that have XML.</summary>
    internal static XElement[] ChecksumElements(ChecksumValue? checksum) =>
        checksum is null
            ? []
            : [new("Checksum" + checksum.Algorithm, checksum.Value), new("ChecksumType", checksum.Type)];

    public Task GetAttributesAsync(S3Request s3)
    {
        var wanted = (s3.Header("x-amz-object-attributes") ?? "").Split(',', StringSplitOptions.TrimEntries);
        var unknown = wanted.Except(["ETag", "Checksum", "ObjectParts", "StorageClass", "ObjectSize"]).ToList();
        if (unknown.Count > 0)
            throw S3Failures.InvalidArgument(
                "Invalid attribute name specified.",
                "x-amz-object-attributes",
                unknown[0]
            );
        var found = objects.GetAttributes(s3.OfBucket, s3.Key, s3.Query["versionId"]);
        CustomerKey.CheckRead(found, s3.Headers);
        Describe(s3, found);
        s3.Response.Headers.LastModified = found.Modified.ToString("r", CultureInfo.InvariantCulture);
        return S3Service.WriteAsync(
            s3,
            S3Xml.Document(
                "GetObjectAttributesResponse",
                wanted.Contains("ETag") ? new XElement("ETag", found.ETag.Trim('"')) : null,
                wanted.Contains("Checksum") && found.Checksum is not null
                    ? new XElement("Checksum", ChecksumElements(found.Checksum.WithoutParts()))
                    : null,
                wanted.Contains("ObjectParts") && found.HasParts
                    ? new XElement("ObjectParts", ObjectParts.Elements(s3, found))
                    : null,
                wanted.Contains("StorageClass") ? new XElement("StorageClass", found.StorageClass) : null,
                wanted.Contains("ObjectSize") ? new XElement("ObjectSize", found.Size) : null
            )
        );
    }

    public async Task GetAsync(S3Request s3, CancellationToken cancellationToken)
    {
        if (s3.Header("x-amz-server-side-encryption") is { } encryption)
            throw S3Failures.InvalidArgument(
                "x-amz-server-side-encryption header is not supported for this operation.",
                "x-amz-server-side-encryption",
                encryption
            );
        using var reading = objects.Reading();
        var version = s3.Query["versionId"];
        var wantsChecksum =
            s3.Header("x-amz-checksum-mode")?.Equals("ENABLED", StringComparison.OrdinalIgnoreCase) == true;
        // A checksum was made of the plain text: it needs kms:Decrypt too (S3 API Reference, HeadObject, ChecksumMode).
        var found =
            s3.Method == "GET" || wantsChecksum
                ? objects.Get(s3.OfBucket, s3.Key, version)
                : objects.Head(s3.OfBucket, s3.Key, version);
        if (s3.Method == "GET")
            found.CheckArchive();
        var response = s3.Response;
        CustomerKey.CheckRead(found, s3.Headers);
        Preconditions.CheckRead(s3.Headers, found, s3.Now);
        Describe(s3, found, objects.TellsVersions(s3.OfBucket));
        LockRules.Describe(response, locks.Visible(s3.OfBucket, found));
        response.Headers.ETag = found.ETag;
        response.Headers.LastModified = found.Modified.ToString("r", CultureInfo.InvariantCulture);
        response.Headers.AcceptRanges = "bytes";
        response.ContentType = "binary/octet-stream";
        foreach (var (name, value) in found.Headers)
            response.Headers[name] = MetadataText.Write(value);
        if (version is null)
            ExpiryRules.Describe(response, buckets.ConfigurationOf(s3.Bucket, "lifecycle"), found);
        foreach (var name in _overridable)
        {
            if (s3.Query["response-" + name.ToLowerInvariant()] is not { } value)
                continue;
            if (value.Any(char.IsControl))
                throw S3Failures.InvalidArgument(
                    "Header value cannot be represented",
                    "response-" + name.ToLowerInvariant(),
                    value
                );
            response.Headers[name] = value;
        }
        if (found.Tags.Count > 0)
            response.Headers["x-amz-tagging-count"] = found.Tags.Count.ToString(CultureInfo.InvariantCulture);
        var range = ObjectParts.Range(s3, found) ?? ByteRange.Of(s3.Header("Range"), found.Size);
        if (wantsChecksum && s3.Query.Has("partNumber") && found.HasParts)
            ObjectParts.DescribeChecksum(s3, found);
        else if (wantsChecksum && (range is null || range.Value.Length == found.Size))
            DescribeChecksum(s3, found);
        if (range is { } part)
        {
            response.StatusCode = 206;
            response.Headers.ContentRange = $"bytes {part.From}-{part.To}/{found.Size}";
        }
        response.ContentLength = range?.Length ?? found.Size;
        if (s3.Method == "GET")
            await WriteBodyAsync(s3, found, range, cancellationToken);
    }

    public Task DeleteAsync(S3Request s3)
    {
        // The version that is named, though there be none.
        if (s3.Query["versionId"] is { Length: > 0 } version)
            s3.Response.Headers["x-amz-version-id"] = version;
        var named = s3.Query["versionId"];
        var deleted = objects.Delete(s3.OfBucket, s3.Key, named, s3.Header("If-Match"), s3.BypassesGovernance);
        if (deleted is null && named is not null && !VersionIds.Issued(named))
            throw S3Failures.InvalidVersion(named);
        DescribeDeletion(s3, deleted);
        s3.Response.StatusCode = 204;
        return Task.CompletedTask;
    }

    public async Task DeleteManyAsync(S3Request s3, CancellationToken cancellationToken)
    {
        var xml = await s3.ReadXmlAsync(cancellationToken);
        var quiet = S3Request.IsTrue(xml.Child("Quiet")?.Value);
        var named = xml.Children("Object").ToList();
        if (named.Count is 0 or > 1000)
            throw S3Failures.MalformedXml();
        await S3Service.WriteAsync(
            s3,
            S3Xml.Document(
                "DeleteResult",
                named.Select(item => DeleteOne(s3, item)).Where(answer => !quiet || answer.Name == "Error")
            )
        );
    }

    public Task GetTagsAsync(S3Request s3)
    {
        var found = objects.GetTagged(s3.OfBucket, s3.Key, s3.Query["versionId"]);
        TellVersion(s3, found);
        var tags = found.Tags;
        return S3Service.WriteAsync(
            s3,
            S3Xml.Document(
                "Tagging",
                new XElement(
                    "TagSet",
                    tags.Select(tag => new XElement(
                        "Tag",
                        new XElement("Key", tag.Key),
                        new XElement("Value", tag.Value)
                    ))
                )
            )
        );
    }

    public async Task PutTagsAsync(S3Request s3, CancellationToken cancellationToken)
    {
        var xml = await s3.ReadXmlAsync(cancellationToken);
        TellVersion(s3, objects.PutTags(s3.OfBucket, s3.Key, s3.Query["versionId"], S3Tags.OfObject(xml)));
    }

    public Task DeleteTagsAsync(S3Request s3)
    {
        var none = new Dictionary<string, string>();
        TellVersion(s3, objects.PutTags(s3.OfBucket, s3.Key, s3.Query["versionId"], none));
        s3.Response.StatusCode = 204;
        return Task.CompletedTask;
    }

    /// <summary>Version, encryption and storage class.</summary>
    internal static void Describe(S3Request s3, StoredObject stored, bool tellsVersions = false)
    {
        var headers = s3.Response.Headers;
        if (tellsVersions || stored.VersionId != StoredObject.NullVersion)
            headers["x-amz-version-id"] = stored.VersionId;
        DescribeEncryption(s3, stored);
        if (stored.StorageClass != "STANDARD")
            headers["x-amz-storage-class"] = stored.StorageClass;
    }

    /// <summary>How an object, or the parts of one, are encrypted.</summary>
    internal static void DescribeEncryption(S3Request s3, StoredObject stored)
    {
        var headers = s3.Response.Headers;
        if (stored.CustomerKeyMd5 is { } md5)
        {
            headers[CustomerKey.Prefix + "algorithm"] = CustomerKey.Algorithm;
            headers[CustomerKey.Prefix + "key-MD5"] = md5;
            return;
        }
        headers["x-amz-server-side-encryption"] = stored.Encryption;
        if (stored.KeyId is { } keyId)
            headers["x-amz-server-side-encryption-aws-kms-key-id"] = keyId;
        if (stored.HasBucketKey)
            headers["x-amz-server-side-encryption-bucket-key-enabled"] = "true";
    }

    static void DescribeChecksum(S3Request s3, StoredObject stored)
    {
        if (stored.Checksum is not { } checksum)
            return;
        s3.Response.Headers[Checksum.HeaderOf(checksum.Algorithm)] = checksum.Value;
        s3.Response.Headers["x-amz-checksum-type"] = checksum.Type;
    }

    void TellVersion(S3Request s3, StoredObject found)
    {
        if (objects.TellsVersions(s3.OfBucket))
            s3.Response.Headers["x-amz-version-id"] = found.VersionId;
    }

    static void DescribeDeletion(S3Request s3, StoredObject? deleted)
    {
        if (deleted is null)
            return;
        s3.Response.Headers["x-amz-version-id"] = deleted.VersionId;
        if (deleted.IsDeleteMarker)
            s3.Response.Headers["x-amz-delete-marker"] = "true";
    }

    XElement DeleteOne(S3Request s3, XElement item)
    {
        var key = item.Child("Key")?.Value ?? throw S3Failures.MalformedXml();
        var version = item.Child("VersionId")?.Value;
        try
        {
            var deleted = objects.Delete(s3.OfBucket, key, version, item.Child("ETag")?.Value, s3.BypassesGovernance);
            if (version is not null && deleted is null)
                throw S3Failures.NoSuchVersion(key, version);
            return new(
                "Deleted",
                new XElement("Key", key),
                version is null ? null : new XElement("VersionId", version),
                deleted?.IsDeleteMarker == true ? new XElement("DeleteMarker", "true") : null,
                deleted?.IsDeleteMarker == true ? new XElement("DeleteMarkerVersionId", deleted.VersionId) : null
            );
        }
        catch (AwsException error)
            when (error.Code is "AccessDenied" or "PreconditionFailed" or "NoSuchKey" or "NoSuchVersion")
        {
            return new(
                "Error",
                new XElement("Key", key),
                version is null ? null : new XElement("VersionId", version),
                new XElement("Code", error.Code),
                new XElement("Message", error.Message)
            );
        }
    }

    async Task WriteBodyAsync(S3Request s3, StoredObject found, ByteRange? range, CancellationToken cancellationToken)
    {
        if (found.Size == 0)
            return;
        await using var body = objects.Open(found);
        body.Position = range?.From ?? 0;
        await using var limited = new Blobs.LimitedStream(body, range?.Length ?? found.Size);
        await limited.CopyToAsync(s3.Response.Body, 128 * 1024, cancellationToken);
    }
}
