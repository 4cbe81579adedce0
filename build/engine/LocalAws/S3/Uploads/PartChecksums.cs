using System.Globalization;
using LocalAws.S3.Checksums;

namespace LocalAws.S3.Uploads;

/// <summary>
/// What S3 demands of the checksums of a multipart upload, in its own words (S3 User Guide, "Checking object integrity for
/// data uploads"; API Reference, CreateMultipartUpload, UploadPart, CompleteMultipartUpload; the refusals as arrow-rs issue
/// 6793, opendal pull request 4580 and botocore issue 3216 have them).
/// </summary>
static class PartChecksums
{
    /// <summary>The type of an upload's checksum, or InvalidRequest for one that the algorithm does not have.</summary>
    /// <param name="named">The algorithm that the client named, or null.</param>
    public static string TypeOf(string? named, string algorithm, string? type)
    {
        if (type is not null && named is null)
            throw S3Failures.InvalidRequest(
                "The x-amz-checksum-type header can only be used with the x-amz-checksum-algorithm header."
            );
        var chosen = type ?? (algorithm == "CRC64NVME" ? ChecksumValue.FullObject : ChecksumValue.Composite);
        var isPossible =
            chosen == ChecksumValue.FullObject
                ? !algorithm.StartsWith("SHA", StringComparison.Ordinal)
                : algorithm != "CRC64NVME";
        return isPossible
            ? chosen
            : throw S3Failures.InvalidRequest(
                $"The {chosen} checksum type cannot be used with the {algorithm.ToLowerInvariant()} checksum algorithm."
            );
    }

    /// <summary>
    /// A part has the algorithm of its upload. Where the upload names none, any is taken: clients send a checksum with each
    /// part by themselves (moto's test_multipart_upload_overwrites, which passed on AWS).
    /// </summary>
    public static void CheckPart(Upload upload, ExpectedChecksum? sent)
    {
        var needsNone = !upload.NamesAlgorithm || upload.ChecksumType == ChecksumValue.FullObject;
        if (sent is null ? needsNone : !upload.NamesAlgorithm || sent.Algorithm == upload.Algorithm)
            return;
        throw S3Failures.InvalidRequest(
            $"Checksum Type mismatch occurred, expected checksum Type: {upload.Algorithm.ToLowerInvariant()}, actual checksum Type: {sent?.Algorithm.ToLowerInvariant() ?? "null"}"
        );
    }

    /// <summary>A checksum over checksums is made of those that the client repeats.</summary>
    /// <param name="type">The type that the client says, or null.</param>
    public static void CheckCompletion(Upload upload, IReadOnlyList<CompletedPart> named, string? type)
    {
        if (type is not null && type != upload.ChecksumType)
            throw S3Failures.InvalidRequest(
                $"The upload was created using the {upload.ChecksumType} checksum mode. The complete request must use the same checksum mode."
            );
        if (!upload.NamesAlgorithm || upload.ChecksumType != ChecksumValue.Composite)
            return;
        if (named.FirstOrDefault(part => part.Checksums.Keys.Any(one => one != upload.Algorithm)) is { } other)
            throw new Protocol.AwsException(
                "BadDigest",
                $"The {other.Checksums.Keys.First(one => one != upload.Algorithm).ToLowerInvariant()} you specified for part {other.Number} did not match what we received."
            );
        if (named.FirstOrDefault(part => !part.Checksums.ContainsKey(upload.Algorithm)) is { } bare)
            throw S3Failures.InvalidRequest(
                $"The upload was created using a {upload.Algorithm.ToLowerInvariant()} checksum. The complete request must include the checksum for each part. It was missing for part {bare.Number} in the request."
            );
    }

    /// <summary>InvalidArgument of a number that no part can have.</summary>
    public static void CheckNumber(int number)
    {
        if (number is < 1 or > 10000)
        {
            throw S3Failures.InvalidArgument(
                "Part number must be an integer between 1 and 10000, inclusive",
                "partNumber",
                number.ToString(CultureInfo.InvariantCulture)
            );
        }
    }
}
