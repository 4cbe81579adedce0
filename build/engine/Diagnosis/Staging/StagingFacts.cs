using System.Net;
using Amazon.S3;
using Amazon.S3.Model;
using Deployment.Assemblies;
using Deployment.Credentials;
using Diagnosis.Accounts;

namespace Diagnosis.Staging;

/// <summary>The bucket that an environment's assets go to.</summary>
/// <param name="KeyArn">The customer key that it is encrypted with; null for S3's own keys.</param>
sealed record StagingFacts(string? KeyArn)
{
    /// <summary>Reads the bucket, which has to be of the environment's account.</summary>
    public static Task<ReadResult<StagingFacts>> ReadAsync(
        AccountReader account,
        string bucket,
        CancellationToken cancellationToken
    ) =>
        account.ReadAsync(
            async (session, cancel) =>
            {
                using var client = ClientOf(session, account);
                var owner = account.Environment.Account;
                await client.HeadBucketAsync(
                    new HeadBucketRequest { BucketName = bucket, ExpectedBucketOwner = owner },
                    cancel
                );
                var request = new GetBucketEncryptionRequest { BucketName = bucket, ExpectedBucketOwner = owner };
                try
                {
                    var answer = await client.GetBucketEncryptionAsync(request, cancel);
                    return new StagingFacts(KeyOf(answer, account.Environment));
                }
                catch (AmazonS3Exception e) when (e.ErrorCode == "ServerSideEncryptionConfigurationNotFoundError")
                {
                    return new StagingFacts((string?)null);
                }
            },
            cancellationToken
        );

    /// <summary>Whether a bucket of that name answers although it is not the account's.</summary>
    public static async Task<bool> IsSomeoneElsesAsync(
        AccountReader account,
        string bucket,
        CancellationToken cancellationToken
    ) =>
        await account.ReadAsync(
            async (session, cancel) =>
            {
                using var client = ClientOf(session, account);
                var request = new HeadBucketRequest { BucketName = bucket };
                await client.HeadBucketAsync(request, cancel);
                request.ExpectedBucketOwner = account.Environment.Account;
                try
                {
                    await client.HeadBucketAsync(request, cancel);
                    return false;
                }
                catch (AmazonS3Exception e) when (e.StatusCode == HttpStatusCode.Forbidden)
                {
                    return true;
                }
            },
            cancellationToken
        )
            is ReadResult<bool>.Found(true);

    static AmazonS3Client ClientOf(Session session, AccountReader account) =>
        new(
            session.Credentials,
            account.Endpoint.Configure(
                new AmazonS3Config { ForcePathStyle = account.Endpoint.IsLocal, MaxErrorRetry = 10 },
                session.Region
            )
        );

    static string? KeyOf(GetBucketEncryptionResponse answer, TargetEnvironment environment)
    {
        var rule = answer.ServerSideEncryptionConfiguration?.ServerSideEncryptionRules?.FirstOrDefault();
        var key = rule?.ServerSideEncryptionByDefault?.ServerSideEncryptionKeyManagementServiceKeyId;
        return string.IsNullOrEmpty(key) ? null
            : key.StartsWith("arn:", StringComparison.Ordinal) ? key
            : $"arn:{environment.Partition}:kms:{environment.Region}:{environment.Account}:key/{key}";
    }
}
