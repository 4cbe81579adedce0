using System.Globalization;
using System.Xml.Linq;
using LocalAws.S3.Buckets;
using LocalAws.S3.Checksums;
using LocalAws.S3.Objects;
using LocalAws.S3.Uploads;

namespace LocalAws.S3;

/// <summary>Multipart uploads on the wire.</summary>
sealed class UploadHandler(UploadOperations uploads, ObjectOperations objects, BucketOperations buckets)
{
    const int LargestPage = 1000;

    public Task CreateAsync(S3Request s3)
    {
        var upload = uploads.Create(
            s3.OfBucket,
            s3.Put(),
            s3.Header("x-amz-checksum-algorithm"),
            s3.Header("x-amz-checksum-type")
        );
        ObjectHandler.Describe(s3, upload.Template);
        if (upload.NamesAlgorithm)
        {
            s3.Response.Headers["x-amz-checksum-algorithm"] = upload.Algorithm;
            s3.Response.Headers["x-amz-checksum-type"] = upload.ChecksumType;
        }
        return S3Service.WriteAsync(
            s3,
            S3Xml.Document(
                "InitiateMultipartUploadResult",
                new XElement("Bucket", s3.Bucket),
                new XElement("Key", s3.Key),
                new XElement("UploadId", upload.Id)
            )
        );
    }

    public async Task PutPartAsync(S3Request s3, CancellationToken cancellationToken)
    {
        var number = s3.Integer("partNumber", 0);
        if (s3.Header("x-amz-copy-source") is not null)
        {
            await CopyPartAsync(s3, number, cancellationToken);
            return;
        }
        s3.CheckSize();
        await using var body = s3.Aws.OpenBody();
        var part = await uploads.PutPartAsync(
            s3.OfBucket,
            s3.Key,
            s3.Query["uploadId"]!,
            number,
            body,
            ExpectedChecksum.Of(s3.Headers),
            s3.Header("Content-MD5"),
            CustomerKey.ToStore(s3.Headers),
            cancellationToken
        );
        ObjectHandler.DescribeEncryption(s3, uploads.TemplateOf(s3.OfBucket, s3.Query["uploadId"]!));
        s3.Response.Headers.ETag = $"\"{part.Md5}\"";
        s3.Response.Headers[Checksum.HeaderOf(part.Checksum.Algorithm)] = part.Checksum.Value;
    }

    public async Task CompleteAsync(S3Request s3, CancellationToken cancellationToken)
    {
        var text = await s3.ReadTextAsync(cancellationToken);
        var id = s3.Query["uploadId"]!;
        if (text.Length == 0 || !s3.ParseXml(text).Children("Part").Any())
            throw uploads.WithoutParts(s3.OfBucket, s3.Key, id);
        var named = s3.ParseXml(text).Children("Part").Select(Part).ToList();
        var stored = await uploads.CompleteAsync(
            s3.OfBucket,
            s3.Put(),
            id,
            named,
            s3.Header("x-amz-checksum-type"),
            cancellationToken
        );
        ObjectHandler.Describe(s3, stored);
        ExpiryRules.Describe(s3.Response, buckets.ConfigurationOf(s3.Bucket, "lifecycle"), stored);
        s3.Response.Headers.Remove(CustomerKey.Prefix + "algorithm");
        s3.Response.Headers.Remove(CustomerKey.Prefix + "key-MD5");
        await S3Service.WriteAsync(
            s3,
            S3Xml.Document(
                "CompleteMultipartUploadResult",
                new XElement(
                    "Location",
                    $"http://{s3.Aws.Http.Request.Host}/{s3.Bucket}/{Uri.EscapeDataString(s3.Key)}"
                ),
                new XElement("Bucket", s3.Bucket),
                new XElement("Key", s3.Key),
                new XElement("ETag", stored.ETag),
                ObjectHandler.ChecksumElements(stored.Checksum)
            )
        );
    }

    public Task AbortAsync(S3Request s3)
    {
        uploads.Abort(s3.OfBucket, s3.Key, s3.Query["uploadId"]!);
        s3.Response.StatusCode = 204;
        return Task.CompletedTask;
    }

    public Task ListPartsAsync(S3Request s3)
    {
        var after = s3.Integer("part-number-marker", 0);
        var limit = Math.Min(s3.Integer("max-parts", 1000), 1000);
        var (bucket, upload, parts) = uploads.ListParts(s3.OfBucket, s3.Key, s3.Query["uploadId"]!);
        var all = parts.Where(part => part.Number > after).ToList();
        var page = all.Take(limit).ToList();
        return S3Service.WriteAsync(
            s3,
            S3Xml.Document(
                "ListPartsResult",
                new XElement("Bucket", s3.Bucket),
                new XElement("Key", s3.Key),
                new XElement("UploadId", s3.Query["uploadId"]),
                new XElement("PartNumberMarker", after),
                new XElement("NextPartNumberMarker", page.Count == 0 ? 0 : page[^1].Number),
                new XElement("MaxParts", limit),
                new XElement("IsTruncated", page.Count < all.Count),
                Initiator(upload),
                BucketHandler.Owner(upload.Template.Owner ?? bucket.Account),
                new XElement("StorageClass", upload.Template.StorageClass),
                ChecksumOf(upload),
                page.Select(part => new XElement(
                    "Part",
                    new XElement("PartNumber", part.Number),
                    new XElement("LastModified", S3Xml.Time(part.Modified)),
                    new XElement("ETag", $"\"{part.Md5}\""),
                    new XElement("Size", part.Blob.Size),
                    upload.NamesAlgorithm
                        ? new XElement("Checksum" + part.Checksum.Algorithm, part.Checksum.Value)
                        : null
                ))
            )
        );
    }

    public Task ListAsync(S3Request s3)
    {
        s3.CheckEncodingType();
        var (key, id) = (s3.Query["key-marker"] ?? "", s3.Query["upload-id-marker"] ?? "");
        var most = Math.Min(s3.Integer("max-uploads", LargestPage), LargestPage);
        var prefix = s3.Query["prefix"] ?? "";
        var delimiter = s3.Query["delimiter"] is { Length: > 0 } given ? given : null;
        var (bucket, found) = uploads.List(s3.OfBucket, prefix, key, id);
        var listing = ObjectListing.Page(
            found,
            upload => upload.Template.Key,
            prefix,
            delimiter,
            key.Length == 0 ? null : key,
            most
        );
        var page = listing.Items;
        return S3Service.WriteAsync(
            s3,
            S3Xml.Document(
                "ListMultipartUploadsResult",
                new XElement("Bucket", s3.Bucket),
                new XElement("KeyMarker", ListingHandler.Encode(s3, key)),
                new XElement("UploadIdMarker", id),
                new XElement(
                    "NextKeyMarker",
                    ListingHandler.Encode(s3, listing.Next ?? (page is [.., var last] ? last.Template.Key : ""))
                ),
                new XElement("NextUploadIdMarker", page is [.., var end] && !listing.EndsWithPrefix ? end.Id : ""),
                delimiter is null ? null : new XElement("Delimiter", ListingHandler.Encode(s3, delimiter)),
                s3.Query["encoding-type"] is { } encoding ? new XElement("EncodingType", encoding) : null,
                s3.Query.Has("prefix") ? new XElement("Prefix", ListingHandler.Encode(s3, prefix)) : null,
                new XElement("MaxUploads", most),
                new XElement("IsTruncated", listing.Next is not null),
                page.Select(upload => new XElement(
                    "Upload",
                    new XElement("Key", ListingHandler.Encode(s3, upload.Template.Key)),
                    new XElement("UploadId", upload.Id),
                    Initiator(upload),
                    BucketHandler.Owner(upload.Template.Owner ?? bucket.Account),
                    new XElement("StorageClass", upload.Template.StorageClass),
                    new XElement("Initiated", S3Xml.Time(upload.Started)),
                    ChecksumOf(upload)
                )),
                ListingHandler.Prefixes(s3, listing.Prefixes)
            )
        );
    }

    static XElement[] ChecksumOf(Upload upload) =>
        upload.NamesAlgorithm
            ? [new("ChecksumAlgorithm", upload.Algorithm), new("ChecksumType", upload.ChecksumType)]
            : [];

    /// <summary>Who began an upload: a user or role by its ARN and name.</summary>
    static XElement? Initiator(Upload upload) =>
        upload.Initiator is { } arn
            ? new("Initiator", new XElement("ID", arn), new XElement("DisplayName", arn[(arn.LastIndexOf('/') + 1)..]))
            : null;

    async Task CopyPartAsync(S3Request s3, int number, CancellationToken cancellationToken)
    {
        var (bucket, key, version) = CopySource.Of(s3);
        using var reading = objects.Reading();
        var source = objects.Get(bucket, key, version);
        CustomerKey.CheckRead(source, s3.Headers, CustomerKey.SourcePrefix);
        Preconditions.CheckCopy(s3.Headers, source, s3.Now);
        var range = ByteRange.OfCopy(s3.Header("x-amz-copy-source-range"), source.Size);
        if (version is not null)
            s3.Response.Headers["x-amz-copy-source-version-id"] = version;
        var part = await uploads.CopyPartAsync(
            s3.OfBucket,
            s3.Key,
            s3.Query["uploadId"]!,
            number,
            source,
            range is { } found ? (found.From, found.To) : null,
            CustomerKey.ToStore(s3.Headers),
            cancellationToken
        );
        ObjectHandler.DescribeEncryption(s3, uploads.TemplateOf(s3.OfBucket, s3.Query["uploadId"]!));
        await S3Service.WriteAsync(
            s3,
            S3Xml.Document(
                "CopyPartResult",
                new XElement("LastModified", S3Xml.Time(part.Modified)),
                new XElement("ETag", $"\"{part.Md5}\""),
                uploads.NamesAlgorithm(s3.OfBucket, s3.Query["uploadId"]!)
                    ? new XElement("Checksum" + part.Checksum.Algorithm, part.Checksum.Value)
                    : null
            )
        );
    }

    static CompletedPart Part(XElement part)
    {
        if (
            !int.TryParse(
                part.Child("PartNumber")?.Value,
                NumberStyles.None,
                CultureInfo.InvariantCulture,
                out var number
            )
        )
            throw S3Failures.MalformedXml();
        return new(
            number,
            part.Child("ETag")?.Value ?? throw S3Failures.MalformedXml(),
            Checksum
                .Algorithms.Where(name => part.Child("Checksum" + name) is not null)
                .ToDictionary(name => name, name => part.Child("Checksum" + name)!.Value)
        );
    }
}
