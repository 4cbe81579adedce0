using Amazon.S3;
using Amazon.S3.Model;

namespace Build.Tests.LocalAws.S3;

/// <summary>Who reads an object reads the one that there was when the reading began.</summary>
public sealed class ReaderTests
{
    const int PartSize = 6 * 1024 * 1024;
    const int Parts = 3;

    static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task GetObject_OverwrittenOrDeletedMeanwhile_IsReadToTheEnd(bool isDeleted)
    {
        await using var world = await LocalWorld.StartAsync();
        using var s3 = new AmazonS3Client(
            world.Administrator(LocalWorld.First),
            world.Configure(
                new AmazonS3Config
                {
                    RequestChecksumCalculation = Amazon.Runtime.RequestChecksumCalculation.WHEN_REQUIRED,
                }
            )
        );
        await s3.PutBucketAsync(
            new PutBucketRequest { BucketName = "read-bucket", BucketRegion = S3Region.EUWest1 },
            Stop
        );
        await UploadAsync(s3, "one");
        await UploadAsync(s3, "other");
        using var reading = await s3.GetObjectAsync("read-bucket", "one", Stop);
        using var unread = await s3.GetObjectAsync("read-bucket", "other", Stop);

        if (isDeleted)
            await s3.DeleteObjectAsync("read-bucket", "one", Stop);
        else
            await s3.PutObjectAsync(
                new()
                {
                    BucketName = "read-bucket",
                    Key = "one",
                    ContentBody = "new",
                },
                Stop
            );
        using var read = new MemoryStream();
        await reading.ResponseStream.CopyToAsync(read, Stop);

        Assert.Equal(Parts * PartSize, read.Length);
        Assert.All(Enumerable.Range(0, Parts), part => Assert.Equal(part + 1, read.GetBuffer()[part * PartSize]));
    }

    static async Task UploadAsync(AmazonS3Client s3, string key)
    {
        var upload = await s3.InitiateMultipartUploadAsync("read-bucket", key, Stop);
        var tags = new List<PartETag>();
        foreach (var number in Enumerable.Range(1, Parts))
        {
            var body = new byte[PartSize];
            body.AsSpan().Fill((byte)number);
            var part = await s3.UploadPartAsync(
                new()
                {
                    BucketName = "read-bucket",
                    Key = key,
                    UploadId = upload.UploadId,
                    PartNumber = number,
                    InputStream = new MemoryStream(body),
                },
                Stop
            );
            tags.Add(new(number, part.ETag));
        }
        await s3.CompleteMultipartUploadAsync(
            new()
            {
                BucketName = "read-bucket",
                Key = key,
                UploadId = upload.UploadId,
                PartETags = tags,
            },
            Stop
        );
    }
}
