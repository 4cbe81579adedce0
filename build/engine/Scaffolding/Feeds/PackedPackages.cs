using System.IO.Compression;
using System.Security.Cryptography;
using System.Text.RegularExpressions;

namespace Scaffolding.Feeds;

/// <summary>The packages of a folder, of one version.</summary>
public sealed partial record PackedPackages(string Folder, string Version)
{
    /// <summary>Where the target Pack writes packages, from the repository's root.</summary>
    public const string Output = "build/.packages";

    /// <summary>What the ids of the packages begin with.</summary>
    public const string Prefix = "CdkDeployments.";

    public string FileOf(string id) => Path.Combine(Folder, $"{id}.{Version}.nupkg");

    public bool Has(string id) => File.Exists(FileOf(id));

    /// <summary>Packages of the folder, and those of it that they need, in the order of their ids.</summary>
    public IReadOnlyList<string> Needed(IEnumerable<string> ids)
    {
        var needed = new SortedSet<string>(StringComparer.Ordinal);
        var left = new Stack<string>(ids);
        while (left.TryPop(out var id))
        {
            if (!Has(id) || !needed.Add(id))
                continue;
            foreach (Match dependency in Dependency().Matches(NuspecOf(FileOf(id))))
                left.Push(dependency.Groups["id"].Value);
        }
        return [.. needed];
    }

    /// <summary>The digest by which NuGet knows a package, as lock files have it.</summary>
    public string ContentHashOf(string id) => Convert.ToBase64String(SHA512.HashData(File.ReadAllBytes(FileOf(id))));

    static string NuspecOf(string package)
    {
        using var archive = ZipFile.OpenRead(package);
        using var reader = new StreamReader(
            archive.Entries.Single(entry => entry.FullName.EndsWith(".nuspec", StringComparison.Ordinal)).Open()
        );
        return reader.ReadToEnd();
    }

    [GeneratedRegex("<dependency id=\"(?<id>[^\"]+)\"")]
    private static partial Regex Dependency();
}
