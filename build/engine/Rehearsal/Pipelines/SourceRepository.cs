using Amazon.Runtime;
using Amazon.S3;
using Amazon.S3.Model;
using LocalAws;
using LocalAws.CodePipeline.Sources;
using Settings;

namespace Rehearsal.Pipelines;

/// <summary>The repositories and buckets that a pipeline may take its source from, as far as the local AWS sees them.</summary>
sealed class SourceRepository(LocalAwsServer server, CicdSettings cicd)
{
    /// <summary>Pushes a snapshot; a connection that leads there is completed, a bucket is made where there is none.</summary>
    public async Task PushAsync(SourceSnapshot snapshot, PushTarget to, CancellationToken cancellationToken)
    {
        await using var zip = File.OpenRead(snapshot.Zip);
        switch (to)
        {
            case PushTarget.Branch branch:
                if (branch.Connection is { } connection)
                    server.Connect(connection);
                await server.PushAsync(
                    new SourceCommit(branch.Repository, branch.Name, snapshot.Id) { Message = snapshot.Message },
                    zip,
                    cancellationToken
                );
                break;
            case PushTarget.Object target:
                await PutAsync(target, zip, cancellationToken);
                break;
        }
    }

    async Task PutAsync(PushTarget.Object target, Stream zip, CancellationToken cancellationToken)
    {
        using var s3 = Client();
        try
        {
            await s3.PutBucketAsync(
                new PutBucketRequest { BucketName = target.Bucket, BucketRegionName = cicd.Region },
                cancellationToken
            );
        }
        catch (AmazonS3Exception error) when (error.ErrorCode == "BucketAlreadyOwnedByYou")
        {
            // By an earlier rehearsal.
        }
        await s3.PutBucketVersioningAsync(
            new()
            {
                BucketName = target.Bucket,
                VersioningConfig = new() { Status = VersionStatus.Enabled },
            },
            cancellationToken
        );
        var put = new PutObjectRequest
        {
            BucketName = target.Bucket,
            Key = target.Key,
            InputStream = zip,
        };
        await s3.PutObjectAsync(put, cancellationToken);
    }

    AmazonS3Client Client()
    {
        var key = server.AdministratorOf(cicd.Account);
        return new(
            new BasicAWSCredentials(key.AccessKeyId, key.SecretAccessKey),
            new AmazonS3Config
            {
                ServiceURL = server.Endpoint.ToString(),
                AuthenticationRegion = cicd.Region,
                ForcePathStyle = true,
            }
        );
    }
}
