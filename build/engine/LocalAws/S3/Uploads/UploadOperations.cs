using System.Globalization;
using System.Security.Cryptography;
using LocalAws.Protocol;
using LocalAws.S3.Blobs;
using LocalAws.S3.Buckets;
using LocalAws.S3.Checksums;
using LocalAws.S3.Notifications;
using LocalAws.S3.Objects;

namespace LocalAws.S3.Uploads;

/// <summary>Multipart uploads.</summary>
public sealed class UploadOperations
{
    static readonly TimeSpan Remembered = TimeSpan.FromHours(1);
    readonly S3Tables _tables;
    readonly BucketAccess _access;
    readonly ObjectOperations _objects;
    readonly ObjectStore _store;
    readonly BlobStore _blobs;
    readonly EventNotifier _notifier;

    internal UploadOperations(
        S3Tables tables,
        BucketAccess access,
        ObjectOperations objects,
        ObjectStore store,
        BlobStore blobs,
        EventNotifier notifier
    )
    {
        _notifier = notifier;
        _tables = tables;
        _access = access;
        _objects = objects;
        _store = store;
        _blobs = blobs;
    }

    /// <summary>Begins an upload.</summary>
    public Upload Create(BucketRequest request, PutRequest put, string? algorithm, string? checksumType)
    {
        var bucket = _objects.DemandPut(request, put);
        ForgetCompleted(bucket);
        using var checksum = Checksum.Create(algorithm ?? "CRC64NVME");
        var type = PartChecksums.TypeOf(algorithm, checksum.Algorithm, checksumType);
        var upload = new Upload(
            Guid.NewGuid().ToString("n") + Guid.NewGuid().ToString("n"),
            _access.Now,
            _objects.Describe(request, bucket, put),
            checksum.Algorithm,
            type
        )
        {
            NamesAlgorithm = algorithm is not null,
            Before = Preconditions.BodyOf(_store.Find(bucket, put.Key, version: null)),
            Initiator = request.Caller.Account.Length > 0 ? request.Caller.Arn : null,
        };
        _tables.Uploads(bucket).Put(upload.Id, upload);
        return upload;
    }

    /// <summary>Takes a part; one of the same number replaces it.</summary>
    internal async Task<UploadedPart> PutPartAsync(
        BucketRequest request,
        string key,
        string uploadId,
        int number,
        BodyStream body,
        ExpectedChecksum? expected,
        string? contentMd5,
        CustomerKey? customerKey,
        CancellationToken cancellationToken
    )
    {
        var (bucket, upload) = FindToWrite(request, key, uploadId);
        PartChecksums.CheckNumber(number);
        CustomerKey.CheckPart(upload.Template, customerKey);
        PartChecksums.CheckPart(upload, expected);
        var written = await _blobs.WriteAsync(body, expected, contentMd5, upload.Algorithm, cancellationToken);
        return Keep(bucket, upload, number, written);
    }

    /// <summary>Takes a part, or a range of one, from another object.</summary>
    public async Task<UploadedPart> CopyPartAsync(
        BucketRequest request,
        string key,
        string uploadId,
        int number,
        StoredObject source,
        (long From, long To)? range,
        CustomerKey? customerKey,
        CancellationToken cancellationToken
    )
    {
        ArgumentNullException.ThrowIfNull(source);
        var (bucket, upload) = FindToWrite(request, key, uploadId);
        PartChecksums.CheckNumber(number);
        CustomerKey.CheckPart(upload.Template, customerKey);
        using var checksum = Checksum.Create(upload.Algorithm);
        await using var body = _objects.Open(source);
        var (from, to) = range ?? (0, source.Size - 1);
        body.Position = from;
        await using var limited = new LimitedStream(body, to - from + 1);
        return Keep(bucket, upload, number, await _blobs.WriteAsync(limited, checksum, cancellationToken));
    }

    /// <summary>What an upload that there is will be, without a body.</summary>
    public StoredObject TemplateOf(BucketRequest request, string uploadId) => Known(request, uploadId).Template;

    /// <summary>Whether the client named the algorithm of an upload that there is.</summary>
    public bool NamesAlgorithm(BucketRequest request, string uploadId) => Known(request, uploadId).NamesAlgorithm;

    Upload Known(BucketRequest request, string uploadId)
    {
        ArgumentNullException.ThrowIfNull(request);
        return _access.Find(request.Bucket) is { } bucket && _tables.Uploads(bucket).Find(uploadId) is { } upload
            ? upload
            : throw S3Failures.NoSuchUpload(uploadId);
    }

    /// <summary>An upload with the parts that have arrived.</summary>
    public (Bucket Bucket, Upload Upload, IReadOnlyList<UploadedPart> Parts) ListParts(
        BucketRequest request,
        string key,
        string uploadId
    )
    {
        var (bucket, upload) = Find(request, key, uploadId, "s3:ListMultipartUploadParts");
        return (bucket, upload, PartsOf(bucket, uploadId));
    }

    /// <summary>What is answered where the end of an upload names no parts.</summary>
    public AwsException WithoutParts(BucketRequest request, string key, string uploadId)
    {
        FindToWrite(request, key, uploadId);
        return S3Failures.InvalidRequest("You must specify at least one part");
    }

    /// <summary>The uploads under way, by key, behind the one that is named.</summary>
    public (Bucket Bucket, IReadOnlyList<Upload> Uploads) List(
        BucketRequest request,
        string prefix,
        string afterKey = "",
        string afterId = ""
    )
    {
        var bucket = _access.Demand(request, "s3:ListBucketMultipartUploads");
        List<Upload> all =
        [
            .. _tables
                .Uploads(bucket)
                .All()
                .Where(upload => upload.Completed is null)
                .Where(upload => upload.Template.Key.StartsWith(prefix, StringComparison.Ordinal))
                .OrderBy(upload => upload.Template.Key, StringComparer.Ordinal)
                .ThenBy(upload => upload.Started)
                .ThenBy(upload => upload.Id, StringComparer.Ordinal),
        ];
        var place = all.FindIndex(upload => upload.Template.Key == afterKey && upload.Id == afterId);
        return (
            bucket,
            [
                .. place >= 0
                    ? all.Skip(place + 1)
                    : all.Where(upload => string.CompareOrdinal(upload.Template.Key, afterKey) > 0),
            ]
        );
    }

    /// <summary>Drops an upload and its parts.</summary>
    public void Abort(BucketRequest request, string key, string uploadId)
    {
        var (bucket, _) = Find(request, key, uploadId, "s3:AbortMultipartUpload");
        var parts = PartsOf(bucket, uploadId);
        Forget(bucket, uploadId);
        _blobs.Delete(parts.Select(part => part.Blob));
    }

    /// <summary>Makes the object out of the parts named.</summary>
    public async Task<StoredObject> CompleteAsync(
        BucketRequest request,
        PutRequest put,
        string uploadId,
        IReadOnlyList<CompletedPart> named,
        string? checksumType,
        CancellationToken cancellationToken
    )
    {
        ArgumentNullException.ThrowIfNull(put);
        ArgumentNullException.ThrowIfNull(named);
        if (Repeated(request, put.Key, uploadId) is { } before)
            return before;
        var (bucket, upload) = FindToWrite(request, put.Key, uploadId);
        var arrived = PartsOf(bucket, uploadId);
        PartChecksums.CheckCompletion(upload, named, checksumType);
        var chosen = CompletedParts.Choose(upload, arrived, named);
        CheckSize(put, chosen);
        var blobs = chosen.Select(part => part.Blob).ToList();
        var checksum = await ChecksumAsync(upload, chosen, blobs, cancellationToken);
        if (put.Checksum is { Value: { } sent } && sent != checksum?.Value)
            throw S3Failures.BadDigest(upload.Algorithm.ToLowerInvariant());
        var md5s = chosen.SelectMany(part => Convert.FromHexString(part.Md5)).ToArray();
        var completed = upload.Template with
        {
            Blobs = blobs,
            ETag = $"\"{Convert.ToHexStringLower(Md5(md5s))}-{chosen.Count.ToString(CultureInfo.InvariantCulture)}\"",
            Modified = _access.Now,
            Checksum = checksum,
            PartChecksums =
                upload.NamesAlgorithm && checksum is not null ? [.. chosen.Select(part => part.Checksum.Value)] : null,
            PartNumbers = chosen[^1].Number == chosen.Count ? null : [.. chosen.Select(part => part.Number)],
        };
        var stored = _store.Put(
            bucket,
            completed,
            present =>
            {
                Preconditions.CheckWrite(put, present);
                Preconditions.CheckUnchanged(put, upload.Before, present);
            }
        );
        Forget(bucket, uploadId);
        // A client that has not heard of it asks again.
        _tables.Uploads(bucket).Put(uploadId, upload with { Completed = stored.VersionId, Started = _access.Now });
        _blobs.Delete(arrived.Select(part => part.Blob).Except(blobs));
        _notifier.Tell(request, bucket, "ObjectCreated:CompleteMultipartUpload", stored);
        return stored;
    }

    static void CheckSize(PutRequest put, IReadOnlyList<UploadedPart> chosen)
    {
        var size = chosen.Sum(part => part.Blob.Size);
        if (put.ExpectedSize is { } expected && expected != size)
            throw S3Failures.InvalidRequest(
                $"The provided 'x-amz-mp-object-size' header value {expected} does not match what was computed: {size}"
            );
    }

    /// <summary>What the upload became, where it has been completed before and is still there; null where it has not.</summary>
    StoredObject? Repeated(BucketRequest request, string key, string uploadId)
    {
        var bucket = _access.Demand(request, "s3:PutObject", key);
        return _tables.Uploads(bucket).Find(uploadId) is { Completed: { } version } upload && upload.Template.Key == key
            ? _store.Find(bucket, key, version)
            : null;
    }

    /// <summary>Drops what is kept of uploads that were completed long ago.</summary>
    void ForgetCompleted(Bucket bucket)
    {
        var uploads = _tables.Uploads(bucket);
        foreach (var upload in uploads.All().Where(upload => upload.Completed is not null))
            if (upload.Started < _access.Now - Remembered)
                uploads.Remove(upload.Id);
    }

    async Task<ChecksumValue?> ChecksumAsync(
        Upload upload,
        List<UploadedPart> parts,
        List<Blob> blobs,
        CancellationToken cancellationToken
    )
    {
        using var checksum = Checksum.Create(upload.Algorithm);
        if (upload.ChecksumType == ChecksumValue.FullObject)
        {
            await using var body = _blobs.Open(blobs);
            var buffer = new byte[128 * 1024];
            int count;
            while ((count = await body.ReadAsync(buffer, cancellationToken)) > 0)
                checksum.Append(buffer.AsSpan(0, count));
            return new(upload.Algorithm, checksum.Finish(), upload.ChecksumType);
        }
        if (parts.Any(part => part.Checksum.Algorithm != upload.Algorithm))
            return null;
        foreach (var part in parts)
            checksum.Append(Convert.FromBase64String(part.Checksum.Value));
        var value = $"{checksum.Finish()}-{parts.Count.ToString(CultureInfo.InvariantCulture)}";
        return new(upload.Algorithm, value, upload.ChecksumType);
    }

    UploadedPart Keep(Bucket bucket, Upload upload, int number, WrittenBlob written)
    {
        var part = new UploadedPart(
            number,
            written.Blob,
            ObjectEncryption.TagOf(upload.Template, written.Md5).Trim('"'),
            written.Checksum,
            _access.Now
        );
        var parts = _tables.Parts(bucket);
        var place = $"{upload.Id}/{number.ToString("D5", CultureInfo.InvariantCulture)}";
        UploadedPart? replaced = null;
        parts.Update(
            place,
            found =>
            {
                replaced = found;
                return part;
            }
        );
        if (replaced is not null)
            _blobs.Delete([replaced.Blob]);
        return part;
    }

    /// <summary>
    /// S3 reads encrypted parts back before it joins them, so that a caller needs kms:Decrypt besides kms:GenerateDataKey
    /// (S3 User Guide, "Uploading an object using multipart upload": AWS KMS permissions).
    /// </summary>
    (Bucket Bucket, Upload Upload) FindToWrite(BucketRequest request, string key, string uploadId)
    {
        var found = Find(request, key, uploadId, "s3:PutObject");
        _objects.DemandDecryption(request, found.Upload.Template);
        return found;
    }

    (Bucket Bucket, Upload Upload) Find(BucketRequest request, string key, string uploadId, string action)
    {
        var bucket = _access.Demand(request, action, key);
        return _tables.Uploads(bucket).Find(uploadId) is { Completed: null } upload && upload.Template.Key == key
            ? (bucket, upload)
            : throw S3Failures.NoSuchUpload(uploadId);
    }

    List<UploadedPart> PartsOf(Bucket bucket, string uploadId) =>
        [.. _tables.Parts(bucket).Range(uploadId + "/", null, int.MaxValue).Select(pair => pair.Value)];

    void Forget(Bucket bucket, string uploadId)
    {
        foreach (var (place, _) in _tables.Parts(bucket).Range(uploadId + "/", null, int.MaxValue))
            _tables.Parts(bucket).Remove(place);
        _tables.Uploads(bucket).Remove(uploadId);
    }

    [System.Diagnostics.CodeAnalysis.SuppressMessage(
        "Security",
        "CA5351",
        Justification = "S3 defines entity tags by MD5."
    )]
    static byte[] Md5(byte[] bytes) => MD5.HashData(bytes);
}
