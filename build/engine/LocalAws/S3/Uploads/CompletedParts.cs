using System.Globalization;
using LocalAws.Protocol;

namespace LocalAws.S3.Uploads;

/// <summary>Which parts an upload ends with.</summary>
static class CompletedParts
{
    const long SmallestPart = 5 * 1024 * 1024;

    /// <summary>The parts that are named, in ascending order and of 5 MB at least but for the last, or why not.</summary>
    public static List<UploadedPart> Choose(
        Upload upload,
        IReadOnlyList<UploadedPart> arrived,
        IReadOnlyList<CompletedPart> named
    )
    {
        if (named.Count == 0)
            throw S3Failures.MalformedXml();
        var byNumber = arrived.ToDictionary(part => part.Number);
        var chosen = new List<UploadedPart>();
        foreach (var part in named)
        {
            if (chosen.Count > 0 && part.Number <= chosen[^1].Number)
            {
                throw new AwsException(
                    "InvalidPartOrder",
                    "The list of parts was not in ascending order. Parts must be ordered by part number."
                )
                {
                    Details = new Dictionary<string, string> { ["UploadId"] = upload.Id },
                };
            }
            if (
                !byNumber.TryGetValue(part.Number, out var found)
                || found.Md5 != part.ETag.Trim('"')
                || !Agrees(found, part)
            )
            {
                throw new AwsException(
                    "InvalidPart",
                    "One or more of the specified parts could not be found.  The part may not have been uploaded, or the specified entity tag may not match the part's entity tag."
                )
                {
                    Details = new Dictionary<string, string>
                    {
                        ["UploadId"] = upload.Id,
                        ["PartNumber"] = part.Number.ToString(CultureInfo.InvariantCulture),
                        ["ETag"] = part.ETag.Trim('"'),
                    },
                };
            }
            chosen.Add(found);
        }
        if (chosen.SkipLast(1).FirstOrDefault(part => part.Blob.Size < SmallestPart) is { } small)
        {
            throw new AwsException("EntityTooSmall", "Your proposed upload is smaller than the minimum allowed size")
            {
                Details = new Dictionary<string, string>
                {
                    ["ProposedSize"] = small.Blob.Size.ToString(CultureInfo.InvariantCulture),
                    ["MinSizeAllowed"] = SmallestPart.ToString(CultureInfo.InvariantCulture),
                    ["PartNumber"] = small.Number.ToString(CultureInfo.InvariantCulture),
                    ["ETag"] = small.Md5,
                },
            };
        }
        return chosen;
    }

    static bool Agrees(UploadedPart found, CompletedPart named) =>
        !named.Checksums.TryGetValue(found.Checksum.Algorithm, out var value) || value == found.Checksum.Value;
}
