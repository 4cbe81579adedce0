using LocalAws.Protocol;
using LocalAws.S3.AccessControl;
using LocalAws.S3.Checksums;
using LocalAws.S3.Locks;

namespace LocalAws.S3.Objects;

/// <summary>What comes with an object besides its body.</summary>
public sealed record PutRequest(string Key)
{
    /// <summary>Whether it came as a form.</summary>
    public bool IsForm { get; init; }

    /// <summary>Headers to give back.</summary>
    public IReadOnlyDictionary<string, string> Headers { get; init; } = new Dictionary<string, string>();

    /// <summary>Tags.</summary>
    public IReadOnlyDictionary<string, string> Tags { get; init; } = new Dictionary<string, string>();

    /// <summary>AES256, aws:kms, aws:kms:dsse, or null for what the bucket says.</summary>
    public string? Encryption { get; init; }

    /// <summary>The KMS key.</summary>
    public string? KeyId { get; init; }

    /// <summary>Whether a key of the bucket is to stand between the KMS key and the object; null for what the bucket says.</summary>
    public bool? BucketKey { get; init; }

    /// <summary>The customer's own key, in place of any other.</summary>
    public CustomerKey? CustomerKey { get; init; }

    /// <summary>STANDARD and so on.</summary>
    public string StorageClass { get; init; } = "STANDARD";

    /// <summary>The access control list that the request asks for, or null.</summary>
    public RequestedAcl? Acl { get; init; }

    /// <summary>The locks that the request names, or null where it names none.</summary>
    public ObjectLock? Lock { get; init; }

    /// <summary>The ETag that the present object must have, or null.</summary>
    public string? IfMatch { get; init; }

    /// <summary>"*" where there must be no object yet, or null.</summary>
    public string? IfNoneMatch { get; init; }

    /// <summary>The checksum that a copy shall have, or null for its source's.</summary>
    public string? ChecksumAlgorithm { get; init; }

    /// <summary>How many bytes the end of a multipart upload expects, or null.</summary>
    public long? ExpectedSize { get; init; }

    internal ExpectedChecksum? Checksum { get; init; }

    internal string? ContentMd5 { get; init; }

    /// <summary>A storage class that S3 has, or InvalidStorageClass.</summary>
    internal static string CheckStorageClass(string value) =>
        value
            is "STANDARD"
                or "STANDARD_IA"
                or "ONEZONE_IA"
                or "INTELLIGENT_TIERING"
                or "GLACIER_IR"
                or "GLACIER"
                or "DEEP_ARCHIVE"
                or "REDUCED_REDUNDANCY"
            ? value
            : throw new AwsException("InvalidStorageClass", "The storage class you specified is not valid")
            {
                Details = new Dictionary<string, string> { ["StorageClassRequested"] = value },
            };
}
