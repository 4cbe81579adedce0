using Amazon.S3;
using Amazon.S3.Model;

namespace Build.Tests.LocalAws.Kms;

/// <summary>What the tests send to S3.</summary>
public partial class EncryptedObjectTests
{
    static PutObjectRequest Encrypted(string name, string arn) =>
        new()
        {
            BucketName = "a-bucket",
            Key = name,
            ContentBody = "secret",
            ServerSideEncryptionMethod = ServerSideEncryptionMethod.AWSKMS,
            ServerSideEncryptionKeyManagementServiceKeyId = arn,
        };

    static async Task<string> InitiateAsync(AmazonS3Client s3, string? arn)
    {
        var request = new InitiateMultipartUploadRequest
        {
            BucketName = "a-bucket",
            Key = "large",
            ChecksumAlgorithm = ChecksumAlgorithm.CRC32,
        };
        if (arn is not null)
        {
            request.ServerSideEncryptionMethod = ServerSideEncryptionMethod.AWSKMS;
            request.ServerSideEncryptionKeyManagementServiceKeyId = arn;
        }
        return (await s3.InitiateMultipartUploadAsync(request, Cancellation)).UploadId;
    }

    static UploadPartRequest Part(string upload) =>
        new()
        {
            BucketName = "a-bucket",
            Key = "large",
            UploadId = upload,
            PartNumber = 1,
            InputStream = new MemoryStream("secret"u8.ToArray()),
            ChecksumAlgorithm = ChecksumAlgorithm.CRC32,
        };

    static CopyPartRequest CopiedPart(string upload, string source, string? versionId) =>
        new()
        {
            SourceBucket = "a-bucket",
            SourceKey = source,
            SourceVersionId = versionId,
            DestinationBucket = "a-bucket",
            DestinationKey = "large",
            UploadId = upload,
            PartNumber = 1,
        };

    static CompleteMultipartUploadRequest Completion(string upload, UploadPartResponse part) =>
        new()
        {
            BucketName = "a-bucket",
            Key = "large",
            UploadId = upload,
            PartETags = [new(part, copyChecksums: true)],
        };
}
