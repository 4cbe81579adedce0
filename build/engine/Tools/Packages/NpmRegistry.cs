using System.Formats.Tar;
using System.IO.Compression;
using System.Net.Http.Headers;

namespace Tools.Packages;

/// <summary>The npm registry that this machine is told to use, as npm is told: by the environment, else by the user's .npmrc (docs.npmjs.com, config).</summary>
public sealed record NpmRegistry(Uri Address, AuthenticationHeaderValue? Authorization)
{
    const string Default = "https://registry.npmjs.org/";
    const int Longest = 4_000_000;

    static readonly TimeSpan patience = TimeSpan.FromMinutes(2);
    static readonly string[] variableNames = ["npm_config_registry", "NPM_CONFIG_REGISTRY", "YARN_NPM_REGISTRY_SERVER"];

    /// <summary>The address as people may read it: without a user or password.</summary>
    public string Shown => Address.GetComponents(UriComponents.HttpRequestUrl, UriFormat.UriEscaped);

    /// <param name="home">The user's folder.</param>
    /// <exception cref="UriFormatException">What the machine is told is no address of a registry: no other is asked instead.</exception>
    public static NpmRegistry Find(Func<string, string?> variables, string home)
    {
        var file = First(variables, "npm_config_userconfig", "NPM_CONFIG_USERCONFIG") ?? Path.Combine(home, ".npmrc");
        var settings = File.Exists(file) ? NpmSettings.Read(File.ReadAllLines(file), variables) : [];
        var text = First(variables, variableNames) ?? settings.GetValueOrDefault("registry") ?? Default;
        return
            Uri.TryCreate(text.TrimEnd('/') + "/", UriKind.Absolute, out var address)
            && (address.Scheme == Uri.UriSchemeHttps || address.Scheme == Uri.UriSchemeHttp)
            ? new(address, NpmSettings.AuthorizationFor(address, settings))
            // A password may stand in front of the host.
            : throw new UriFormatException($"'{text[(text.LastIndexOf('@') + 1)..]}' is no http or https address");
    }

    /// <summary>A file of a package, out of its archive; null where it has none of that path.</summary>
    /// <exception cref="HttpRequestException">The registry does not have the package, or does not answer.</exception>
    public async Task<string?> ReadFileAsync(
        string package,
        string version,
        string path,
        CancellationToken cancellationToken
    )
    {
        using var client = new HttpClient { Timeout = patience };
        using var request = new HttpRequestMessage(
            HttpMethod.Get,
            new Uri(
                Address,
                $"{package}/-/{package[(package.IndexOf('/', StringComparison.Ordinal) + 1)..]}-{version}.tgz"
            )
        );
        request.Headers.Authorization = Authorization;
        using var answer = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
        answer.EnsureSuccessStatusCode();
        await using var body = await answer.Content.ReadAsStreamAsync(cancellationToken);
        await using var plain = new GZipStream(body, CompressionMode.Decompress);
        await using var archive = new TarReader(plain);
        while (await archive.GetNextEntryAsync(cancellationToken: cancellationToken) is { } entry)
        {
            // All is below one folder, mostly called package.
            if (entry.Name.Split('/', 2) is not [_, var inPackage] || inPackage != path)
                continue;
            if (entry.DataStream is not { } data || entry.Length > Longest)
                return null;
            using var reader = new StreamReader(data);
            return await reader.ReadToEndAsync(cancellationToken);
        }
        return null;
    }

    static string? First(Func<string, string?> variables, params string[] names) =>
        names.Select(variables).FirstOrDefault(value => !string.IsNullOrWhiteSpace(value));
}
