using Cake.Core;

namespace Cake.Yarn.Internal;

static class PackageName
{
    public static string Of(Uri url) =>
        url.IsAbsoluteUri
            ? url.AbsoluteUri
            : throw new UriFormatException("You must provide an absolute url to a package");

    public static string Of(string package, string? versionOrTag, string? scope)
    {
        var name = package;
        if (!string.IsNullOrWhiteSpace(versionOrTag))
            name += "@" + (versionOrTag.Contains(' ', StringComparison.Ordinal) ? versionOrTag.Quote() : versionOrTag);
        if (string.IsNullOrWhiteSpace(scope))
            return name;
        return scope.StartsWith('@')
            ? $"{scope}/{name}"
            : throw new ArgumentException("The scope should start with @", nameof(scope));
    }
}
