using System.Text;
using System.Text.RegularExpressions;
using Scaffolding.Feeds;
using Scaffolding.Records;

namespace Scaffolding.Contents;

/// <summary>
/// The repository of a team, made of this one: the files that the manifest chooses, those of build/engine/Templates/Files in the
/// place of others, and packages in the place of projects.
/// </summary>
/// <param name="root">This repository.</param>
/// <param name="packages">The packages of this repository.</param>
public sealed partial class RepositoryTemplate(string root, PackedPackages packages)
{
    /// <summary>The folder of what a team's repository has otherwise than this one, from the root.</summary>
    public const string Folder = "build/engine/Templates";

    /// <summary>The one place of the engine's version, and of the versions of packages that the shell needs.</summary>
    public const string Versions = "build/Directory.Engine.props";

    readonly string folder = RepositoryFile.PathOf(root, Folder);

    /// <summary>The files without lock files, which a restore writes, and without the record.</summary>
    /// <param name="kinds">The kind of each file, the packages and their configuration aside.</param>
    public Dictionary<string, byte[]> Read(out IReadOnlyDictionary<string, FileKind> kinds)
    {
        var manifest = TemplateManifest.Read(Path.Combine(folder, "manifest.json"));
        var own = Path.Combine(folder, "Files");
        var files = new Dictionary<string, byte[]>(StringComparer.Ordinal);
        var chosen = new Dictionary<string, FileKind>(StringComparer.Ordinal);
        foreach (var (path, kind) in manifest.FilesIn(root))
            Take(root, path, kind);
        var kindsOfOwn = manifest.FilesIn(own);
        foreach (var file in Directory.EnumerateFiles(own, "*", SearchOption.AllDirectories))
        {
            var path = Path.GetRelativePath(own, file).Replace('\\', '/');
            Take(own, path, kindsOfOwn.GetValueOrDefault(path, FileKind.Started));
        }
        foreach (var path in files.Keys.Where(IsProject).ToList())
            files[path] = Encoding.UTF8.GetBytes(WithPackages(path, Encoding.UTF8.GetString(files[path]), files));
        files[Versions] = Encoding.UTF8.GetBytes(VersionsFor(files));
        chosen[Versions] = FileKind.Updated;
        kinds = chosen;
        AddPackages(files);
        return files;

        void Take(string place, string path, FileKind kind)
        {
            var to = manifest.Moved.GetValueOrDefault(path, path);
            files[to] = RepositoryFile.Read(place, path)!;
            chosen[to] = kind;
        }
    }

    /// <summary>The record of the files.</summary>
    public TemplateRecord RecordOf(
        IReadOnlyDictionary<string, byte[]> files,
        IReadOnlyDictionary<string, FileKind> kinds
    )
    {
        return new(packages.Version, Feed: null, Of(FileKind.Updated), Of(FileKind.Generated), Of(FileKind.Started));

        SortedDictionary<string, string> Of(FileKind kind) =>
            new(
                kinds
                    .Where(file => file.Value == kind)
                    .ToDictionary(file => file.Key, file => RepositoryFile.DigestOf(files[file.Key])),
                StringComparer.Ordinal
            );
    }

    static bool IsProject(string path) => path.EndsWith(".csproj", StringComparison.Ordinal);

    /// <summary>The packages that the projects need, and where NuGet finds them.</summary>
    void AddPackages(Dictionary<string, byte[]> files)
    {
        var named = files
            .Where(file => IsProject(file.Key))
            .SelectMany(file => Package().Matches(Encoding.UTF8.GetString(file.Value)))
            .Select(match => match.Groups["id"].Value);
        foreach (var id in packages.Needed(named))
        {
            var package = packages.FileOf(id);
            files[TemplateContent.Packages + Path.GetFileName(package)] = File.ReadAllBytes(package);
        }
        files[TemplateContent.FeedFile] = Encoding.UTF8.GetBytes(FeedConfiguration.Of(FeedConfiguration.Folder));
    }

    /// <summary>References to projects that a team does not have become references to their packages.</summary>
    static string WithPackages(string path, string text, Dictionary<string, byte[]> files) =>
        Project()
            .Replace(
                text,
                match =>
                {
                    var project = Path.GetFullPath(match.Groups["path"].Value, Path.GetDirectoryName($"/{path}")!)[1..];
                    return files.ContainsKey(project.Replace('\\', '/'))
                        ? match.Value
                        : $"<PackageReference Include=\"{PackedPackages.Prefix}{Path.GetFileNameWithoutExtension(project)}\"";
                }
            );

    /// <summary>The versions of all packages that the projects name, the engine's by one number.</summary>
    string VersionsFor(Dictionary<string, byte[]> files)
    {
        var central = File.ReadAllText(RepositoryFile.PathOf(root, "build/Directory.Packages.props"));
        var names = files
            .Where(file => IsProject(file.Key) || file.Key.EndsWith(".props", StringComparison.Ordinal))
            .SelectMany(file => Package().Matches(Encoding.UTF8.GetString(file.Value)))
            .Select(match => match.Groups["id"].Value)
            .Distinct()
            .Order(StringComparer.Ordinal)
            .ToList();
        var versions = CentralVersion()
            .Matches(central)
            .Where(match => names.Contains(match.Groups["id"].Value))
            .Select(match => Blanks().Replace(match.Value, " "))
            .Concat(
                names
                    .Where(packages.Has)
                    .Select(id => $"<PackageVersion Include=\"{id}\" Version=\"$(EngineVersion)\" />")
            );
        var properties = CentralProperty().Matches(central).Select(match => match.Value);
        return string.Join(
            '\n',
            [
                "<Project>",
                "  <!-- Written by New and Upgrade: the version of the engine, and of the packages that the build program needs. -->",
                "  <PropertyGroup>",
                $"    <EngineVersion>{packages.Version}</EngineVersion>",
                .. properties.Select(line => $"    {line}"),
                "  </PropertyGroup>",
                "  <ItemGroup>",
                .. versions.Select(line => $"    {line}"),
                "  </ItemGroup>",
                "</Project>",
                "",
            ]
        );
    }

    [GeneratedRegex("<ProjectReference Include=\"(?<path>[^\"]+)\"")]
    private static partial Regex Project();

    [GeneratedRegex("<PackageReference\\s+Include=\"(?<id>[^\"]+)\"")]
    private static partial Regex Package();

    [GeneratedRegex("""<PackageVersion\s+Include="(?<id>[^"]+)"[^>]*/>""")]
    private static partial Regex CentralVersion();

    [GeneratedRegex("""<(?:ManagePackage|CentralPackage)\w+(?:\s+Condition="[^"]*")?>[^<]*</\w+>""")]
    private static partial Regex CentralProperty();

    [GeneratedRegex(@"\s+")]
    private static partial Regex Blanks();
}
