using System.Text.RegularExpressions;

namespace Deployment.Processes;

/// <summary>
/// The variables that package managers replace in their configuration, such as <c>_authToken=${ARTIFACTS_TOKEN}</c>: without
/// them a team with a registry of its own installs nothing, and yarn does not even start.
/// Sources: https://docs.npmjs.com/cli/configuring-npm/npmrc, https://yarnpkg.com/configuration/yarnrc,
/// https://learn.microsoft.com/nuget/reference/nuget-config-file, https://maven.apache.org/settings.html,
/// https://pip.pypa.io/en/stable/reference/requirements-file-format.
/// </summary>
static partial class RegistryVariables
{
    /// <summary>No configuration is longer; a file that is, is none.</summary>
    const long Longest = 1 << 20;

    /// <summary>In a folder or one above it.</summary>
    static readonly string[] ofProjects =
    [
        ".npmrc",
        ".yarnrc.yml",
        "nuget.config",
        "NuGet.config",
        "NuGet.Config",
        "requirements.txt",
    ];

    /// <summary>In the user's own folder.</summary>
    static readonly string[] ofUsers =
    [
        ".npmrc",
        ".yarnrc.yml",
        ".nuget/NuGet/NuGet.Config",
        ".config/NuGet/NuGet.Config",
        "AppData/Roaming/NuGet/NuGet.Config",
        ".m2/settings.xml",
    ];

    /// <summary>Their names, for a tool that is started in this folder; those of AWS are never among them.</summary>
    /// <param name="home">The user's own folder; null where there is none.</param>
    public static IReadOnlySet<string> In(string folder, string? home)
    {
        var files = Above(Path.GetFullPath(folder))
            .SelectMany(one => ofProjects.Select(name => Path.Combine(one, name)));
        if (home is not null)
            files = files.Concat(ofUsers.Select(name => Path.Combine(home, name)));
        return files
            .Where(file => new FileInfo(file) is { Exists: true, Length: <= Longest })
            .SelectMany(file => Reference().Matches(TextOf(file)))
            .Select(reference => reference.Groups["name"].Value)
            .Where(name => !name.StartsWith("AWS_", StringComparison.OrdinalIgnoreCase))
            .ToHashSet(StringComparer.OrdinalIgnoreCase);
    }

    /// <summary>Nothing where the user may not read it: then the tool that is started, which runs as the user, may not either.</summary>
    static string TextOf(string file)
    {
        try
        {
            return File.ReadAllText(file);
        }
        catch (UnauthorizedAccessException)
        {
            return "";
        }
    }

    static IEnumerable<string> Above(string folder)
    {
        for (var one = folder; one is not null; one = Path.GetDirectoryName(one))
            yield return one;
    }

    /// <summary><c>${NAME}</c>, <c>${NAME:-otherwise}</c>, <c>${env.NAME}</c> and <c>%NAME%</c>.</summary>
    [GeneratedRegex(@"\$\{(?:env\.)?(?<name>[A-Za-z_]\w*)[^}\r\n]*\}|%(?<name>[A-Za-z_]\w*)%")]
    private static partial Regex Reference();
}
