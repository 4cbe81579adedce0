using Amazon.S3;
using Amazon.S3.Model;

namespace Build.Tests.LocalAws.S3;

/// <summary>Who reaches objects, and how.</summary>
public partial class ObjectTests
{
    [Fact]
    public async Task GetObject_PresignedUrl_NeedsNoHeaders()
    {
        await using var world = await LocalWorld.StartAsync();
        using var s3 = await BucketAsync(world, "bucket-one");
        await PutAsync(s3, "key", "0123456789");
        var url = await s3.GetPreSignedURLAsync(
            new()
            {
                BucketName = "bucket-one",
                Key = "key",
                Expires = DateTime.UtcNow.AddMinutes(5),
                Protocol = Amazon.S3.Protocol.HTTP,
            }
        );
        using var http = new HttpClient();

        Assert.Equal("0123456789", await http.GetStringAsync(new Uri(url), Cancellation));
        var tampered = await http.GetAsync(
            new Uri(url.Replace("/key?", "/kez?", StringComparison.Ordinal)),
            Cancellation
        );
        Assert.Equal(403, (int)tampered.StatusCode);
    }

    [Fact]
    public async Task GetObject_FromAnotherAccount_NeedsTheBucketPolicy()
    {
        await using var world = await LocalWorld.StartAsync();
        using var owner = await BucketAsync(world, "bucket-one");
        using var other = Client(world, LocalWorld.Second);
        await PutAsync(owner, "key", "0123456789");

        var refused = await Assert.ThrowsAnyAsync<AmazonS3Exception>(() =>
            other.GetObjectAsync("bucket-one", "key", Cancellation)
        );
        await owner.PutBucketPolicyAsync(
            "bucket-one",
            """
            {"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"AWS":"arn:aws:iam::222222222222:root"},"Action":"s3:GetObject","Resource":"arn:aws:s3:::bucket-one/*"}]}
            """,
            Cancellation
        );
        using var got = await other.GetObjectAsync("bucket-one", "key", Cancellation);

        Assert.Equal("AccessDenied", refused.ErrorCode);
        Assert.Equal(10, got.ContentLength);
    }

    [Fact]
    public async Task AnyCall_ExpectedBucketOwnerDiffers_IsDenied()
    {
        await using var world = await LocalWorld.StartAsync();
        using var s3 = await BucketAsync(world, "bucket-one");

        var error = await Assert.ThrowsAnyAsync<AmazonS3Exception>(() =>
            s3.ListObjectsV2Async(
                new() { BucketName = "bucket-one", ExpectedBucketOwner = LocalWorld.Second },
                Cancellation
            )
        );

        Assert.Equal("AccessDenied", error.ErrorCode);
    }
}
