using System.Text.Json.Nodes;
using Amazon.S3;
using Amazon.S3.Model;
using Amazon.SimpleSystemsManagement;
using Amazon.SimpleSystemsManagement.Model;

namespace Build.Tests.LocalAws.Kms;

/// <summary>What is encrypted with a key can be read by whoever may use the key, and by nobody else.</summary>
public sealed class EncryptedObjectTests : IAsyncLifetime
{
    LocalWorld _world = null!;
    JsonClient _kms = null!;

    static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _world = await LocalWorld.StartAsync();
        _kms = new(_world, "kms", "TrentService");
    }

    [Theory]
    [InlineData("kms:*", true)]
    [InlineData("kms:Describe*", false)]
    public async Task GetObject_EncryptedWithAKey_NeedsDecrypt(string allowed, bool readable)
    {
        using var s3 = Client();
        var arn = await CreateKeyAsync("kms:*");
        await s3.PutBucketAsync(
            new PutBucketRequest { BucketName = "a-bucket", BucketRegionName = "eu-west-1" },
            Cancellation
        );
        await s3.PutObjectAsync(
            new()
            {
                BucketName = "a-bucket",
                Key = "key",
                ContentBody = "secret",
                ServerSideEncryptionMethod = ServerSideEncryptionMethod.AWSKMS,
                ServerSideEncryptionKeyManagementServiceKeyId = arn,
            },
            Cancellation
        );
        await PutPolicyAsync(arn, allowed + "\",\"kms:PutKeyPolicy");

        var error = await Record.ExceptionAsync(() => s3.GetObjectAsync("a-bucket", "key", Cancellation));

        Assert.Equal(readable, error is null);
        if (error is not null)
            Assert.Contains("kms:Decrypt", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task GetObject_OfAnotherAccountEncryptedWithItsOwnDefaultKey_IsDenied()
    {
        using var s3 = Client();
        using var other = new AmazonS3Client(
            _world.Administrator(LocalWorld.Second),
            _world.Configure(new AmazonS3Config { ForcePathStyle = true })
        );
        await s3.PutBucketAsync(
            new PutBucketRequest { BucketName = "a-bucket", BucketRegionName = "eu-west-1" },
            Cancellation
        );
        await s3.PutBucketPolicyAsync(
            "a-bucket",
            """
            {"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"AWS":"arn:aws:iam::222222222222:root"},"Action":"s3:GetObject","Resource":"arn:aws:s3:::a-bucket/*"}]}
            """,
            Cancellation
        );
        await s3.PutObjectAsync(
            new()
            {
                BucketName = "a-bucket",
                Key = "key",
                ContentBody = "secret",
                ServerSideEncryptionMethod = ServerSideEncryptionMethod.AWSKMS,
            },
            Cancellation
        );

        using var own = await s3.GetObjectAsync("a-bucket", "key", Cancellation);
        var error = await Assert.ThrowsAnyAsync<AmazonS3Exception>(() =>
            other.GetObjectAsync("a-bucket", "key", Cancellation)
        );

        Assert.Equal("AccessDenied", error.ErrorCode);
    }

    [Fact]
    public async Task GetParameter_SecureString_IsReadOnlyWithDecryption()
    {
        using var ssm = new AmazonSimpleSystemsManagementClient(
            _world.Administrator(LocalWorld.First),
            _world.Configure(new AmazonSimpleSystemsManagementConfig())
        );
        var arn = await CreateKeyAsync("kms:*");
        await ssm.PutParameterAsync(
            new()
            {
                Name = "secret",
                Value = "value",
                Type = ParameterType.SecureString,
                KeyId = arn,
            },
            Cancellation
        );

        var masked = await ssm.GetParameterAsync(new() { Name = "secret" }, Cancellation);
        var plain = await ssm.GetParameterAsync(new() { Name = "secret", WithDecryption = true }, Cancellation);
        await PutPolicyAsync(arn, "kms:Describe*");
        var error = await Assert.ThrowsAsync<AmazonSimpleSystemsManagementException>(() =>
            ssm.GetParameterAsync(new() { Name = "secret", WithDecryption = true }, Cancellation)
        );

        Assert.NotEqual("value", masked.Parameter.Value);
        Assert.Equal("value", plain.Parameter.Value);
        Assert.Equal("AccessDeniedException", error.ErrorCode);
    }

    public async ValueTask DisposeAsync()
    {
        _kms.Dispose();
        await _world.DisposeAsync();
    }

    AmazonS3Client Client() =>
        new(_world.Administrator(LocalWorld.First), _world.Configure(new AmazonS3Config { ForcePathStyle = true }));

    async Task<string> CreateKeyAsync(string actions)
    {
        var created = await _kms.CallAsync(LocalWorld.First, "CreateKey", new() { ["Policy"] = Policy(actions) });
        return created["KeyMetadata"]!["Arn"]!.GetValue<string>();
    }

    Task<JsonObject> PutPolicyAsync(string arn, string actions) =>
        _kms.CallAsync(
            LocalWorld.First,
            "PutKeyPolicy",
            new()
            {
                ["KeyId"] = arn,
                ["Policy"] = Policy(actions),
                ["BypassPolicyLockoutSafetyCheck"] = true,
            }
        );

    static string Policy(string actions) =>
        $$"""
            {"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"AWS":"arn:aws:iam::111111111111:root"},"Action":["{{actions}}"],"Resource":"*"}]}
            """;
}
