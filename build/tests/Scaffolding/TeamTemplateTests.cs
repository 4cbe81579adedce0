using System.Text;
using System.Text.RegularExpressions;
using Build.Tests.Bootstrappers;
using Scaffolding.Contents;
using Scaffolding.Feeds;

namespace Build.Tests.Scaffolding;

/// <summary>What this repository makes of itself for a team.</summary>
public sealed partial class TeamTemplateTests : IDisposable
{
    /// <summary>What a team owns at most: its apps, tasks and tests.</summary>
    const int MostLines = 1500;

    static readonly string root = Repository.Root;
    static readonly string[] projects =
    [
        "AwsCatalog",
        "Cake.Frosting",
        "Cake.Yarn",
        "Deployment",
        "LocalAws",
        "Releases",
        "Scaffolding",
        "Steps",
    ];

    readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("packages-");
    readonly Dictionary<string, byte[]> files;
    readonly IReadOnlyDictionary<string, FileKind> kinds;

    public TeamTemplateTests()
    {
        var packages = EnginePackages.Write(folder.FullName, "9.9.9", assemblies: false);
        files = new RepositoryTemplate(root, packages).Read(out kinds);
    }

    [Fact]
    public void Manifest_EveryGlob_HasFiles() =>
        Assert.Empty(
            TemplateManifest
                .Read(Path.Combine(root, RepositoryTemplate.Folder, "manifest.json"))
                .Unmatched(root, Path.Combine(root, RepositoryTemplate.Folder, "Files"))
        );

    [Fact]
    public void Projects_OfATeam_ReferToPackagesOfOneVersion()
    {
        var texts = files
            .Where(file =>
                file.Key.EndsWith(".csproj", StringComparison.Ordinal)
                && file.Key.StartsWith("build/", StringComparison.Ordinal)
            )
            .Select(file => Encoding.UTF8.GetString(file.Value))
            .ToList();
        var versions = Encoding.UTF8.GetString(files[RepositoryTemplate.Versions]);

        Assert.Equal(2, texts.Count);
        Assert.DoesNotContain(
            texts,
            text => text.Contains("ProjectReference Include=\"../engine", StringComparison.Ordinal)
        );
        Assert.All(
            texts.SelectMany(text => Reference().Matches(text)).Select(match => match.Groups[1].Value),
            id => Assert.Contains($"PackageVersion Include=\"{id}\"", versions, StringComparison.Ordinal)
        );
        Assert.Single(NineNineNine().Matches(versions));
    }

    /// <summary>Those that others need included, and none that nobody needs.</summary>
    [Fact]
    public void Packages_OfATeam_AreThoseThatItsProgramNeeds()
    {
        var packages = files
            .Keys.Where(path => path.StartsWith(TemplateContent.Packages, StringComparison.Ordinal))
            .ToList();

        Assert.All(
            projects,
            project =>
                Assert.Contains($"{TemplateContent.Packages}{PackedPackages.Prefix}{project}.9.9.9.nupkg", packages)
        );
        Assert.DoesNotContain(packages, path => path.Contains("LocalAws.Tool", StringComparison.Ordinal));
    }

    [Fact]
    public void Lines_ThatATeamOwns_AreFew()
    {
        var lines = Owned().ToDictionary(file => file.Key, file => file.Value.Count(value => value == '\n'));

        Assert.True(
            lines.Values.Sum() <= MostLines,
            $"{lines.Values.Sum()}: {string.Join(", ", lines.OrderByDescending(file => file.Value).Take(10))}"
        );
    }

    [Fact]
    public void Links_OfItsPages_LeadToFilesThatItHas()
    {
        var broken =
            from page in files.Keys
            where page.EndsWith("README.md", StringComparison.Ordinal)
            from match in Link().Matches(Encoding.UTF8.GetString(files[page]))
            let target = match.Groups[1].Value
            where !target.Contains("://", StringComparison.Ordinal)
            let path = Path.GetFullPath(target.Split('#')[0], Path.GetDirectoryName($"/{page}")!)[1..]
            where !files.Keys.Any(file => file == path || file.StartsWith($"{path}/", StringComparison.Ordinal))
            select $"{page}: {target}";

        Assert.Empty(broken);
    }

    /// <summary>What it writes and edits itself: its shell, its tests, what its apps are made of. The rest is the engine's, or generated.</summary>
    IEnumerable<KeyValuePair<string, byte[]>> Owned() =>
        files.Where(file =>
            kinds.TryGetValue(file.Key, out var kind)
            && (
                kind == FileKind.Started
                || file.Key.EndsWith(".projenrc.ts", StringComparison.Ordinal)
                || file.Key.StartsWith("build/Build/", StringComparison.Ordinal)
            )
        );

    public void Dispose() => folder.Delete(recursive: true);

    [GeneratedRegex("PackageReference Include=\"([^\"]+)\" (?!Condition)")]
    private static partial Regex Reference();

    [GeneratedRegex("9\\.9\\.9")]
    private static partial Regex NineNineNine();

    [GeneratedRegex(@"\]\(([^)]+)\)")]
    private static partial Regex Link();
}
