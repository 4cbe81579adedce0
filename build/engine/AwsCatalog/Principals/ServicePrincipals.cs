using System.Text.RegularExpressions;
using AwsCatalog.Actions;

namespace AwsCatalog.Principals;

/// <summary>
/// Which services there are to be named in policies. AWS publishes no list. Known here are the prefixes of the Service
/// Authorization Reference, what AWS's managed policies name, and what CDK's constructs trust; so are a service's own parts, such
/// as <c>delivery.logs</c>, and its names in a region.
/// </summary>
public static partial class ServicePrincipals
{
    /// <summary>Services outside AWS that may be trusted all the same.</summary>
    static readonly string[] _others = ["alexa-appkit.amazon.com", "alexa-connectedhome.amazon.com"];

    static readonly string[] _suffixes = [".amazonaws.com", ".amazonaws.com.cn", ".amazonaws.eu"];
    static readonly Lazy<HashSet<string>> _names = new(Read);

    /// <summary>Those that the list has, without their suffix.</summary>
    public static IReadOnlyCollection<string> Names => _names.Value;

    /// <summary>Whether there is a service of that name, such as <c>lambda.amazonaws.com</c> or <c>logs.eu-west-1.amazonaws.com</c>.</summary>
    public static bool Exists(string principal)
    {
        ArgumentNullException.ThrowIfNull(principal);
        if (principal == "*" || _others.Contains(principal))
            return true;
        if (Array.Find(_suffixes, suffix => principal.EndsWith(suffix, StringComparison.Ordinal)) is not { } suffix)
            return false;
        var labels = principal[..^suffix.Length].Split('.');
        if (labels.Length > 1 && Region().IsMatch(labels[^1]))
            labels = labels[..^1];
        return labels.All(label => Label().IsMatch(label))
            && (_names.Value.Contains(string.Join('.', labels)) || IsService(labels[^1]));
    }

    static bool IsService(string label) =>
        _names.Value.Contains(label) || ActionCatalog.Services.Contains(label, StringComparer.Ordinal);

    static HashSet<string> Read()
    {
        using var list = typeof(ServicePrincipals).Assembly.GetManifestResourceStream("service-principals.txt")!;
        using var reader = new StreamReader(list);
        return [.. reader.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries)];
    }

    [GeneratedRegex(@"^[a-z]{2}(-[a-z]+){1,2}-[0-9]+\z", RegexOptions.CultureInvariant)]
    private static partial Regex Region();

    [GeneratedRegex(@"^[a-z0-9][a-z0-9-]*\z", RegexOptions.CultureInvariant)]
    private static partial Regex Label();
}
