using Microsoft.AspNetCore.Http;

namespace LocalAws.S3.Checksums;

/// <summary>The checksum that a client sends or announces with a body.</summary>
/// <param name="Algorithm">The algorithm.</param>
/// <param name="Value">The value from the header, or null when it comes in the trailer.</param>
sealed record ExpectedChecksum(string Algorithm, string? Value)
{
    /// <summary>What the headers say, or null where they say nothing.</summary>
    public static ExpectedChecksum? Of(IHeaderDictionary headers)
    {
        var given = Checksum.Algorithms.Where(name => headers.ContainsKey(Checksum.HeaderOf(name))).ToList();
        if (given.Count > 1)
            throw S3Failures.InvalidRequest(
                "Expecting a single x-amz-checksum- header. Multiple checksum Types are not allowed."
            );
        if (given.Count == 1)
            return new(given[0], headers[Checksum.HeaderOf(given[0])].ToString());
        var trailer = headers["x-amz-trailer"].ToString();
        if (Checksum.Algorithms.FirstOrDefault(name => IsTrailer(trailer, name)) is { } announced)
            return new(announced, null);
        if (headers["x-amz-sdk-checksum-algorithm"].ToString() is { Length: > 0 })
        {
            throw S3Failures.InvalidRequest(
                "x-amz-sdk-checksum-algorithm specified, but no corresponding x-amz-checksum-* or x-amz-trailer headers were found."
            );
        }
        return null;
    }

    /// <summary>Throws BadDigest, or InvalidRequest where the trailer lacks it, unless the computed value is the one sent.</summary>
    public void Check(string computed, IReadOnlyDictionary<string, string> trailers)
    {
        var expected =
            Value
            ?? trailers.GetValueOrDefault(Checksum.HeaderOf(Algorithm))
            ?? throw S3Failures.InvalidRequest("The value specified in the x-amz-trailer header is not supported");
        if (!IsWellFormed(expected, computed))
            throw S3Failures.InvalidRequest($"Value for {Checksum.HeaderOf(Algorithm)} header is invalid.");
        if (expected != computed)
            throw S3Failures.BadDigest(Algorithm);
    }

    static bool IsWellFormed(string value, string computed) =>
        value.Length == computed.Length
        && Convert.TryFromBase64String(value, new byte[value.Length], out var count)
        && count == Convert.FromBase64String(computed).Length;

    static bool IsTrailer(string trailer, string algorithm) =>
        trailer
            .Split(',', StringSplitOptions.TrimEntries)
            .Contains(Checksum.HeaderOf(algorithm), StringComparer.OrdinalIgnoreCase);
}
