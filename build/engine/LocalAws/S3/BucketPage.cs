using System.Text;
using LocalAws.S3.Buckets;

namespace LocalAws.S3;

/// <summary>The part of an account's buckets that ListBuckets is asked for (S3 API Reference, ListBuckets).</summary>
static class BucketPage
{
    const int Most = 10_000;

    public static (IReadOnlyList<Bucket> Buckets, string? Next) Of(S3Request s3, IReadOnlyList<Bucket> all)
    {
        var region = s3.Query["bucket-region"];
        if (region is not null && !BucketNames.IsRegion(region))
            throw S3Failures.InvalidArgument(
                $"Argument value {region} is not a valid AWS Region",
                "bucket-region",
                null
            );
        var size = s3.Integer("max-buckets", Most);
        if (size is < 1 or > Most)
            throw S3Failures.InvalidArgument(
                $"Argument max-buckets must be an integer between 1 and {Most}",
                "max-buckets",
                null
            );
        var after = After(s3);
        var asked = all.Where(bucket => string.CompareOrdinal(bucket.Name, after) > 0)
            .Where(bucket => bucket.Name.StartsWith(s3.Query["prefix"] ?? "", StringComparison.Ordinal))
            .Where(bucket => region is null || bucket.Region == region)
            .OrderBy(bucket => bucket.Name, StringComparer.Ordinal)
            .ToList();
        List<Bucket> page = [.. asked.Take(size)];
        return (page, page.Count < asked.Count ? Convert.ToBase64String(Encoding.UTF8.GetBytes(page[^1].Name)) : null);
    }

    static string After(S3Request s3)
    {
        if (s3.Query["continuation-token"] is not { Length: > 0 } token)
            return "";
        var name = new byte[token.Length];
        return Convert.TryFromBase64String(token, name, out var length)
            ? Encoding.UTF8.GetString(name, 0, length)
            : throw S3Failures.InvalidArgument(
                "The continuation token provided is incorrect",
                "continuation-token",
                null
            );
    }
}
