using System.Collections.Frozen;
using System.Text.RegularExpressions;

namespace LocalAws.Ssm;

/// <summary>
/// The log router of ECS, the container image that CDK's constructs look for in public parameters, in AWS's own registry of the
/// region (ECS Developer Guide, "AWS for Fluent Bit image repositories").
/// </summary>
static partial class ContainerImages
{
    const string Prefix = "/aws/service/aws-for-fluent-bit/";
    const string Account = "906394416424";

    /// <summary>The parameters that are listed.</summary>
    static readonly FrozenSet<string> _tags = new[]
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
    }
        .Select(tag => Prefix + tag)
        .ToFrozenSet(StringComparer.Ordinal);

    /// <summary>The names of the parameters.</summary>
    public static IEnumerable<string> Parameters => _tags;

    /// <summary>The image that a parameter names in a region, or null where there is none of that name. Every release has a parameter.</summary>
    public static string? ValueOf(string region, string parameter) =>
        _tags.Contains(parameter) || Release().IsMatch(parameter)
            ? $"{Account}.dkr.ecr.{region}.{Partitions.UrlSuffixOf(region)}/aws-for-fluent-bit:{parameter[Prefix.Length..]}"
            : null;

    [GeneratedRegex($"^{Prefix}[23]\\.[0-9]+\\.[0-9]+$", RegexOptions.CultureInvariant)]
    private static partial Regex Release();
}
