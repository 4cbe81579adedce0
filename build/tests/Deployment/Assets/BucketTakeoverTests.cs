using Amazon.S3;
using Amazon.S3.Model;
using Deployment;
using Deployment.Assemblies;
using Deployment.Assets;
using Deployment.Credentials;
using LocalAws.Faults;

namespace Build.Tests.Deployment.Assets;

/// <summary>A bucket that passes to another account while assets are published: nothing of them may get there.</summary>
public sealed class BucketTakeoverTests : IDisposable
{
    const string Bucket = "staging";
    const string LetsEverybodyIn = """
        {
          "Version": "2012-10-17",
          "Statement": {
            "Effect": "Allow", "Principal": { "AWS": "111111111111" }, "Action": "s3:*",
            "Resource": ["arn:aws:s3:::staging", "arn:aws:s3:::staging/*"]
          }
        }
        """;

    readonly TemporaryFolder folder = new();
    Func<Task>? takeOver;

    static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData("PutObject", 64L << 20)]
    [InlineData("CreateMultipartUpload", 1)]
    public async Task PublishAsync_BucketPassesToAnotherAccountBetweenLookAndUpload_SendsNothing(
        string upload,
        long threshold
    )
    {
        var uploads = 0;
        await using var world = await DeploymentWorld.StartAsync(options =>
            options with
            {
                Faults = new FaultOptions
                {
                    Arrived = call =>
                    {
                        if (call.Action == upload && ++uploads == 2)
                            takeOver!().GetAwaiter().GetResult();
                    },
                },
            }
        );
        using var access = new EnvironmentAccess(world.Session, world.Endpoint, TimeProvider.System, _ => null);
        using var mine = await world.InAsync(DeploymentWorld.First);
        using var theirs = await world.InAsync(DeploymentWorld.Second);
        using var ours = Client(world, mine);
        using var other = Client(world, theirs);
        await ours.PutBucketAsync(
            new PutBucketRequest { BucketName = Bucket, BucketRegion = S3Region.EUWest1 },
            Cancellation
        );
        takeOver = async () =>
        {
            await ours.DeleteObjectAsync(Bucket, "first.txt", Cancellation);
            await ours.DeleteBucketAsync(new DeleteBucketRequest { BucketName = Bucket }, Cancellation);
            await other.PutBucketAsync(
                new PutBucketRequest { BucketName = Bucket, BucketRegion = S3Region.EUWest1 },
                Cancellation
            );
            await other.PutBucketPolicyAsync(
                new PutBucketPolicyRequest { BucketName = Bucket, Policy = LetsEverybodyIn },
                Cancellation
            );
        };
        using var publisher = new AssetPublisher(
            access,
            world.Endpoint,
            world,
            new() { MultipartThreshold = threshold }
        );
        await publisher.PublishAsync(Asset("first.txt"), Cancellation);

        await Assert.ThrowsAsync<BuildException>(() => publisher.PublishAsync(Asset("second.txt"), Cancellation));

        var listed = await other.ListObjectsV2Async(new ListObjectsV2Request { BucketName = Bucket }, Cancellation);
        Assert.Empty(listed.S3Objects ?? []);
        Assert.Equal(2, uploads);
    }

    PlannedAsset Asset(string key)
    {
        var role = new RoleReference("arn:aws:iam::${AWS::AccountId}:role/OrganizationAccountAccessRole");
        var source = new FileAssetSource.File(folder.Write(key, $"text of {key}"));
        return new(new("1", "Code", $"s3://{Bucket}/{key}", DeploymentWorld.First), role.Arn, ["App"])
        {
            File = (new("1", "Code", source, []), new("here", Bucket, key, null, role)),
        };
    }

    static AmazonS3Client Client(DeploymentWorld world, Session session) =>
        new(
            session.Credentials,
            world.Endpoint.Configure(new AmazonS3Config { ForcePathStyle = true }, DeploymentWorld.First.Region)
        );
}
