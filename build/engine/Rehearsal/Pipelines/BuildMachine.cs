using LocalAws.CodeBuild;

namespace Rehearsal.Pipelines;

/// <summary>What stands in for CodeBuild's image and network: this machine's programs, its registry settings and its package caches.</summary>
static class BuildMachine
{
    /// <summary>Settings of package managers, by their path in HOME. They may hold tokens: builds get copies that only their owner reads.</summary>
    static readonly string[] settings =
    [
        ".npmrc",
        ".yarnrc.yml",
        ".nuget/NuGet/NuGet.Config",
        ".config/NuGet/NuGet.Config",
    ];

    /// <summary>Packages that are fetched already, by their path in HOME.</summary>
    static readonly string[] caches =
    [
        ".npm/_cacache",
        ".yarn/berry",
        ".nuget/packages",
        ".local/share/NuGet/http-cache",
    ];

    /// <summary>What the image would set, and what makes certificates and feeds of this machine known.</summary>
    static readonly string[] variables =
    [
        "DOTNET_ROOT",
        "NUGET_CERT_REVOCATION_MODE",
        "NODE_EXTRA_CA_CERTS",
        "SSL_CERT_FILE",
        "SSL_CERT_DIR",
        "HTTP_PROXY",
        "HTTPS_PROXY",
        "NO_PROXY",
        "http_proxy",
        "https_proxy",
        "no_proxy",
        "NPM_CONFIG_REGISTRY",
        "YARN_NPM_REGISTRY_SERVER",
    ];

    public static CodeBuildOptions Options(string home, Func<string, string?> variable)
    {
        var options = new CodeBuildOptions();
        return options with
        {
            Path = variable("PATH") ?? options.Path,
            Variables = Present(variables, variable),
            HomeFiles = Present(settings, path => Existing(File.Exists, home, path)),
            SharedFolders = Present(caches, path => Existing(Directory.Exists, home, path)),
        };
    }

    static Dictionary<string, string> Present(IEnumerable<string> names, Func<string, string?> valueOf) =>
        names
            .Select(name => KeyValuePair.Create(name, valueOf(name)))
            .Where(pair => pair.Value is { Length: > 0 })
            .ToDictionary(pair => pair.Key, pair => pair.Value!, StringComparer.Ordinal);

    static string? Existing(Predicate<string> exists, string home, string path) =>
        exists(Path.Combine(home, path)) ? Path.Combine(home, path) : null;
}
