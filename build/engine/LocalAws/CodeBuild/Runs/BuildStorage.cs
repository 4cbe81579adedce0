using Guards;
using LocalAws.Identities;
using LocalAws.Protocol;
using LocalAws.S3;
using LocalAws.S3.Buckets;
using LocalAws.S3.Objects;

namespace LocalAws.CodeBuild.Runs;

/// <summary>S3 with the permissions of a build's service role.</summary>
sealed class BuildStorage(S3Operations s3, Caller role, string region)
{
    /// <summary>The ARN of an object.</summary>
    public string ArnOf(string bucket, string key) => $"arn:{Partitions.Of(region)}:s3:::{bucket}/{key}";

    /// <summary>The body of an object.</summary>
    public Stream Open(string bucket, string key, string? version) =>
        s3.Objects.Open(s3.Objects.Get(Of(bucket), key, version));

    /// <summary>Whether there is an object that the role may read.</summary>
    public Stream? Find(string bucket, string key)
    {
        try
        {
            return Open(bucket, key, version: null);
        }
        catch (AwsException error) when (error.Code == "NoSuchKey")
        {
            return null;
        }
    }

    /// <summary>Stores a file.</summary>
    public async Task PutFileAsync(
        string bucket,
        string key,
        string path,
        string? keyId,
        CancellationToken cancellationToken
    )
    {
        FileNode.DemandFile(path);
        await using var body = File.OpenRead(path);
        await PutAsync(bucket, key, body, keyId, cancellationToken);
    }

    /// <summary>Stores an object under a KMS key, or as the bucket says where there is none.</summary>
    public async Task PutAsync(
        string bucket,
        string key,
        Stream body,
        string? keyId,
        CancellationToken cancellationToken
    )
    {
        await using var plain = new PlainBody(body, signedHash: null);
        var put = new PutRequest(key) { Encryption = keyId is null ? null : "aws:kms", KeyId = SelectorOf(keyId) };
        await s3.Objects.PutAsync(Of(bucket), put, plain, cancellationToken);
    }

    /// <summary>The ARN of an alias, which is of the role's account.</summary>
    string? SelectorOf(string? keyId) =>
        keyId?.StartsWith("alias/", StringComparison.Ordinal) == true
            ? $"arn:{Partitions.Of(region)}:kms:{region}:{role.Account}:{keyId}"
            : keyId;

    BucketRequest Of(string bucket) => new(role, region, bucket);
}
