using System.Text.Json;
using Deployment;

namespace Scaffolding.Feeds;

/// <summary>
/// Finds the package of templates in a feed, and brings it to this machine: by a restore, so that whatever NuGet is
/// configured with, credentials and proxies, holds for it.
/// </summary>
public static class TemplatePackages
{
    public const string Id = "CdkDeployments.Templates";

    /// <summary>The newest that is no preview.</summary>
    const string Newest = "*";

    /// <summary>The path of the package.</summary>
    /// <param name="feed">A folder, or the address of a feed.</param>
    /// <param name="version">Null: the newest.</param>
    /// <param name="near">The folder whose NuGet configuration holds.</param>
    public static async Task<string> FindAsync(string feed, string? version, string near, RunCommand run)
    {
        ArgumentNullException.ThrowIfNull(run);
        var folder = Path.Combine(near, $".probe-{Path.GetRandomFileName()}");
        try
        {
            Directory.CreateDirectory(folder);
            // Nothing of the repository's own settings.
            await File.WriteAllTextAsync(Path.Combine(folder, "Directory.Build.props"), "<Project />");
            await File.WriteAllTextAsync(Path.Combine(folder, "Directory.Packages.props"), "<Project />");
            var project = Path.Combine(folder, "Probe.csproj");
            await File.WriteAllTextAsync(project, ProjectOf(feed, version is null ? Newest : $"[{version}]"));
            await run(
                "dotnet",
                ["restore", Path.GetFileName(project), "--verbosity", "quiet"],
                folder,
                "the search for packages"
            );
            return Resolved(Path.Combine(folder, "obj", "project.assets.json"));
        }
        catch (BuildException exception)
        {
            throw new BuildException(
                new Finding(
                    ScaffoldingCodes.TemplatePackageNotFound,
                    $"{Id}{(version is null ? "" : $" {version}")} was not found in {feed}",
                    [.. exception.Findings.SelectMany(finding => finding.Why)],
                    "name the folder or the feed that has it with --feed, or one of its versions with --to"
                ),
                innerException: exception
            );
        }
        finally
        {
            if (Directory.Exists(folder))
                Directory.Delete(folder, recursive: true);
        }
    }

    static string ProjectOf(string feed, string version) =>
        $"""
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup>
                <TargetFramework>net10.0</TargetFramework>
                <RestoreSources>{System.Security.SecurityElement.Escape(feed)}</RestoreSources>
                <!-- A folder is not asked again for what it had a while ago. -->
                <RestoreNoHttpCache>true</RestoreNoHttpCache>
              </PropertyGroup>
              <ItemGroup>
                <PackageReference Include="{Id}" Version="{version}" ExcludeAssets="all" />
              </ItemGroup>
            </Project>
            """;

    static string Resolved(string assets)
    {
        using var json = JsonDocument.Parse(File.ReadAllBytes(assets));
        var root = json.RootElement;
        var name = root.GetProperty("libraries")
            .EnumerateObject()
            .First(library => library.Name.StartsWith($"{Id}/", StringComparison.OrdinalIgnoreCase));
        var path = name.Value.GetProperty("path").GetString()!;
        var version = path[(path.IndexOf('/', StringComparison.Ordinal) + 1)..];
        return root.GetProperty("packageFolders")
            .EnumerateObject()
            .Select(folder => Path.Combine(folder.Name, path, $"{Id.ToLowerInvariant()}.{version}.nupkg"))
            .First(File.Exists);
    }
}
