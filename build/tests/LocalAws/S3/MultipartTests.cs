using Amazon.Runtime;
using Amazon.S3;
using Amazon.S3.Model;

namespace Build.Tests.LocalAws.S3;

/// <summary>What S3 demands of the checksums of multipart uploads.</summary>
public sealed class MultipartTests
{
    const string Bucket = "bucket-one";
    const string Key = "large";

    static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    /// <summary>What an upload is created with, its part and its end, and S3's refusal.</summary>
    public static TheoryData<string?, string?, bool, string> Refusals =>
        new()
        {
            {
                "SHA256",
                "CRC32",
                true,
                "Checksum Type mismatch occurred, expected checksum Type: sha256, actual checksum Type: crc32"
            },
            {
                "CRC32",
                null,
                true,
                "Checksum Type mismatch occurred, expected checksum Type: crc32, actual checksum Type: null"
            },
            {
                "SHA256",
                "SHA256",
                false,
                "The upload was created using a sha256 checksum. The complete request must include the checksum for each part. It was missing for part 1 in the request."
            },
        };

    [Theory]
    [MemberData(nameof(Refusals))]
    public async Task MultipartUpload_ChecksumsThatDoNotAgree_IsRefused(
        string? created,
        string? sent,
        bool repeats,
        string refusal
    )
    {
        await using var world = await LocalWorld.StartAsync();
        using var s3 = await ClientAsync(world, sent);

        var error = await Assert.ThrowsAsync<AmazonS3Exception>(() => UploadAsync(s3, created, sent, repeats));

        Assert.Equal(("InvalidRequest", refusal), (error.ErrorCode, error.Message));
    }

    [Theory]
    [InlineData(null, null)]
    [InlineData(null, "CRC32")]
    [InlineData(null, "SHA256")]
    [InlineData("CRC32", "CRC32")]
    [InlineData("SHA256", "SHA256")]
    public async Task MultipartUpload_ChecksumsThatAgree_IsJoined(string? created, string? sent)
    {
        await using var world = await LocalWorld.StartAsync();
        using var s3 = await ClientAsync(world, sent);

        var completed = await UploadAsync(s3, created, sent, repeats: true);

        Assert.EndsWith("-1\"", completed.ETag, StringComparison.Ordinal);
        if (created is not null)
            Assert.EndsWith("-1", completed.ChecksumCRC32 ?? completed.ChecksumSHA256, StringComparison.Ordinal);
    }

    static async Task<CompleteMultipartUploadResponse> UploadAsync(
        AmazonS3Client s3,
        string? created,
        string? sent,
        bool repeats
    )
    {
        var upload = await s3.InitiateMultipartUploadAsync(
            new InitiateMultipartUploadRequest
            {
                BucketName = Bucket,
                Key = Key,
                ChecksumAlgorithm = created,
            },
            Cancellation
        );
        using var body = new MemoryStream("text of the part"u8.ToArray());
        var part = await s3.UploadPartAsync(
            new UploadPartRequest
            {
                BucketName = Bucket,
                Key = Key,
                UploadId = upload.UploadId,
                PartNumber = 1,
                InputStream = body,
                ChecksumAlgorithm = sent,
            },
            Cancellation
        );
        return await s3.CompleteMultipartUploadAsync(
            new CompleteMultipartUploadRequest
            {
                BucketName = Bucket,
                Key = Key,
                UploadId = upload.UploadId,
                PartETags = [repeats ? new PartETag(part, copyChecksums: true) : new PartETag(1, part.ETag)],
            },
            Cancellation
        );
    }

    static async Task<AmazonS3Client> ClientAsync(LocalWorld world, string? sent)
    {
        var s3 = new AmazonS3Client(
            world.Administrator(LocalWorld.First),
            world.Configure(
                new AmazonS3Config
                {
                    ForcePathStyle = true,
                    // A client sends a checksum with every part unless it is told otherwise.
                    RequestChecksumCalculation = sent is null
                        ? RequestChecksumCalculation.WHEN_REQUIRED
                        : RequestChecksumCalculation.WHEN_SUPPORTED,
                }
            )
        );
        await s3.PutBucketAsync(
            new PutBucketRequest { BucketName = Bucket, BucketRegion = S3Region.EUWest1 },
            Cancellation
        );
        return s3;
    }
}
