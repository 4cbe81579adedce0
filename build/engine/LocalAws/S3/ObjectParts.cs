using System.Globalization;
using System.Xml.Linq;
using LocalAws.Protocol;
using LocalAws.S3.Checksums;
using LocalAws.S3.Objects;

namespace LocalAws.S3;

/// <summary>The parts that an object was uploaded in, on the wire.</summary>
static class ObjectParts
{
    const int LargestPage = 1000;

    /// <summary>Their count, and each part where the client chose their checksums (S3 API Reference, GetObjectAttributes).</summary>
    public static IEnumerable<XElement> Elements(S3Request s3, StoredObject found)
    {
        yield return new("PartsCount", found.Blobs.Count);
        if (
            found.PartChecksums is not { } checksums
            || found.Checksum is not { Type: ChecksumValue.Composite } checksum
        )
            yield break;
        var after = Number(s3, "x-amz-part-number-marker", 0);
        var most = Math.Min(Number(s3, "x-amz-max-parts", LargestPage), LargestPage);
        var page = Enumerable
            .Range(0, found.Blobs.Count)
            .Where(part => found.NumberOf(part) > after)
            .Take(most)
            .ToList();
        var last = page.Count == 0 ? 0 : found.NumberOf(page[^1]);
        yield return new("PartNumberMarker", after);
        yield return new("NextPartNumberMarker", last);
        yield return new("MaxParts", most);
        yield return new("IsTruncated", page.Count > 0 && last < found.NumberOf(found.Blobs.Count - 1));
        foreach (var part in page)
            yield return new(
                "Part",
                new XElement("PartNumber", found.NumberOf(part)),
                new XElement("Size", found.Blobs[part].Size),
                new XElement("Checksum" + checksum.Algorithm, checksums[part])
            );
    }

    /// <summary>Says the checksum of the part that partNumber names.</summary>
    public static void DescribeChecksum(S3Request s3, StoredObject found)
    {
        if (
            found.PartChecksums is not { } checksums
            || found.Checksum is not { Type: ChecksumValue.Composite } checksum
        )
            return;
        s3.Response.Headers[Checksum.HeaderOf(checksum.Algorithm)] = checksums[s3.Integer("partNumber", 1) - 1];
        s3.Response.Headers["x-amz-checksum-type"] = checksum.Type;
    }

    /// <summary>The bytes of the part that partNumber names; an object that was not uploaded in parts is one.</summary>
    public static ByteRange? Range(S3Request s3, StoredObject found)
    {
        if (!s3.Query.Has("partNumber"))
            return null;
        if (s3.Header("Range") is not null)
            throw S3Failures.InvalidRequest("Cannot specify both Range header and partNumber query parameter");
        var number = s3.Integer("partNumber", 1);
        if (number is < 1 or > 10_000)
            throw S3Failures.InvalidArgument(
                "Part number must be an integer between 1 and 10000, inclusive",
                "partNumber",
                s3.Query["partNumber"]!
            );
        if (number > Math.Max(1, found.Blobs.Count))
            throw new AwsException("InvalidPartNumber", "The requested partnumber is not satisfiable", 416)
            {
                Details = new Dictionary<string, string>
                {
                    ["PartNumberRequested"] = number.ToString(CultureInfo.InvariantCulture),
                    ["ActualPartCount"] = Math.Max(1, found.Blobs.Count).ToString(CultureInfo.InvariantCulture),
                },
            };
        if (found.HasParts)
            s3.Response.Headers["x-amz-mp-parts-count"] = found.Blobs.Count.ToString(CultureInfo.InvariantCulture);
        var from = found.Blobs.Take(number - 1).Sum(blob => blob.Size);
        return found.Size == 0 ? null : new(from, from + found.Blobs[number - 1].Size - 1);
    }

    static int Number(S3Request s3, string header, int otherwise)
    {
        if (s3.Header(header) is not { } text)
            return otherwise;
        return int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? number
            : throw S3Failures.InvalidArgument(
                $"Provided {header} not an integer or within integer range",
                header,
                text
            );
    }
}
