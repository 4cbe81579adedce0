using Amazon.S3;
using Amazon.S3.Model;
using Deployment;
using Deployment.Assemblies;
using Deployment.Assets;
using Deployment.Credentials;

namespace Build.Tests.Deployment.Assets;

/// <summary>Over the wire, with the AWS SDK against the local AWS.</summary>
public sealed class AssetPublisherTests : IAsyncLifetime
{
    static readonly RoleReference Role = new("arn:aws:iam::${AWS::AccountId}:role/OrganizationAccountAccessRole");

    readonly TemporaryFolder folder = new();
    DeploymentWorld world = null!;
    EnvironmentAccess access = null!;
    Session session = null!;
    AmazonS3Client s3 = null!;

    static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        world = await DeploymentWorld.StartAsync();
        access = new EnvironmentAccess(world.Session, world.Endpoint, TimeProvider.System, _ => null);
        session = await world.InAsync(DeploymentWorld.First);
        s3 = Client(session, DeploymentWorld.First);
        await s3.PutBucketAsync(
            new PutBucketRequest { BucketName = "staging-111111111111", BucketRegion = S3Region.EUWest1 },
            Cancellation
        );
    }

    public async ValueTask DisposeAsync()
    {
        s3.Dispose();
        session.Dispose();
        access.Dispose();
        await world.DisposeAsync();
        folder.Dispose();
    }

    AmazonS3Client Client(Session caller, TargetEnvironment environment) =>
        new(
            caller.Credentials,
            world.Endpoint.Configure(new AmazonS3Config { ForcePathStyle = true }, environment.Region)
        );

    AssetPublisher Publisher(AssetPublisherOptions? options = null) =>
        new(access, world.Endpoint, world, options ?? new());

    static PlannedAsset Asset(FileAssetSource source, string key, string bucket = "staging-${AWS::AccountId}") =>
        new(new("1", "Code", $"s3://{bucket}/{key}", DeploymentWorld.First), Role.Arn, ["App"])
        {
            File = (new("1", "Code", source, []), new("here", bucket, key, null, Role)),
        };

    Task<GetObjectResponse> GetAsync(string key) => s3.GetObjectAsync("staging-111111111111", key, Cancellation);

    [Fact]
    public async Task PublishAsync_MissingFile_UploadsItOnceWithItsContentType()
    {
        var asset = Asset(
            new FileAssetSource.File(folder.Write("App.template.json", """{ "Resources": { } }""")),
            "1.json"
        );
        using var publisher = Publisher();
        var first = await publisher.PublishAsync(asset, Cancellation);
        var second = await publisher.PublishAsync(asset, Cancellation);
        Assert.Equal((AssetOutcome.Published, 20), (first.Outcome, (int)first.Bytes));
        Assert.Equal((AssetOutcome.Found, 0), (second.Outcome, (int)second.Bytes));
        Assert.Equal("application/json", (await GetAsync("1.json")).Headers.ContentType);
        Assert.Equal(
            [AssetStep.Checking, AssetStep.Packaging, AssetStep.Uploading, AssetStep.Checking],
            world.Events.OfType<DeploymentEvent.AssetProgressed>().Select(progressed => progressed.Step)
        );
    }

    [Fact]
    public async Task PublishAsync_Directory_UploadsItsZip()
    {
        folder.Write("code/index.js", "exports.handler = 1;");
        var source = new FileAssetSource.ZipDirectory(folder.At("code"), folder.Path);
        using var publisher = Publisher();
        await publisher.PublishAsync(Asset(source, "1.zip"), Cancellation);
        await using var archive = new System.IO.Compression.ZipArchive((await GetAsync("1.zip")).ResponseStream);
        Assert.Equal("index.js", Assert.Single(archive.Entries).FullName);
    }

    [Fact]
    public async Task PublishAsync_LargeFile_IsSentInPartsAndArrivesWhole()
    {
        var file = folder.Write("large.txt", string.Concat(Enumerable.Range(0, 2_000_000).Select(i => $"{i:0000000}")));
        using var publisher = Publisher(new() { MultipartThreshold = 6 << 20, PartSize = 5 << 20 });
        var result = await publisher.PublishAsync(Asset(new FileAssetSource.File(file), "large.txt"), Cancellation);
        Assert.Equal(14_000_000, result.Bytes);
        var answer = await GetAsync("large.txt");
        Assert.EndsWith("-3\"", answer.ETag, StringComparison.Ordinal);
        using var reader = new StreamReader(answer.ResponseStream);
        Assert.Equal(await File.ReadAllTextAsync(file, Cancellation), await reader.ReadToEndAsync(Cancellation));
    }

    [Fact]
    public async Task PublishAsync_BucketOfAnotherRegion_IsPublishedThere()
    {
        using var elsewhere = Client(session, DeploymentWorld.First with { Region = "eu-central-1" });
        await elsewhere.PutBucketAsync(
            new PutBucketRequest { BucketName = "elsewhere-111111111111", BucketRegion = S3Region.EUCentral1 },
            Cancellation
        );
        var asset = Asset(
            new FileAssetSource.File(folder.Write("a.txt", "text of the asset")),
            "a.txt",
            "elsewhere-${AWS::AccountId}"
        );
        using var publisher = Publisher();

        var first = await publisher.PublishAsync(asset, Cancellation);
        var second = await publisher.PublishAsync(asset, Cancellation);

        Assert.Equal((AssetOutcome.Published, AssetOutcome.Found), (first.Outcome, second.Outcome));
    }

    [Theory]
    [InlineData(1L << 20, false, 16L << 20)]
    [InlineData(64L << 20, true, 16L << 20)]
    [InlineData(5L << 30, true, 16L << 20)]
    [InlineData(10_000 * (16L << 20), true, 16L << 20)]
    [InlineData((10_000 * (16L << 20)) + 1, true, (16L << 20) + 1)]
    [InlineData(5L << 40, true, 549_755_814L)]
    public void PartSizes_OfAnySize_AreWhatS3Takes(long size, bool inParts, long expected)
    {
        var options = new AssetPublisherOptions();
        var part = PartSizes.Of(size, options);

        Assert.Equal(inParts, PartSizes.NeedsParts(size, options));
        Assert.Equal(expected, part);
        Assert.InRange((size + part - 1) / part, 1, PartSizes.MostParts);
    }

    [Fact]
    public void PartSizes_OptionsThatS3DoesNotTake_AreCorrected()
    {
        var options = new AssetPublisherOptions { MultipartThreshold = 50L << 30, PartSize = 1 };

        Assert.False(PartSizes.NeedsParts(5L << 30, options));
        Assert.True(PartSizes.NeedsParts((5L << 30) + 1, options));
        Assert.Equal(5L << 20, PartSizes.Of(6L << 20, options));
        Assert.Equal(5L << 30, PartSizes.Of(1L << 40, new() { PartSize = 50L << 30 }));
    }

    [Fact]
    public async Task PublishAsync_EmptyZipIsThere_IsReplaced()
    {
        await s3.PutObjectAsync(
            new PutObjectRequest
            {
                BucketName = "staging-111111111111",
                Key = "1.zip",
                ContentBody = "broken",
            },
            Cancellation
        );
        folder.Write("code/index.js", "exports.handler = 1;");
        using var publisher = Publisher();
        var source = new FileAssetSource.ZipDirectory(folder.At("code"), folder.Path);
        var result = await publisher.PublishAsync(Asset(source, "1.zip"), Cancellation);
        Assert.Equal(AssetOutcome.Published, result.Outcome);
    }

    [Theory]
    [InlineData("a.txt", "a.txt.old", "text that is long enough to count", AssetOutcome.Published)]
    [InlineData("a.txt", "a.txt/b", "text that is long enough to count", AssetOutcome.Published)]
    [InlineData("a.txt", "a.txt", "short", AssetOutcome.Found)]
    [InlineData("a.zip", "a.zip", "exactly 22 bytes, yes!", AssetOutcome.Published)]
    [InlineData("a.zip", "a.zip", "no less than 23 bytes..", AssetOutcome.Found)]
    public async Task PublishAsync_ObjectThatIsThere_IsTheAssetByItsWholeKeyAndNoEmptyZip(
        string key,
        string there,
        string content,
        AssetOutcome expected
    )
    {
        await s3.PutObjectAsync(
            new PutObjectRequest
            {
                BucketName = "staging-111111111111",
                Key = there,
                ContentBody = content,
            },
            Cancellation
        );
        using var publisher = Publisher();

        var result = await publisher.PublishAsync(
            Asset(new FileAssetSource.File(folder.Write("asset", "text of the asset")), key),
            Cancellation
        );

        Assert.Equal(expected, result.Outcome);
    }

    [Fact]
    public async Task PublishAsync_BucketEncryptsWithAKey_UploadsWithThatKey()
    {
        var keys = await world.DeployAsync(
            world.Stack(
                "Keys",
                DeploymentWorld.First,
                """
                {
                  "Resources": {
                    "Key": {
                      "Type": "AWS::KMS::Key",
                      "Properties": {
                        "KeyPolicy": {
                          "Version": "2012-10-17",
                          "Statement": [{ "Effect": "Allow", "Principal": { "AWS": "arn:aws:iam::111111111111:root" }, "Action": "kms:*", "Resource": "*" }]
                        }
                      }
                    }
                  },
                  "Outputs": { "Arn": { "Value": { "Fn::GetAtt": ["Key", "Arn"] } } }
                }
                """
            )
        );
        var key = keys.Stacks[0].Outputs["Arn"];
        await s3.PutBucketEncryptionAsync(
            new PutBucketEncryptionRequest
            {
                BucketName = "staging-111111111111",
                ServerSideEncryptionConfiguration = new()
                {
                    ServerSideEncryptionRules =
                    [
                        new()
                        {
                            ServerSideEncryptionByDefault = new()
                            {
                                ServerSideEncryptionAlgorithm = ServerSideEncryptionMethod.AWSKMS,
                                ServerSideEncryptionKeyManagementServiceKeyId = key,
                            },
                        },
                    ],
                },
            },
            Cancellation
        );
        using var publisher = Publisher();
        await publisher.PublishAsync(
            Asset(new FileAssetSource.File(folder.Write("a.txt", "text of the asset")), "a.txt"),
            Cancellation
        );
        var answer = await GetAsync("a.txt");
        Assert.Equal(ServerSideEncryptionMethod.AWSKMS, answer.ServerSideEncryptionMethod);
        Assert.Equal(key, answer.ServerSideEncryptionKeyManagementServiceKeyId);
    }

    /// <summary>Bootstrapping makes its own bucket, and no other.</summary>
    [Theory]
    [InlineData("nowhere-${AWS::AccountId}", "aws s3 mb s3://nowhere-111111111111 --region eu-west-1")]
    [InlineData("cdk-own-assets-${AWS::AccountId}-eu-west-1", "./build.sh --target=Bootstrap --environment=")]
    public async Task PublishAsync_NoBucket_SaysWhatMakesIt(string bucket, string next)
    {
        var asset = Asset(new FileAssetSource.File(folder.Write("a.txt", "a")), "a.txt", bucket);
        var finding = await FailureAsync(asset);
        Assert.Equal("BucketMissing", finding.Code);
        Assert.Contains(DeploymentWorld.First.Placeholders.Apply(bucket), finding.What, StringComparison.Ordinal);
        Assert.StartsWith(next, finding.Next, StringComparison.Ordinal);
    }

    [Fact]
    public async Task PublishAsync_BucketOfAnotherAccountThatLetsUsIn_IsRefused()
    {
        using var other = await world.InAsync(DeploymentWorld.Second);
        using var theirs = Client(other, DeploymentWorld.Second);
        await theirs.PutBucketAsync(new PutBucketRequest { BucketName = "theirs" }, Cancellation);
        await theirs.PutBucketPolicyAsync(
            new PutBucketPolicyRequest
            {
                BucketName = "theirs",
                Policy = """
                {
                  "Version": "2012-10-17",
                  "Statement": {
                    "Effect": "Allow", "Principal": { "AWS": "111111111111" }, "Action": "s3:*",
                    "Resource": ["arn:aws:s3:::theirs", "arn:aws:s3:::theirs/*"]
                  }
                }
                """,
            },
            Cancellation
        );
        var finding = await FailureAsync(
            Asset(new FileAssetSource.File(folder.Write("a.txt", "a")), "a.txt", "theirs")
        );
        Assert.Equal("UnexpectedBucketOwner", finding.Code);
        var listed = await theirs.ListObjectsV2Async(new ListObjectsV2Request { BucketName = "theirs" }, Cancellation);
        Assert.Empty(listed.S3Objects ?? []);
    }

    [Fact]
    public async Task PublishAsync_ImageWithoutCdkAssets_SaysToInstall()
    {
        var manifest = new AssetManifest("App.assets", folder.Write("App.assets.json", "{}"), [], [], null);
        var asset = new PlannedAsset(new("1", "Image", "repository:tag", DeploymentWorld.First), Role.Arn, ["App"])
        {
            Image = (manifest, new("1", "Image", null, []), new("here", "repository", "tag", null, Role)),
        };
        Assert.Equal("CdkAssetsMissing", (await FailureAsync(asset)).Code);
    }

    async Task<Finding> FailureAsync(PlannedAsset asset)
    {
        using var publisher = Publisher();
        var failure = await Assert.ThrowsAsync<BuildException>(() => publisher.PublishAsync(asset, Cancellation));
        return Assert.Single(failure.Findings);
    }
}
