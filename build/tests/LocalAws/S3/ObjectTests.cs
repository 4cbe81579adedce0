using System.Security.Cryptography;
using Amazon.S3;
using Amazon.S3.Model;

namespace Build.Tests.LocalAws.S3;

public partial class ObjectTests
{
    static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task PutObject_ChunkedWithTrailer_ComesBackAsSent()
    {
        await using var world = await LocalWorld.StartAsync();
        using var s3 = await BucketAsync(world, "bucket-one");
        var bytes = RandomNumberGenerator.GetBytes(300_000);

        var put = await s3.PutObjectAsync(
            new()
            {
                BucketName = "bucket-one",
                Key = "a/b c+d.bin",
                InputStream = new MemoryStream(bytes),
                ContentType = "application/zip",
                Metadata = { ["owner"] = "someone" },
            },
            Cancellation
        );
        using var got = await s3.GetObjectAsync("bucket-one", "a/b c+d.bin", Cancellation);
        using var read = new MemoryStream();
        await got.ResponseStream.CopyToAsync(read, Cancellation);

        Assert.Equal(bytes, read.ToArray());
        Assert.Equal(got.ETag, put.ETag);
        Assert.Equal("application/zip", got.Headers.ContentType);
        Assert.Equal("someone", got.Metadata["owner"]);
        Assert.Equal(ServerSideEncryptionMethod.AES256, got.ServerSideEncryptionMethod);
    }

    [Theory]
    [InlineData("CRC32")]
    [InlineData("SHA1")]
    [InlineData("SHA256")]
    public async Task PutObject_WithAChecksum_StoresIt(string algorithm)
    {
        await using var world = await LocalWorld.StartAsync();
        using var s3 = await BucketAsync(world, "bucket-one");

        await s3.PutObjectAsync(
            new()
            {
                BucketName = "bucket-one",
                Key = "key",
                ContentBody = "123456789",
                ChecksumAlgorithm = ChecksumAlgorithm.FindValue(algorithm),
            },
            Cancellation
        );
        var head = await s3.GetObjectMetadataAsync(
            new()
            {
                BucketName = "bucket-one",
                Key = "key",
                ChecksumMode = ChecksumMode.ENABLED,
            },
            Cancellation
        );

        Assert.Single(
            new[] { head.ChecksumCRC32, head.ChecksumSHA1, head.ChecksumSHA256 },
            value => !string.IsNullOrEmpty(value)
        );
        Assert.Equal(ChecksumType.FULL_OBJECT, head.ChecksumType);
    }

    [Fact]
    public async Task PutObject_WrongChecksum_IsABadDigestAndStoresNothing()
    {
        await using var world = await LocalWorld.StartAsync();
        using var s3 = await BucketAsync(world, "bucket-one");

        var error = await Assert.ThrowsAnyAsync<AmazonS3Exception>(() =>
            s3.PutObjectAsync(
                new()
                {
                    BucketName = "bucket-one",
                    Key = "key",
                    ContentBody = "123456789",
                    ChecksumSHA256 = Convert.ToBase64String(new byte[32]),
                },
                Cancellation
            )
        );

        Assert.Equal("BadDigest", error.ErrorCode);
        await Assert.ThrowsAsync<NoSuchKeyException>(() => s3.GetObjectAsync("bucket-one", "key", Cancellation));
    }

    [Fact]
    public async Task GetObject_Range_GivesThoseBytes()
    {
        await using var world = await LocalWorld.StartAsync();
        using var s3 = await BucketAsync(world, "bucket-one");
        await PutAsync(s3, "key", "0123456789");

        using var got = await s3.GetObjectAsync(
            new()
            {
                BucketName = "bucket-one",
                Key = "key",
                ByteRange = new ByteRange(2, 5),
            },
            Cancellation
        );
        using var reader = new StreamReader(got.ResponseStream);

        Assert.Equal("2345", await reader.ReadToEndAsync(Cancellation));
        Assert.Equal("bytes 2-5/10", got.ContentRange);
    }

    [Fact]
    public async Task GetObject_IfNoneMatchOfItsETag_IsNotModified()
    {
        await using var world = await LocalWorld.StartAsync();
        using var s3 = await BucketAsync(world, "bucket-one");
        await PutAsync(s3, "key", "0123456789");
        var etag = (await s3.GetObjectMetadataAsync("bucket-one", "key", Cancellation)).ETag;

        var error = await Assert.ThrowsAnyAsync<AmazonS3Exception>(() =>
            s3.GetObjectAsync(
                new()
                {
                    BucketName = "bucket-one",
                    Key = "key",
                    EtagToNotMatch = etag,
                },
                Cancellation
            )
        );

        Assert.Equal(304, (int)error.StatusCode);
    }

    [Fact]
    public async Task PutObject_IfNoneMatchOnAnExistingKey_FailsThePrecondition()
    {
        await using var world = await LocalWorld.StartAsync();
        using var s3 = await BucketAsync(world, "bucket-one");
        await PutAsync(s3, "key", "0123456789");

        var error = await Assert.ThrowsAnyAsync<AmazonS3Exception>(() =>
            s3.PutObjectAsync(
                new()
                {
                    BucketName = "bucket-one",
                    Key = "key",
                    ContentBody = "other",
                    IfNoneMatch = "*",
                },
                Cancellation
            )
        );

        Assert.Equal("PreconditionFailed", error.ErrorCode);
    }

    [Fact]
    public async Task ListObjectsV2_DelimiterAndPages_GivesEachKeyAndPrefixOnce()
    {
        await using var world = await LocalWorld.StartAsync();
        using var s3 = await BucketAsync(world, "bucket-one");
        foreach (var key in new[] { "a/1", "a/2", "b", "c/1", "d", "e/1/2" })
            await PutAsync(s3, key, key);

        var keys = new List<string>();
        var prefixes = new List<string>();
        string? token = null;
        do
        {
            var page = await s3.ListObjectsV2Async(
                new()
                {
                    BucketName = "bucket-one",
                    Delimiter = "/",
                    MaxKeys = 2,
                    ContinuationToken = token,
                },
                Cancellation
            );
            keys.AddRange(page.S3Objects?.Select(item => item.Key) ?? []);
            prefixes.AddRange(page.CommonPrefixes ?? []);
            token = page.NextContinuationToken;
        } while (token is not null);

        Assert.Equal(["b", "d"], keys);
        Assert.Equal(["a/", "c/", "e/"], prefixes);
    }

    [Fact]
    public async Task DeleteObject_VersionedBucket_LeavesAMarkerAndKeepsTheVersion()
    {
        await using var world = await LocalWorld.StartAsync();
        using var s3 = await BucketAsync(world, "bucket-one");
        await s3.PutBucketVersioningAsync(
            new()
            {
                BucketName = "bucket-one",
                VersioningConfig = new() { Status = VersionStatus.Enabled },
            },
            Cancellation
        );
        await PutAsync(s3, "key", "one");
        await PutAsync(s3, "key", "two");
        await s3.DeleteObjectAsync("bucket-one", "key", Cancellation);

        var versions = (await s3.ListVersionsAsync("bucket-one", Cancellation)).Versions;
        await s3.DeleteObjectAsync("bucket-one", "key", versions[0].VersionId, Cancellation);
        using var got = await s3.GetObjectAsync("bucket-one", "key", Cancellation);
        using var reader = new StreamReader(got.ResponseStream);

        Assert.Equal([true, false, false], versions.Select(version => version.IsDeleteMarker ?? false));
        Assert.Equal("two", await reader.ReadToEndAsync(Cancellation));
    }

    [Fact]
    public async Task PutObjectTagging_ThenGet_GivesTheTags()
    {
        await using var world = await LocalWorld.StartAsync();
        using var s3 = await BucketAsync(world, "bucket-one");
        await PutAsync(s3, "key", "0123456789");
        var tagging = new Tagging { TagSet = [new() { Key = "team", Value = "one" }] };

        await s3.PutObjectTaggingAsync(
            new()
            {
                BucketName = "bucket-one",
                Key = "key",
                Tagging = tagging,
            },
            Cancellation
        );
        var got = await s3.GetObjectTaggingAsync(new() { BucketName = "bucket-one", Key = "key" }, Cancellation);

        Assert.Equal("one", Assert.Single(got.Tagging).Value);
    }

    [Fact]
    public async Task DeleteObjects_SeveralKeys_DeletesThem()
    {
        await using var world = await LocalWorld.StartAsync();
        using var s3 = await BucketAsync(world, "bucket-one");
        await PutAsync(s3, "one", "one");
        await PutAsync(s3, "two", "two");

        var deleted = await s3.DeleteObjectsAsync(
            new() { BucketName = "bucket-one", Objects = [new() { Key = "one" }, new() { Key = "two" }] },
            Cancellation
        );
        await s3.DeleteBucketAsync("bucket-one", Cancellation);

        Assert.Equal(["one", "two"], deleted.DeletedObjects.Select(item => item.Key));
    }

    [Fact]
    public async Task MultipartUpload_OfTwoParts_JoinsThem()
    {
        await using var world = await LocalWorld.StartAsync();
        using var s3 = await BucketAsync(world, "bucket-one");
        var bytes = RandomNumberGenerator.GetBytes(6 * 1024 * 1024);
        var upload = await s3.InitiateMultipartUploadAsync(
            new()
            {
                BucketName = "bucket-one",
                Key = "big",
                ChecksumAlgorithm = ChecksumAlgorithm.CRC32,
            },
            Cancellation
        );
        var parts = new List<PartETag>();
        foreach (var (number, from, to) in new[] { (1, 0, 5 * 1024 * 1024), (2, 5 * 1024 * 1024, bytes.Length) })
        {
            var part = await s3.UploadPartAsync(
                new()
                {
                    BucketName = "bucket-one",
                    Key = "big",
                    UploadId = upload.UploadId,
                    PartNumber = number,
                    InputStream = new MemoryStream(bytes, from, to - from),
                },
                Cancellation
            );
            parts.Add(new(part, copyChecksums: true));
        }

        var completed = await s3.CompleteMultipartUploadAsync(
            new()
            {
                BucketName = "bucket-one",
                Key = "big",
                UploadId = upload.UploadId,
                PartETags = parts,
            },
            Cancellation
        );
        using var got = await s3.GetObjectAsync("bucket-one", "big", Cancellation);
        using var read = new MemoryStream();
        await got.ResponseStream.CopyToAsync(read, Cancellation);

        Assert.EndsWith("-2\"", completed.ETag, StringComparison.Ordinal);
        Assert.Equal(bytes, read.ToArray());
    }

    static AmazonS3Client Client(LocalWorld world, string account) =>
        new(world.Administrator(account), world.Configure(new AmazonS3Config { ForcePathStyle = true }));

    static async Task<AmazonS3Client> BucketAsync(LocalWorld world, string bucket)
    {
        var s3 = Client(world, LocalWorld.First);
        await s3.PutBucketAsync(
            new PutBucketRequest { BucketName = bucket, BucketRegionName = "eu-west-1" },
            Cancellation
        );
        return s3;
    }

    static Task<PutObjectResponse> PutAsync(AmazonS3Client s3, string key, string body) =>
        s3.PutObjectAsync(
            new()
            {
                BucketName = "bucket-one",
                Key = key,
                ContentBody = body,
            },
            Cancellation
        );
}
