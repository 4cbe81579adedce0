using System.Net;
using Amazon.S3;
using Amazon.S3.Model;

namespace Build.Tests.LocalAws.S3;

/// <summary>What requests demand of objects before they are copied, deleted or read in part.</summary>
public sealed class ConditionTests : IAsyncLifetime
{
    const string Bucket = "bucket-one";
    const string Another = "\"00000000000000000000000000000000\"";
    LocalWorld _world = null!;
    AmazonS3Client _s3 = null!;
    string _etag = "";

    static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _world = await LocalWorld.StartAsync();
        _s3 = new(
            _world.Administrator(LocalWorld.First),
            _world.Configure(new AmazonS3Config { ForcePathStyle = true })
        );
        await _s3.PutBucketAsync(
            new PutBucketRequest { BucketName = Bucket, BucketRegionName = "eu-west-1" },
            Cancellation
        );
        _etag = (await PutAsync("key")).ETag;
    }

    public async ValueTask DisposeAsync()
    {
        _s3.Dispose();
        await _world.DisposeAsync();
    }

    [Fact]
    public async Task DeleteObject_IfAnotherEtagMatches_IsRefusedAndKeepsTheObject()
    {
        await RefusedAsync(
            HttpStatusCode.PreconditionFailed,
            () =>
                _s3.DeleteObjectAsync(
                    new()
                    {
                        BucketName = Bucket,
                        Key = "key",
                        IfMatch = Another,
                    },
                    Cancellation
                )
        );
        await _s3.GetObjectMetadataAsync(Bucket, "key", Cancellation);

        await _s3.DeleteObjectAsync(
            new()
            {
                BucketName = Bucket,
                Key = "key",
                IfMatch = _etag,
            },
            Cancellation
        );

        await RefusedAsync(HttpStatusCode.NotFound, () => _s3.GetObjectMetadataAsync(Bucket, "key", Cancellation));
    }

    [Fact]
    public async Task CopyObject_WhoseSourceIsNotAsDemanded_IsRefused()
    {
        var later = DateTime.UtcNow.AddDays(-1);
        var refused = new Action<CopyObjectRequest>[]
        {
            copy => copy.ETagToMatch = Another,
            copy => copy.ETagToNotMatch = _etag,
            copy => copy.UnmodifiedSinceDate = later,
            copy => copy.ModifiedSinceDate = DateTime.UtcNow,
            copy => copy.DestinationKey = "key",
        };
        foreach (var change in refused)
        {
            var copy = Copy();
            change(copy);
            var error = await Assert.ThrowsAsync<AmazonS3Exception>(() => _s3.CopyObjectAsync(copy, Cancellation));
            Assert.True(
                error.ErrorCode is "PreconditionFailed" or "InvalidRequest",
                $"{error.ErrorCode}: {error.Message}"
            );
        }

        var taken = Copy();
        (taken.ETagToMatch, taken.UnmodifiedSinceDate) = (_etag, later);
        await _s3.CopyObjectAsync(taken, Cancellation);
    }

    [Fact]
    public async Task GetObject_OfAPart_GivesItsBytes()
    {
        var upload = await _s3.InitiateMultipartUploadAsync(
            new()
            {
                BucketName = Bucket,
                Key = "parts",
                ChecksumAlgorithm = ChecksumAlgorithm.CRC32,
            },
            Cancellation
        );
        var parts = new List<PartETag>();
        foreach (var (number, size) in new[] { (1, 5 << 20), (2, 7) })
        {
            var part = await _s3.UploadPartAsync(
                new()
                {
                    BucketName = Bucket,
                    Key = "parts",
                    UploadId = upload.UploadId,
                    PartNumber = number,
                    InputStream = new MemoryStream(new byte[size]),
                    ChecksumAlgorithm = ChecksumAlgorithm.CRC32,
                },
                Cancellation
            );
            parts.Add(new(part, copyChecksums: true));
        }
        await _s3.CompleteMultipartUploadAsync(
            new()
            {
                BucketName = Bucket,
                Key = "parts",
                UploadId = upload.UploadId,
                PartETags = parts,
            },
            Cancellation
        );

        using var got = await _s3.GetObjectAsync(
            new()
            {
                BucketName = Bucket,
                Key = "parts",
                PartNumber = 2,
            },
            Cancellation
        );

        Assert.Equal((7, 2, HttpStatusCode.PartialContent), (got.ContentLength, got.PartsCount, got.HttpStatusCode));
        await RefusedAsync(
            HttpStatusCode.RequestedRangeNotSatisfiable,
            () =>
                _s3.GetObjectAsync(
                    new()
                    {
                        BucketName = Bucket,
                        Key = "parts",
                        PartNumber = 3,
                    },
                    Cancellation
                )
        );
    }

    [Theory]
    [InlineData("BucketOwnerEnforced", null)]
    [InlineData("ObjectWriter", null)]
    [InlineData("Somebody", "InvalidArgument")]
    public async Task CreateBucket_WithAnOwnership_IsMadeSoOrRefused(string ownership, string? code)
    {
        var request = new PutBucketRequest
        {
            BucketName = "bucket-two",
            BucketRegionName = "eu-west-1",
            ObjectOwnership = ownership,
        };

        if (code is null)
            await _s3.PutBucketAsync(request, Cancellation);
        else
            Assert.Equal(
                code,
                (await Assert.ThrowsAsync<AmazonS3Exception>(() => _s3.PutBucketAsync(request, Cancellation))).ErrorCode
            );
    }

    static CopyObjectRequest Copy() =>
        new()
        {
            SourceBucket = Bucket,
            SourceKey = "key",
            DestinationBucket = Bucket,
            DestinationKey = "copy",
        };

    Task<PutObjectResponse> PutAsync(string key) =>
        _s3.PutObjectAsync(
            new()
            {
                BucketName = Bucket,
                Key = key,
                ContentBody = "text",
            },
            Cancellation
        );

    static async Task RefusedAsync(HttpStatusCode status, Func<Task> call) =>
        Assert.Equal(status, (await Assert.ThrowsAsync<AmazonS3Exception>(call)).StatusCode);
}
