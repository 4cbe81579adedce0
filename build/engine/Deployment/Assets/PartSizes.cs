namespace Deployment.Assets;

/// <summary>S3's limits of uploads (S3 User Guide, "Amazon S3 multipart upload limits").</summary>
static class PartSizes
{
    /// <summary>The most that one request may bring, a whole object or a part: 5 GiB.</summary>
    public const long Largest = 5L << 30;

    /// <summary>The least that a part may have, the last one aside: 5 MiB.</summary>
    public const long Smallest = 5L << 20;

    public const int MostParts = 10_000;

    /// <summary>The largest file that arrives in the most parts of the largest size.</summary>
    public const long LargestFile = MostParts * Largest;

    /// <summary>Whether a file has to be sent in parts.</summary>
    public static bool NeedsParts(long size, AssetPublisherOptions options) =>
        size >= options.MultipartThreshold || size > Largest;

    /// <summary>The size of all parts but the last: the one asked for, grown where S3 would refuse so many or so small ones.</summary>
    public static long Of(long size, AssetPublisherOptions options)
    {
        var least = Math.Max(Smallest, (size + MostParts - 1) / MostParts);
        return Math.Clamp(options.PartSize, least, Largest);
    }
}
