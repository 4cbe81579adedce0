using System.Xml.Linq;
using Guards;
using LocalAws.Kms;
using LocalAws.Protocol;
using LocalAws.S3.Buckets;

namespace LocalAws.S3.Objects;

/// <summary>Which key encrypts an object, and whether the caller may use it: kms:GenerateDataKey to store, kms:Decrypt to read. The files themselves stay as they are.</summary>
sealed class ObjectEncryption(Func<CryptoOperations> crypto)
{
    const string Via = "s3.amazonaws.com";

    /// <summary>The algorithm and, for KMS, the ARN of the key: what the request asks for, or else the bucket.</summary>
    public (string Algorithm, string? KeyArn) Choose(BucketRequest request, Bucket bucket, PutRequest put)
    {
        var (algorithm, keyId) = put.Encryption is { } asked ? (asked, put.KeyId) : DefaultOf(bucket);
        if (algorithm == "AES256")
            return (algorithm, null);
        var selector = keyId ?? $"arn:{Partitions.Of(bucket.Region)}:kms:{bucket.Region}:{bucket.Account}:alias/aws/s3";
        return (algorithm, Demand(request, bucket.Region, selector, "kms:GenerateDataKey"));
    }

    /// <summary>Asks for kms:Decrypt with the key that the object was stored with, whatever its bucket says by now.</summary>
    public void DemandDecryption(BucketRequest request, StoredObject found)
    {
        if (found.KeyId is { } keyArn)
            Demand(request, Iam.Arns.RegionOf(keyArn), keyArn, "kms:Decrypt");
    }

    /// <summary>Whether the bucket has KMS asked for a key of its own that serves for its objects.</summary>
    public static bool HasBucketKey(Bucket bucket) =>
        bucket.Configurations.TryGetValue("encryption", out var xml)
        && xml.Contains("<BucketKeyEnabled>true<", StringComparison.OrdinalIgnoreCase);

    /// <summary>
    /// The entity tag of a body: its MD5, and something else where a key of KMS or the customer encrypts it (S3 API Reference,
    /// Object, ETag).
    /// </summary>
    public static string TagOf(StoredObject described, byte[] md5) =>
        described.KeyId is null && described.CustomerKeyMd5 is null
            ? $"\"{Convert.ToHexStringLower(md5)}\""
            : $"\"{CustomerKey.NewTag()}\"";

    string Demand(BucketRequest request, string region, string selector, string action)
    {
        try
        {
            return crypto().DemandUse(request.Caller.Through(Via), region, selector, action).Arn;
        }
        catch (AwsException error) when (error.Code != "AccessDenied")
        {
            throw new AwsException("KMS." + error.Code, error.Message);
        }
    }

    static (string Algorithm, string? KeyId) DefaultOf(Bucket bucket)
    {
        if (!bucket.Configurations.TryGetValue("encryption", out var xml))
            return ("AES256", null);
        var rule = ShallowXml
            .Parse(xml)
            .Descendants()
            .ToLookup(element => element.Name.LocalName, element => element.Value);
        return (rule["SSEAlgorithm"].FirstOrDefault() ?? "AES256", rule["KMSMasterKeyID"].FirstOrDefault());
    }
}
