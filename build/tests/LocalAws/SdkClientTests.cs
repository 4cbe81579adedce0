using System.Text;
using Amazon.EC2;
using Amazon.KeyManagementService;
using Amazon.KeyManagementService.Model;
using Amazon.SQS;
using Amazon.SQS.Model;

namespace Build.Tests.LocalAws;

/// <summary>Services in three protocols as the SDK for .NET speaks them: it checks digests, and names errors by its models.</summary>
public sealed class SdkClientTests : IAsyncLifetime
{
    LocalWorld _world = null!;

    public async ValueTask InitializeAsync() => _world = await LocalWorld.StartAsync();

    public ValueTask DisposeAsync() => _world.DisposeAsync();

    static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Kms_AKeyWithAnAlias_EncryptsRotatesAndGoes()
    {
        using var kms = new AmazonKeyManagementServiceClient(
            _world.Administrator(LocalWorld.First),
            _world.Configure(new AmazonKeyManagementServiceConfig())
        );
        var key = (
            await kms.CreateKeyAsync(
                new CreateKeyRequest
                {
                    Description = "orders",
                    Tags = [new() { TagKey = "team", TagValue = "orders" }],
                },
                Cancellation
            )
        ).KeyMetadata;
        await kms.CreateAliasAsync("alias/orders", key.KeyId, Cancellation);

        var data = await kms.GenerateDataKeyAsync(
            new()
            {
                KeyId = "alias/orders",
                KeySpec = DataKeySpec.AES_256,
                EncryptionContext = new() { ["for"] = "test" },
            },
            Cancellation
        );
        var plain = await kms.DecryptAsync(
            new()
            {
                CiphertextBlob = data.CiphertextBlob,
                EncryptionContext = new() { ["for"] = "test" },
            },
            Cancellation
        );
        Assert.Equal(data.Plaintext.ToArray(), plain.Plaintext.ToArray());
        await Assert.ThrowsAsync<InvalidCiphertextException>(() =>
            kms.DecryptAsync(new() { CiphertextBlob = data.CiphertextBlob }, Cancellation)
        );

        await kms.EnableKeyRotationAsync(key.KeyId, Cancellation);
        Assert.True((await kms.GetKeyRotationStatusAsync(key.KeyId, Cancellation)).KeyRotationEnabled);
        Assert.Contains(
            (await kms.ListAliasesAsync(new ListAliasesRequest { KeyId = key.KeyId }, Cancellation)).Aliases,
            alias => alias.AliasName == "alias/orders"
        );

        await kms.ScheduleKeyDeletionAsync(key.KeyId, 7, Cancellation);
        Assert.Equal(
            KeyState.PendingDeletion,
            (await kms.DescribeKeyAsync(key.KeyId, Cancellation)).KeyMetadata.KeyState
        );
        await Assert.ThrowsAsync<KMSInvalidStateException>(() =>
            kms.EncryptAsync(
                new() { KeyId = key.KeyId, Plaintext = new MemoryStream(Encoding.UTF8.GetBytes("late")) },
                Cancellation
            )
        );
        await Assert.ThrowsAsync<NotFoundException>(() => kms.DescribeKeyAsync("alias/none", Cancellation));
    }

    [Fact]
    public async Task Sqs_ABatchOfMessages_IsReceivedAndDeleted()
    {
        using var sqs = new AmazonSQSClient(
            _world.Administrator(LocalWorld.First),
            _world.Configure(new AmazonSQSConfig())
        );
        var queue = (await sqs.CreateQueueAsync("orders", Cancellation)).QueueUrl;
        Assert.Equal(queue, (await sqs.GetQueueUrlAsync("orders", Cancellation)).QueueUrl);

        var sent = await sqs.SendMessageBatchAsync(
            queue,
            [
                .. Enumerable
                    .Range(0, 3)
                    .Select(number => new SendMessageBatchRequestEntry($"m{number}", $"order {number}")
                    {
                        MessageAttributes = new()
                        {
                            ["number"] = new() { DataType = "Number", StringValue = $"{number}" },
                        },
                    }),
            ],
            Cancellation
        );
        Assert.Equal(3, sent.Successful.Count);

        // Its client compares the digests of bodies and attributes.
        var received = await sqs.ReceiveMessageAsync(
            new ReceiveMessageRequest(queue) { MaxNumberOfMessages = 10, MessageAttributeNames = ["All"] },
            Cancellation
        );
        Assert.Equal(
            ["order 0", "order 1", "order 2"],
            received.Messages.Select(message => message.Body).Order(StringComparer.Ordinal)
        );
        foreach (var message in received.Messages)
            await sqs.DeleteMessageAsync(queue, message.ReceiptHandle, Cancellation);
        var left = await sqs.GetQueueAttributesAsync(queue, ["All"], Cancellation);
        Assert.Equal(0, left.ApproximateNumberOfMessages + left.ApproximateNumberOfMessagesNotVisible);

        await sqs.DeleteQueueAsync(queue, Cancellation);
        await Assert.ThrowsAsync<QueueDoesNotExistException>(() => sqs.GetQueueUrlAsync("orders", Cancellation));
    }

    [Fact]
    public async Task Ec2_PublishedImagesAndPlaces_AreDescribed()
    {
        using var ec2 = new AmazonEC2Client(
            _world.Administrator(LocalWorld.First),
            _world.Configure(new AmazonEC2Config())
        );

        var regions = await ec2.DescribeRegionsAsync(new() { RegionNames = ["eu-west-1", "us-east-1"] }, Cancellation);
        Assert.Equal(
            ["eu-west-1", "us-east-1"],
            regions.Regions.Select(region => region.RegionName).Order(StringComparer.Ordinal)
        );
        var zones = await ec2.DescribeAvailabilityZonesAsync(Cancellation);
        Assert.NotEmpty(zones.AvailabilityZones);
        var images = await ec2.DescribeImagesAsync(
            new()
            {
                Owners = ["amazon"],
                Filters = [new("name", ["al2023-ami-2023*"]), new("architecture", ["x86_64"])],
            },
            Cancellation
        );
        Assert.All(images.Images, image => Assert.Equal(ArchitectureValues.X86_64, image.Architecture));
        Assert.NotEmpty(images.Images);
        var unknown = await Assert.ThrowsAsync<AmazonEC2Exception>(() =>
            ec2.DescribeVpcsAsync(new() { VpcIds = ["vpc-0123456789abcdef0"] }, Cancellation)
        );
        Assert.Equal("InvalidVpcID.NotFound", unknown.ErrorCode);
    }
}
