using System.Text.RegularExpressions;
using Deployment;
using Deployment.Files;

namespace Scaffolding.Feeds;

/// <summary>The lock files of a team's projects, as a restore writes them.</summary>
sealed partial class LockFiles(RunCommand run)
{
    public const string Name = "packages.lock.json";

    /// <summary>Resolves the packages of all projects below build/ again, and writes their lock files beside them.</summary>
    public async Task WriteAsync(string root)
    {
        var build = Path.Combine(root, "build");
        var objects = TemporaryFolders.PathFor("restore");
        try
        {
            foreach (
                var project in Directory
                    .EnumerateFiles(build, "*.csproj", SearchOption.AllDirectories)
                    .Order(StringComparer.Ordinal)
            )
            {
                await run(
                    "dotnet",
                    [
                        "restore",
                        Path.GetRelativePath(build, project),
                        "--force-evaluate",
                        "--artifacts-path",
                        objects,
                        "--verbosity",
                        "quiet",
                    ],
                    build,
                    "the restore of the packages"
                );
            }
        }
        finally
        {
            if (Directory.Exists(objects))
                Directory.Delete(objects, recursive: true);
        }
    }

    /// <summary>The digests of the packages, where the machine's cache had others of the same version.</summary>
    /// <exception cref="BuildException">PackageCacheStale: a restore would refuse the packages elsewhere.</exception>
    public static void Check(string root, PackedPackages packages)
    {
        var stale = Directory
            .EnumerateFiles(Path.Combine(root, "build"), Name, SearchOption.AllDirectories)
            .SelectMany(file => Locked().Matches(File.ReadAllText(file)))
            .Where(match => packages.Has(match.Groups["id"].Value))
            .Where(match => packages.ContentHashOf(match.Groups["id"].Value) != match.Groups["hash"].Value)
            .Select(match => match.Groups["id"].Value)
            .Distinct()
            .ToList();
        if (stale.Count > 0)
            throw new BuildException(
                new Finding(
                    ScaffoldingCodes.PackageCacheStale,
                    $"NuGet's cache holds other packages of the version {packages.Version}",
                    stale,
                    "dotnet nuget locals global-packages --clear  (or give a version that there is not yet, by --package-version)"
                )
            );
    }

    [GeneratedRegex(
        """
            "(?<id>CdkDeployments\.[\w.]+)": \{\s*"type": "\w+",(?:\s*"requested": "[^"]*",)?\s*"resolved": "[^"]*",\s*"contentHash": "(?<hash>[^"]*)"
            """
    )]
    private static partial Regex Locked();
}
