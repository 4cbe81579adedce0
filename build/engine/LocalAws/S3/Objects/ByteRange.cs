using System.Globalization;
using LocalAws.Protocol;

namespace LocalAws.S3.Objects;

/// <summary>The bytes that a Range header asks for, both ends included.</summary>
readonly record struct ByteRange(long From, long To)
{
    public long Length => To - From + 1;

    /// <summary>The range, null where the header is absent or not one of a single byte range, or InvalidRange.</summary>
    public static ByteRange? Of(string? header, long size)
    {
        if (
            header is null
            || !header.StartsWith("bytes=", StringComparison.Ordinal)
            || header.Contains(',', StringComparison.Ordinal)
        )
            return null;
        if (header["bytes=".Length..].Split('-') is not [var first, var last])
            return null;
        if (first.Length == 0)
            return Number(last) is { } count ? Within(header, Math.Max(0, size - count), size - 1, size) : null;
        if (Number(first) is not { } from)
            return null;
        return last.Length == 0 ? Within(header, from, size - 1, size)
            : Number(last) is { } to && to >= from ? Within(header, from, Math.Min(to, size - 1), size)
            : null;
    }

    /// <summary>The range of a copy, which has both ends and lies within its source; null where the whole is copied.</summary>
    public static ByteRange? OfCopy(string? header, long size)
    {
        const string name = "x-amz-copy-source-range";
        if (header is null)
            return null;
        if (
            !header.StartsWith("bytes=", StringComparison.Ordinal)
            || header["bytes=".Length..].Split('-') is not [var first, var last]
            || Number(first) is not { } from
            || Number(last) is not { } to
            || from > to
        )
            throw S3Failures.InvalidArgument(
                "The x-amz-copy-source-range value must be of the form bytes=first-last where first and last are the zero-based offsets of the first and last bytes to copy",
                name,
                header
            );
        if (to < size)
            return new(from, to);
        throw from < size
            ? S3Failures.InvalidArgument(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"Range specified is not valid for source object of size: {size}"
                ),
                name,
                header
            )
            : S3Failures.InvalidRequest("The specified copy range is invalid for the source object size");
    }

    static ByteRange Within(string header, long from, long to, long size) =>
        from <= to && from < size
            ? new(from, to)
            : throw new AwsException("InvalidRange", "The requested range is not satisfiable", 416)
            {
                Details = new Dictionary<string, string>
                {
                    ["RangeRequested"] = header,
                    ["ActualObjectSize"] = size.ToString(CultureInfo.InvariantCulture),
                },
            };

    static long? Number(string text) =>
        long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
}
