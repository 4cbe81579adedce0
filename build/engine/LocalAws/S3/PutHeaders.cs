using LocalAws.Protocol;
using LocalAws.S3.AccessControl;
using LocalAws.S3.Checksums;
using LocalAws.S3.Locks;
using LocalAws.S3.Objects;
using Microsoft.AspNetCore.Http;

namespace LocalAws.S3;

/// <summary>What a request to store says besides the body: in its headers, or in the fields of a form that stand for them.</summary>
sealed class PutHeaders(IHeaderDictionary headers)
{
    static readonly string[] _kept =
    [
        "Content-Type",
        "Cache-Control",
        "Content-Disposition",
        "Content-Encoding",
        "Content-Language",
        "Expires",
        "x-amz-website-redirect-location",
    ];

    public PutRequest Read(string key, DateTimeOffset now)
    {
        return new(key)
        {
            Acl = RequestedAcl.OfHeaders(headers),
            Headers = Kept(),
            Tags = S3Tags.OfHeader(Header("x-amz-tagging")),
            CustomerKey = CustomerKey.ToStore(headers),
            Encryption = Encryption(),
            KeyId = Header("x-amz-server-side-encryption-aws-kms-key-id"),
            BucketKey = Header("x-amz-server-side-encryption-bucket-key-enabled") is { } told
                ? S3Request.IsTrue(told)
                : null,
            StorageClass = PutRequest.CheckStorageClass(Header("x-amz-storage-class") ?? "STANDARD"),
            Lock = LockRules.OfHeaders(headers, now),
            IfMatch = Header("If-Match"),
            IfNoneMatch = Header("If-None-Match"),
            ChecksumAlgorithm = Header("x-amz-checksum-algorithm"),
            Checksum = ExpectedChecksum.Of(headers),
            ContentMd5 = Header("Content-MD5"),
            ExpectedSize = long.TryParse(
                Header("x-amz-mp-object-size"),
                System.Globalization.NumberStyles.None,
                System.Globalization.CultureInfo.InvariantCulture,
                out var size
            )
                ? size
                : null,
        };
    }

    Dictionary<string, string> Kept()
    {
        var kept = _kept
            .Where(name => Header(name) is not null)
            .ToDictionary(name => name, name => Header(name)!, StringComparer.Ordinal);
        if (kept.TryGetValue("Content-Encoding", out var encoding))
        {
            var others = encoding.Split(',', StringSplitOptions.TrimEntries).Where(part => part != "aws-chunked");
            kept["Content-Encoding"] = string.Join(", ", others);
            if (kept["Content-Encoding"].Length == 0)
                kept.Remove("Content-Encoding");
        }
        foreach (var (name, value) in headers)
        {
            if (name.StartsWith("x-amz-meta-", StringComparison.OrdinalIgnoreCase))
                kept[name.ToLowerInvariant()] = MetadataText.Read(value.ToString());
        }
        return kept;
    }

    string? Encryption()
    {
        var value = Header("x-amz-server-side-encryption");
        const string KeyId = "x-amz-server-side-encryption-aws-kms-key-id";
        if (Header(KeyId) is { } key && value is not ("aws:kms" or "aws:kms:dsse"))
            throw S3Failures.InvalidArgument(
                "Server Side Encryption with AWS KMS managed key requires HTTP header x-amz-server-side-encryption : aws:kms",
                KeyId,
                key
            );
        return value is null or "AES256" or "aws:kms" or "aws:kms:dsse"
            ? value
            : throw S3Failures.InvalidArgument(
                "The encryption method specified is not supported",
                "x-amz-server-side-encryption",
                value
            );
    }

    string? Header(string name) => headers[name].ToString() is { Length: > 0 } value ? value : null;
}
