using System.Text.RegularExpressions;
using Build.Tests.Bootstrappers;
using Scaffolding.Feeds;

namespace Build.Tests.Scaffolding;

/// <summary>Packages of the libraries as they are compiled beside the tests: what --target=Pack makes takes minutes to compile.</summary>
static partial class EnginePackages
{
    static readonly string engine = Path.Combine(Repository.Root, "build", "engine");

    static readonly IReadOnlyDictionary<string, string> versions = Version()
        .Matches(File.ReadAllText(Path.Combine(Repository.Root, "build", "Directory.Packages.props")))
        .ToDictionary(match => match.Groups["id"].Value, match => match.Groups["version"].Value);

    /// <param name="assemblies">Whether they hold what is compiled; else they say only what they need.</param>
    public static PackedPackages Write(string folder, string version, bool assemblies = true)
    {
        foreach (var file in Directory.EnumerateFiles(engine, "*.csproj", SearchOption.AllDirectories).Where(IsLibrary))
        {
            var name = Path.GetFileNameWithoutExtension(file);
            var project = File.ReadAllText(file);
            PackageFile.Write(
                folder,
                PackedPackages.Prefix + name,
                version,
                assemblies ? FilesOf(name) : new Dictionary<string, byte[]>(),
                [
                    .. Project().Matches(project).Select(match => PackedPackages.Prefix + match.Groups["name"].Value),
                    .. Package()
                        .Matches(project)
                        .Select(match => match.Groups["id"].Value)
                        .Where(versions.ContainsKey)
                        .Select(id => $"{id}@{versions[id]}"),
                ]
            );
        }
        return new(folder, version);
    }

    static Dictionary<string, byte[]> FilesOf(string name) =>
        new()
        {
            [$"lib/net10.0/{name}.dll"] = File.ReadAllBytes(Path.Combine(AppContext.BaseDirectory, $"{name}.dll")),
        };

    static bool IsLibrary(string file) =>
        File.ReadAllText(file) is var project
        && project.Contains("Directory.Package.props", StringComparison.Ordinal)
        && !project.Contains("PackAsTool", StringComparison.Ordinal)
        && !project.Contains("PackageType", StringComparison.Ordinal);

    [GeneratedRegex("<PackageVersion\\s+Include=\"(?<id>[^\"]+)\"\\s+Version=\"(?<version>[0-9][^\"]*)\"")]
    private static partial Regex Version();

    [GeneratedRegex("<ProjectReference Include=\"[^\"]*/(?<name>[^\"/]+)\\.csproj\"")]
    private static partial Regex Project();

    [GeneratedRegex("<PackageReference\\s+Include=\"(?<id>[^\"]+)\" />")]
    private static partial Regex Package();
}
