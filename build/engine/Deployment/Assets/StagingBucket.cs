using System.Net;
using Amazon.Runtime;
using Amazon.S3;
using Amazon.S3.Model;
using Deployment.Credentials;

namespace Deployment.Assets;

/// <summary>A bucket that assets go to, always addressed together with the account that has to own it.</summary>
sealed class StagingBucket(IAmazonS3 client, string name, Session session, string region)
{
    /// <summary>An empty zip has 22 bytes; a zip no larger is not taken for the asset, since the CDK CLI has been seen to leave such behind.</summary>
    const long EmptyZip = 22;

    readonly Lock gate = new();
    Task<BucketEncryption>? encryption;

    public IAmazonS3 Client => client;

    public string Name => name;

    /// <summary>The region that it is asked in.</summary>
    public string Region => region;

    public string Caller => session.Identity.Arn;

    public string Owner => session.Identity.Account;

    /// <summary>Whether the object is there. A listing, because HEAD on a missing key can hide the object for a while after it is written.</summary>
    public async Task<bool> HasAsync(string key, CancellationToken cancellationToken)
    {
        var answer = await client.ListObjectsV2Async(
            new ListObjectsV2Request
            {
                BucketName = name,
                Prefix = key,
                MaxKeys = 1,
                ExpectedBucketOwner = Owner,
            },
            cancellationToken
        );
        return answer.S3Objects?.Exists(item =>
                item.Key == key && (item.Size > EmptyZip || !key.EndsWith(".zip", StringComparison.Ordinal))
            )
            ?? false;
    }

    /// <summary>The headers that the bucket's default encryption asks for; read once.</summary>
    public Task<BucketEncryption> EncryptionAsync(CancellationToken cancellationToken)
    {
        lock (gate)
            return encryption is null or { IsFaulted: true } or { IsCanceled: true }
                ? encryption = ReadEncryptionAsync(cancellationToken)
                : encryption;
    }

    /// <summary>The region that it is in, which S3 tells in every region.</summary>
    public async Task<string> RegionAsync(CancellationToken cancellationToken)
    {
        var answer = await client.GetBucketLocationAsync(
            new GetBucketLocationRequest { BucketName = name, ExpectedBucketOwner = Owner },
            cancellationToken
        );
        return answer.Location?.Value switch
        {
            null or "" => "us-east-1",
            "EU" => "eu-west-1",
            var told => told,
        };
    }

    /// <summary>Whether the bucket answers, but not as one of the expected owner's.</summary>
    public async Task<bool> IsSomeoneElsesAsync(CancellationToken cancellationToken) =>
        !await AnswersAsync(Owner, cancellationToken) && await AnswersAsync(null, cancellationToken);

    async Task<bool> AnswersAsync(string? owner, CancellationToken cancellationToken)
    {
        try
        {
            await client.GetBucketLocationAsync(
                new GetBucketLocationRequest { BucketName = name, ExpectedBucketOwner = owner },
                cancellationToken
            );
            return true;
        }
        catch (AmazonServiceException)
        {
            return false;
        }
    }

    async Task<BucketEncryption> ReadEncryptionAsync(CancellationToken cancellationToken)
    {
        try
        {
            var answer = await client.GetBucketEncryptionAsync(
                new GetBucketEncryptionRequest { BucketName = name, ExpectedBucketOwner = Owner },
                cancellationToken
            );
            var rule = answer.ServerSideEncryptionConfiguration?.ServerSideEncryptionRules?.FirstOrDefault();
            var byDefault = rule?.ServerSideEncryptionByDefault;
            return new(
                byDefault?.ServerSideEncryptionAlgorithm,
                byDefault?.ServerSideEncryptionKeyManagementServiceKeyId
            );
        }
        catch (AmazonServiceException exception)
            when (exception.ErrorCode == "ServerSideEncryptionConfigurationNotFoundError"
                || (exception.StatusCode == HttpStatusCode.Forbidden && exception.ErrorCode == "AccessDenied")
            )
        {
            // A role that may not read the setting still writes: the bucket then encrypts by its own default.
            return new(null, null);
        }
    }
}

/// <summary>A bucket's default encryption; without a method the request names none.</summary>
sealed record BucketEncryption(ServerSideEncryptionMethod? Method, string? KeyId);
