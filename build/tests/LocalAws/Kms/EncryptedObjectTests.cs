using System.Net;
using System.Text.Json.Nodes;
using Amazon.S3;
using Amazon.S3.Model;
using Amazon.SimpleSystemsManagement;
using Amazon.SimpleSystemsManagement.Model;

namespace Build.Tests.LocalAws.Kms;

/// <summary>What is encrypted with a key can be read by whoever may use the key, and by nobody else.</summary>
public sealed partial class EncryptedObjectTests : IAsyncLifetime
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

    /// <summary>Each way to what was stored under a key, by somebody who may not decrypt with it any more.</summary>
    public static TheoryData<string> Readings =>
        ["version", "copy", "part", "part by copy", "completion", "source of a part", "checksum"];

    [Theory]
    [MemberData(nameof(Readings))]
    public async Task Call_ThatReadsWhatAKeyEncrypted_NeedsDecrypt(string reading)
    {
        using var s3 = Client();
        var arn = await CreateKeyAsync("kms:*");
        await s3.PutBucketAsync(
            new PutBucketRequest { BucketName = "a-bucket", BucketRegionName = "eu-west-1" },
            Cancellation
        );
        await s3.PutBucketVersioningAsync(
            new()
            {
                BucketName = "a-bucket",
                VersioningConfig = new() { Status = VersionStatus.Enabled },
            },
            Cancellation
        );
        var stored = await s3.PutObjectAsync(Encrypted("key", arn), Cancellation);
        // What is there now is not encrypted with the key; only the older version is.
        await s3.PutObjectAsync(
            new()
            {
                BucketName = "a-bucket",
                Key = "key",
                ContentBody = "plain",
            },
            Cancellation
        );
        await s3.PutObjectAsync(Encrypted("other", arn), Cancellation);
        var upload = await InitiateAsync(s3, arn);
        var part = await s3.UploadPartAsync(Part(upload), Cancellation);
        var plain = await InitiateAsync(s3, arn: null);
        async Task ReadAsync()
        {
            _ = reading switch
            {
                "version" => await s3.GetObjectAsync("a-bucket", "key", stored.VersionId, Cancellation),
                "copy" => await s3.CopyObjectAsync("a-bucket", "other", "a-bucket", "copy", Cancellation),
                "part" => await s3.UploadPartAsync(Part(upload), Cancellation),
                "part by copy" => await s3.CopyPartAsync(CopiedPart(upload, "key", versionId: null), Cancellation),
                "source of a part" => await s3.CopyPartAsync(CopiedPart(plain, "key", stored.VersionId), Cancellation),
                "completion" => await s3.CompleteMultipartUploadAsync(Completion(upload, part), Cancellation),
                _ => (object)
                    await s3.GetObjectMetadataAsync(
                        new()
                        {
                            BucketName = "a-bucket",
                            Key = "other",
                            ChecksumMode = ChecksumMode.ENABLED,
                        },
                        Cancellation
                    ),
            };
        }
        await PutPolicyAsync(arn, "kms:GenerateDataKey\",\"kms:PutKeyPolicy");

        var refused = await Assert.ThrowsAnyAsync<AmazonS3Exception>(ReadAsync);
        await PutPolicyAsync(arn, "kms:*");
        await ReadAsync();

        Assert.Equal(HttpStatusCode.Forbidden, refused.StatusCode);
        // The answer to HEAD has no body that could say more.
        if (reading != "checksum")
            Assert.Contains("kms:Decrypt", refused.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("disabled")]
    [InlineData("refuses")]
    public async Task GetLogEvents_WrittenUnderAKey_NeedThatKeyWhateverTheGroupHasNow(string key)
    {
        using var logs = new JsonClient(_world, "logs", "Logs_20140328");
        var arn = await CreateKeyAsync("kms:*", "logs.eu-west-1.amazonaws.com");
        JsonObject Group(string? name = null, JsonNode? value = null) =>
            name is null
                ? new() { ["logGroupName"] = "/app", ["logStreamName"] = "one" }
                : new()
                {
                    ["logGroupName"] = "/app",
                    ["logStreamName"] = "one",
                    [name] = value,
                };
        await logs.CallAsync(LocalWorld.First, "CreateLogGroup", Group("kmsKeyId", arn));
        await logs.CallAsync(LocalWorld.First, "CreateLogStream", Group());
        var now = DateTimeOffset.UtcNow.ToUnixTimeMilliseconds();
        var events = new JsonArray(new JsonObject { ["timestamp"] = now, ["message"] = "secret" });
        await logs.CallAsync(LocalWorld.First, "PutLogEvents", Group("logEvents", events));
        await logs.CallAsync(LocalWorld.First, "DisassociateKmsKey", Group());
        Assert.Single((await logs.CallAsync(LocalWorld.First, "GetLogEvents", Group()))["events"]!.AsArray());

        if (key == "disabled")
            await _kms.CallAsync(LocalWorld.First, "DisableKey", new() { ["KeyId"] = arn });
        else
            await PutPolicyAsync(arn, "kms:*");

        Assert.Equal("AccessDeniedException", await logs.RefusedAsync(LocalWorld.First, "GetLogEvents", Group()));
        Assert.Equal("AccessDeniedException", await logs.RefusedAsync(LocalWorld.First, "FilterLogEvents", Group()));
    }

    [Theory]
    [InlineData("s3:PutObjectTagging", "put", false)]
    [InlineData("s3:PutObjectTagging", "copy", false)]
    [InlineData("s3:GetObjectTagging", "copy", false)]
    [InlineData("s3:GetObjectTagging", "copy with new tags", true)]
    [InlineData("s3:DeleteObjectTagging", "put", true)]
    public async Task PutObject_WithTags_NeedsThePermissionForThem(string denied, string call, bool isDone)
    {
        using var s3 = Client();
        await s3.PutBucketAsync(
            new PutBucketRequest { BucketName = "a-bucket", BucketRegionName = "eu-west-1" },
            Cancellation
        );
        var put = new PutObjectRequest
        {
            BucketName = "a-bucket",
            Key = "key",
            ContentBody = "text",
        };
        put.TagSet = [new() { Key = "team", Value = "one" }];
        await s3.PutObjectAsync(put, Cancellation);
        await s3.PutBucketPolicyAsync(
            "a-bucket",
            $$"""{"Version":"2012-10-17","Statement":[{"Effect":"Deny","Principal":"*","Action":"{{denied}}","Resource":"arn:aws:s3:::a-bucket/*"}]}""",
            Cancellation
        );
        var copy = new CopyObjectRequest
        {
            SourceBucket = "a-bucket",
            SourceKey = "key",
            DestinationBucket = "a-bucket",
            DestinationKey = "copy",
        };
        if (call == "copy with new tags")
        {
            copy.TagSet = [new() { Key = "team", Value = "two" }];
            copy.TaggingDirective = TaggingDirective.REPLACE;
        }

        var error = await Record.ExceptionAsync(async () =>
            _ =
                call == "put"
                    ? await s3.PutObjectAsync(put, Cancellation)
                    : (object)await s3.CopyObjectAsync(copy, Cancellation)
        );

        Assert.True(isDone == error is null, error?.Message);
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

    async Task<string> CreateKeyAsync(string actions, string? service = null)
    {
        var created = await _kms.CallAsync(
            LocalWorld.First,
            "CreateKey",
            new() { ["Policy"] = Policy(actions, service) }
        );
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

    /// <summary>A key policy for the owner's account and, where named, a service.</summary>
    static string Policy(string actions, string? service = null) =>
        $$"""
            {"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"AWS":"arn:aws:iam::111111111111:root"{{(
                service is null ? "" : $",\"Service\":\"{service}\""
            )}}},"Action":["{{actions}}"],"Resource":"*"}]}
            """;
}
