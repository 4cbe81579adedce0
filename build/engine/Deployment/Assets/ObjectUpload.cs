using Amazon.S3;
using Amazon.S3.Model;

namespace Deployment.Assets;

/// <summary>Sends a file to a bucket, streamed from disk; a large one in parts, which are taken away again when it fails.</summary>
sealed class ObjectUpload(StagingBucket bucket, AssetPublisherOptions options)
{
    /// <summary>
    /// Named with the upload, sent with each part and repeated at its end: S3 refuses parts with a checksum of an upload that
    /// was created without ("Checksum Type mismatch occurred"), and the SDK sends one with every part.
    /// </summary>
    static readonly ChecksumAlgorithm algorithm = ChecksumAlgorithm.CRC32;

    const string NoSuchUpload = "NoSuchUpload";

    /// <returns>The bytes sent.</returns>
    public async Task<long> SendAsync(string file, string key, string contentType, CancellationToken cancellationToken)
    {
        var size = new FileInfo(file).Length;
        var encryption = await bucket.EncryptionAsync(cancellationToken);
        if (!PartSizes.NeedsParts(size, options))
            await bucket.Client.PutObjectAsync(
                new PutObjectRequest
                {
                    BucketName = bucket.Name,
                    Key = key,
                    FilePath = file,
                    ContentType = contentType,
                    ExpectedBucketOwner = bucket.Owner,
                    ServerSideEncryptionMethod = encryption.Method,
                    ServerSideEncryptionKeyManagementServiceKeyId = encryption.KeyId,
                },
                cancellationToken
            );
        else
            await SendPartsAsync(file, size, key, contentType, encryption, cancellationToken);
        return size;
    }

    async Task SendPartsAsync(
        string file,
        long size,
        string key,
        string contentType,
        BucketEncryption encryption,
        CancellationToken cancellationToken
    )
    {
        var upload = await bucket.Client.InitiateMultipartUploadAsync(
            new InitiateMultipartUploadRequest
            {
                BucketName = bucket.Name,
                Key = key,
                ContentType = contentType,
                ExpectedBucketOwner = bucket.Owner,
                ServerSideEncryptionMethod = encryption.Method,
                ServerSideEncryptionKeyManagementServiceKeyId = encryption.KeyId,
                ChecksumAlgorithm = algorithm,
            },
            cancellationToken
        );
        try
        {
            var tags = await SendPartsAsync(file, size, key, upload.UploadId, cancellationToken);
            await CompleteAsync(key, upload.UploadId, tags, cancellationToken);
        }
        catch
        {
            await AbortAsync(key, upload.UploadId);
            throw;
        }
    }

    async Task CompleteAsync(string key, string uploadId, List<PartETag> tags, CancellationToken cancellationToken)
    {
        try
        {
            await bucket.Client.CompleteMultipartUploadAsync(
                new CompleteMultipartUploadRequest
                {
                    BucketName = bucket.Name,
                    Key = key,
                    UploadId = uploadId,
                    ExpectedBucketOwner = bucket.Owner,
                    PartETags = tags,
                },
                cancellationToken
            );
        }
        catch (AmazonS3Exception e) when (e.ErrorCode == NoSuchUpload)
        {
            // Completed by a first call whose answer was lost, or taken away by somebody.
            if (!await bucket.HasAsync(key, cancellationToken))
                throw;
        }
    }

    async Task<List<PartETag>> SendPartsAsync(
        string file,
        long size,
        string key,
        string uploadId,
        CancellationToken cancellationToken
    )
    {
        var partSize = PartSizes.Of(size, options);
        var tags = new PartETag[(size + partSize - 1) / partSize];
        await Parallel.ForAsync(
            0,
            tags.Length,
            new ParallelOptions
            {
                MaxDegreeOfParallelism = options.PartsAtATime,
                CancellationToken = cancellationToken,
            },
            async (index, cancel) =>
            {
                var part = await bucket.Client.UploadPartAsync(
                    new UploadPartRequest
                    {
                        BucketName = bucket.Name,
                        Key = key,
                        UploadId = uploadId,
                        PartNumber = index + 1,
                        FilePath = file,
                        FilePosition = index * partSize,
                        PartSize = Math.Min(partSize, size - (index * partSize)),
                        ExpectedBucketOwner = bucket.Owner,
                        ChecksumAlgorithm = algorithm,
                    },
                    cancel
                );
                tags[index] = new PartETag(index + 1, part.ETag) { ChecksumCRC32 = part.ChecksumCRC32 };
            }
        );
        return [.. tags];
    }

    /// <summary>Also when the run was cancelled: parts that nobody sees would be paid for.</summary>
    async Task AbortAsync(string key, string uploadId)
    {
        try
        {
            await bucket.Client.AbortMultipartUploadAsync(
                new AbortMultipartUploadRequest
                {
                    BucketName = bucket.Name,
                    Key = key,
                    UploadId = uploadId,
                    ExpectedBucketOwner = bucket.Owner,
                },
                CancellationToken.None
            );
        }
        catch (AmazonS3Exception e) when (e.ErrorCode == NoSuchUpload)
        {
            // Nothing is left to take away; what made the upload fail is what counts.
        }
    }
}
