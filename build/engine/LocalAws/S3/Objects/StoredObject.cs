using System.Text.Json.Serialization;
using LocalAws.Protocol;
using LocalAws.S3.AccessControl;
using LocalAws.S3.Blobs;
using LocalAws.S3.Checksums;
using LocalAws.S3.Locks;

namespace LocalAws.S3.Objects;

/// <summary>One version of an object, or a delete marker.</summary>
public sealed record StoredObject
{
    /// <summary>The version of objects from before or without versioning.</summary>
    public const string NullVersion = "null";

    /// <summary>The key.</summary>
    public required string Key { get; init; }

    /// <summary>The version, "null" in buckets without versioning.</summary>
    public string VersionId { get; init; } = NullVersion;

    /// <summary>Whether it only says that the object is gone.</summary>
    public bool IsDeleteMarker { get; init; }

    /// <summary>The files of its body, in order.</summary>
    public IReadOnlyList<Blob> Blobs { get; init; } = [];

    /// <summary>The entity tag, in quotes.</summary>
    public string ETag { get; init; } = "";

    /// <summary>The last change, to the second as S3 tells it.</summary>
    public required DateTimeOffset Modified { get; init; }

    /// <summary>The checksum.</summary>
    public ChecksumValue? Checksum { get; init; }

    /// <summary>The checksums of its parts, where the client named their algorithm.</summary>
    public IReadOnlyList<string>? PartChecksums { get; init; }

    /// <summary>The numbers that its parts were uploaded under; null where they are 1, 2 and so on.</summary>
    public IReadOnlyList<int>? PartNumbers { get; init; }

    /// <summary>Headers that come back as they were sent, x-amz-meta- ones included.</summary>
    public IReadOnlyDictionary<string, string> Headers { get; init; } = new Dictionary<string, string>();

    /// <summary>Tags.</summary>
    public IReadOnlyDictionary<string, string> Tags { get; init; } = new Dictionary<string, string>();

    /// <summary>How it is encrypted: AES256, aws:kms or aws:kms:dsse.</summary>
    public string Encryption { get; init; } = "AES256";

    /// <summary>The KMS key, for aws:kms.</summary>
    public string? KeyId { get; init; }

    /// <summary>Whether a key of the bucket stands between the KMS key and it.</summary>
    public bool HasBucketKey { get; init; }

    /// <summary>The MD5 of the customer's key that it is encrypted with, in base64; null where it is not.</summary>
    public string? CustomerKeyMd5 { get; init; }

    /// <summary>The account that wrote and owns it, where that is not the bucket's; empty for nobody.</summary>
    public string? Owner { get; init; }

    /// <summary>The access control list; null for the owner alone.</summary>
    public IReadOnlyList<Grant>? Grants { get; init; }

    /// <summary>What keeps this version from being deleted.</summary>
    public ObjectLock? Lock { get; init; }

    /// <summary>STANDARD and so on.</summary>
    public string StorageClass { get; init; } = "STANDARD";

    /// <summary>Throws where the object is in an archive, from which nothing is restored here.</summary>
    internal void CheckArchive()
    {
        if (StorageClass is "GLACIER" or "DEEP_ARCHIVE")
            throw new AwsException(
                "InvalidObjectState",
                "The operation is not valid for the object's storage class",
                403
            )
            {
                Details = new Dictionary<string, string> { ["StorageClass"] = StorageClass },
            };
    }

    /// <summary>Whether it was uploaded in parts.</summary>
    [JsonIgnore]
    public bool HasParts => ETag.Contains('-', StringComparison.Ordinal);

    /// <summary>The number of a part by its place.</summary>
    public int NumberOf(int part) => PartNumbers?[part] ?? part + 1;

    /// <summary>Bytes.</summary>
    [JsonIgnore]
    public long Size => Blobs.Sum(blob => blob.Size);
}
