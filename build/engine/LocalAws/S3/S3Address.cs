using LocalAws.Protocol;

namespace LocalAws.S3;

/// <summary>A bucket and key.</summary>
public sealed record S3Address(string Bucket, string Key, string? VersionId)
{
    /// <summary>The bucket and key in an escaped path, /bucket/key.</summary>
    public static S3Address OfPath(string path)
    {
        ArgumentNullException.ThrowIfNull(path);
        var slash = path.IndexOf('/', 1);
        return slash < 0
            ? new(Uri.UnescapeDataString(path[1..]), "", null)
            : new(Uri.UnescapeDataString(path[1..slash]), Uri.UnescapeDataString(path[(slash + 1)..]), null);
    }

    /// <summary>The bucket and key of a URL: of the local endpoint, or of S3 in path or virtual-hosted style; null where it is none of these.</summary>
    public static S3Address? OfUrl(string url, Uri endpoint)
    {
        ArgumentNullException.ThrowIfNull(endpoint);
        if (!Uri.TryCreate(url, UriKind.Absolute, out var parsed) || parsed.Scheme is not ("http" or "https"))
            return null;
        var version = QueryPairs.Parse(parsed.Query.TrimStart('?'))["versionId"];
        if (parsed.IsLoopback && parsed.Port == endpoint.Port)
            return Valid(OfPath(parsed.AbsolutePath) with { VersionId = version });
        if (!parsed.Host.EndsWith(".amazonaws.com", StringComparison.Ordinal))
            return null;
        var labels = parsed.Host[..^".amazonaws.com".Length].Split('.');
        var service = Array.FindLastIndex(
            labels,
            label => label is "s3" || label.StartsWith("s3-", StringComparison.Ordinal)
        );
        if (service < 0)
            return null;
        return Valid(
            service == 0
                ? OfPath(parsed.AbsolutePath) with
                {
                    VersionId = version,
                }
                : new(string.Join('.', labels[..service]), Uri.UnescapeDataString(parsed.AbsolutePath[1..]), version)
        );
    }

    static S3Address? Valid(S3Address address) => address.Bucket.Length > 0 && address.Key.Length > 0 ? address : null;
}
