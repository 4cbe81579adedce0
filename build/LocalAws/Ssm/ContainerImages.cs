using System.Collections.Frozen;

namespace LocalAws.Ssm;

/// <summary>
/// The log router of ECS, the container image that CDK's constructs look for in public parameters, in AWS's own registry of the
/// region (ECS Developer Guide, "AWS for Fluent Bit image repositories").
/// </summary>
static class ContainerImages
{
    const string Prefix = "/aws/service/aws-for-fluent-bit/";
    const string Account = "906394416424";

    /// <summary>The parameters, and the tag that each names.</summary>
    static readonly FrozenDictionary<string, string> _tags = new[]
    {
        "latest",
        "stable",
        "init-latest",
        "2.31.12",
        "2.32.0",
        "2.32.5",
        "2.33.0",
        "windowsservercore-latest",
        "windowsservercore-stable",
    }.ToFrozenDictionary(tag => Prefix + tag, StringComparer.Ordinal);

    /// <summary>The names of the parameters.</summary>
    public static IEnumerable<string> Parameters => _tags.Keys;

    /// <summary>The image that a parameter names in a region, or null where there is none of that name.</summary>
    public static string? ValueOf(string region, string parameter) =>
        _tags.TryGetValue(parameter, out var tag)
            ? $"{Account}.dkr.ecr.{region}.{Partitions.UrlSuffixOf(region)}/aws-for-fluent-bit:{tag}"
            : null;
}
