using System.Reflection;
using System.Text.RegularExpressions;
using Build.Tests.Bootstrappers;

namespace Build.Tests;

/// <summary>The arrows of the design, over compiled references and over the sources.</summary>
public partial class ArchitectureTests
{
    const int LongestFile = 350;

    static readonly string build = Path.Combine(Repository.Root, "build");

    /// <summary>The libraries of the engine, and those of them that each may refer to.</summary>
    static readonly Dictionary<string, string[]> arrows = new()
    {
        ["AwsCatalog"] = [],
        ["Iam"] = [],
        ["Cake.AWS.CloudFormation"] = [],
        ["Cake.Frosting"] = [],
        ["Cake.Yarn"] = [],
        ["Serverless"] = [],
        ["LocalAws"] = ["AwsCatalog", "Iam", "Serverless"],
        ["Deployment"] = ["AwsCatalog", "Cake.AWS.CloudFormation"],
        ["Diagnosis"] = ["AwsCatalog", "Deployment", "Iam", "Serverless"],
        ["Fingerprints"] = ["Deployment"],
        ["Settings"] = ["Deployment", "LocalAws"],
        ["Arguments"] = ["Cake.Frosting", "Settings"],
        ["Tools"] = ["Cake.Yarn", "Fingerprints", "Settings"],
        ["Reporting"] = ["Deployment", "Diagnosis", "Fingerprints"],
        ["Steps"] = ["Arguments", "Fingerprints", "Reporting", "Settings", "Tools"],
        ["Rehearsal"] = ["LocalAws", "Steps"],
        ["Scaffolding"] = ["Deployment"],
    };

    public static TheoryData<string> Libraries => [.. arrows.Keys];

    [Theory]
    [MemberData(nameof(Libraries))]
    public void References_OfALibrary_GoAlongTheArrows(string library) =>
        Assert.Subset(
            BelowOf(library),
            ReferencesOf(library).Where(name => arrows.ContainsKey(name) || name is "Releases" or "Build").ToHashSet()
        );

    /// <summary>What an arrow leads to, and what the arrows from there lead to.</summary>
    static HashSet<string> BelowOf(string library) => [.. arrows[library].Concat(arrows[library].SelectMany(BelowOf))];

    [Fact]
    public void Libraries_OfTheEngine_AreThoseOfTheArrows() =>
        Assert.Equal(
            Directory
                .EnumerateFiles(Path.Combine(build, "engine"), "*.csproj", SearchOption.AllDirectories)
                // The package of what a team begins with is no library.
                .Where(file => !file.Contains("Templates", StringComparison.Ordinal))
                .Select(file => Path.GetFileNameWithoutExtension(file))
                .Order(StringComparer.Ordinal),
            // Which only programs refer to, and programs.
            arrows.Keys.Concat(["Releases", "LocalAws.Tool", "Renewal"]).Order(StringComparer.Ordinal)
        );

    [Fact]
    public void References_OfAnAssemblyThatHasThem_AreSeen() => Assert.Contains("Releases", ReferencesOf("Build"));

    [Theory]
    [InlineData("Scaffolding", "Cake")]
    [InlineData("Scaffolding", "Spectre")]
    [InlineData("LocalAws", "AWSSDK")]
    [InlineData("LocalAws", "Cake")]
    [InlineData("LocalAws", "Spectre")]
    [InlineData("Deployment", "Cake.Common")]
    [InlineData("Deployment", "Cake.Core")]
    [InlineData("Deployment", "Microsoft.AspNetCore")]
    [InlineData("Deployment", "Spectre")]
    [InlineData("Diagnosis", "Cake.Core")]
    [InlineData("Diagnosis", "Spectre")]
    [InlineData("Fingerprints", "Cake")]
    [InlineData("Fingerprints", "Spectre")]
    [InlineData("Settings", "Cake")]
    [InlineData("Settings", "Spectre")]
    [InlineData("AwsCatalog", "AWSSDK")]
    [InlineData("AwsCatalog", "Cake")]
    [InlineData("Iam", "AWSSDK")]
    [InlineData("Iam", "Cake")]
    [InlineData("Iam", "Microsoft.AspNetCore")]
    [InlineData("Serverless", "AWSSDK")]
    [InlineData("Serverless", "Cake")]
    public void References_AgainstTheArrows_DoNotExist(string assembly, string forbidden) =>
        Assert.DoesNotContain(
            ReferencesOf(assembly),
            name => name == forbidden || name.StartsWith($"{forbidden}.", StringComparison.Ordinal)
        );

    /// <summary>What a team owns stays small: what grows belongs in a library.</summary>
    [Fact]
    public void Sources_OfTheProgram_AreAThinShell() =>
        Assert.InRange(Sources("Build").Sum(source => File.ReadLines(source).Count()), 100, 1000);

    /// <summary>The engine's context and log are the ways out; what is drawn is drawn by Reporting.</summary>
    [Theory]
    [InlineData("LocalAws", "Console.")]
    [InlineData("Fingerprints", "Console.")]
    [InlineData("Settings", "Console.")]
    [InlineData("Tools", "Console.")]
    [InlineData("Deployment", "Console.")]
    [InlineData("AwsCatalog", "Console.")]
    [InlineData("Iam", "Console.")]
    [InlineData("Serverless", "Console.")]
    [InlineData("Scaffolding", "Console.")]
    [InlineData("Cake.AWS.CloudFormation", "Console.")]
    [InlineData("Cake.Yarn", "Console.")]
    public void Sources_AgainstTheArrows_DoNotExist(string folder, string forbidden)
    {
        var sources = Sources(folder).ToList();

        Assert.NotEmpty(sources);
        Assert.All(
            sources,
            source =>
                Assert.DoesNotContain(
                    File.ReadLines(source),
                    line => line.TrimStart().StartsWith(forbidden, StringComparison.Ordinal)
                )
        );
    }

    /// <summary>Whoever else writes a command down does not know in which world it is read.</summary>
    [Theory]
    [InlineData("Build")]
    [InlineData("Arguments")]
    [InlineData("Fingerprints")]
    [InlineData("Rehearsal")]
    [InlineData("Releases")]
    [InlineData("Reporting")]
    [InlineData("Settings")]
    [InlineData("Steps")]
    [InlineData("Tools")]
    [InlineData("Deployment")]
    [InlineData("Diagnosis")]
    public void Sources_CommandsOfTheBuild_AreMadeByBuildCommandAlone(string folder) =>
        Assert.All(
            Sources(folder).Where(source => Path.GetFileName(source) != "BuildCommand.cs"),
            source =>
                Assert.DoesNotContain(
                    File.ReadLines(source),
                    line =>
                        line.Contains("build.sh --target", StringComparison.Ordinal)
                        && !line.TrimStart().StartsWith("//", StringComparison.Ordinal)
                )
        );

    /// <summary>What goes to a terminal or a log is cleaned on the way.</summary>
    [Theory]
    [InlineData("Build")]
    [InlineData("Arguments")]
    [InlineData("Fingerprints")]
    [InlineData("Rehearsal")]
    [InlineData("Releases")]
    [InlineData("Reporting")]
    [InlineData("Settings")]
    [InlineData("Steps")]
    [InlineData("Tools")]
    [InlineData("Diagnosis")]
    public void Sources_BesideTheTerminal_WriteToNoConsole(string folder) =>
        Assert.DoesNotContain(
            Sources(folder)
                .Where(source => Path.GetFileName(source) != "Terminal.cs")
                .SelectMany(source => File.ReadLines(source).Where(line => ConsoleWrites().IsMatch(line))),
            // That one redirects, and writes nothing.
            line => !line.Contains("Console.SetOut(Console.Error)", StringComparison.Ordinal)
        );

    /// <summary>Proxies, limits of every wait and endpoint rules hold for each client.</summary>
    [Theory]
    [InlineData("Build")]
    [InlineData("Arguments")]
    [InlineData("Fingerprints")]
    [InlineData("Rehearsal")]
    [InlineData("Releases")]
    [InlineData("Reporting")]
    [InlineData("Settings")]
    [InlineData("Steps")]
    [InlineData("Tools")]
    [InlineData("Deployment")]
    [InlineData("Diagnosis")]
    public void Sources_ThatConfigureAClient_ConnectItByTheEndpoint(string folder) =>
        Assert.DoesNotContain(Sources(folder), source => UnconnectedClients().IsMatch(File.ReadAllText(source)));

    /// <summary>
    /// What reads a tree out of a foreign text reads it by <c>Guards</c>, or by System.Text.Json with its own limit of 64
    /// levels: no document exhausts the stack. The journal alone reads deeper than anything that was let in.
    /// </summary>
    [Fact]
    public void Sources_ThatReadDocuments_LimitTheirDepth()
    {
        var unlimited = ProgramFolders
            .SelectMany(Sources)
            .Where(source => Path.GetFileName(source) is not ("TableDefinition.cs" or "JournalLine.cs"))
            .SelectMany(source =>
                UnlimitedReaders().Matches(File.ReadAllText(source)).Select(use => $"{source}: {use.Value}")
            );

        Assert.Empty(unlimited);
    }

    [Fact]
    public void Sources_OfTheBuild_AreNotLong()
    {
        var tooLong = SourcesBelow(build)
            .Select(source => (Name: Path.GetRelativePath(build, source), Lines: File.ReadLines(source).Count()))
            .Where(source => source.Lines > LongestFile)
            .Select(source => $"{source.Name}: {source.Lines} lines");

        Assert.Empty(tooLong);
    }

    static IEnumerable<string> ProgramFolders => [.. arrows.Keys, "Build", "Releases"];

    static IEnumerable<string> ReferencesOf(string assembly) =>
        Assembly
            .LoadFrom(Path.Combine(AppContext.BaseDirectory, $"{assembly}.dll"))
            .GetReferencedAssemblies()
            .Select(reference => reference.Name!);

    static IEnumerable<string> Sources(string project) => SourcesBelow(Repository.FolderOf(project));

    static IEnumerable<string> SourcesBelow(string folder)
    {
        var separator = Path.DirectorySeparatorChar;
        return Directory
            .EnumerateFiles(folder, "*.cs", SearchOption.AllDirectories)
            .Where(file =>
                !file.Contains($"{separator}obj{separator}", StringComparison.Ordinal)
                && !file.Contains($"{separator}bin{separator}", StringComparison.Ordinal)
            );
    }

    [GeneratedRegex(@"(?<![.\w])Console\.(?:Out|Error|Write|WriteLine)\b")]
    private static partial Regex ConsoleWrites();

    [GeneratedRegex(@"(?<!\.?[Cc]on(?:nect|figure)\(\s*)new (?:CloudFormation|Service)Config\(")]
    private static partial Regex UnconnectedClients();

    [GeneratedRegex(
        @"\bMaxDepth\s*=|\bnew (?:YamlDotNet\.Core\.)?Parser\(|DeserializerBuilder|XDocument\.(?:Load|Parse)|XElement\.(?:Load|Parse)|XmlReader\.Create|XmlDocument\b|XmlSerializer|\bstream\.Load\((?!new ShallowYaml)|new YamlStream\((?!\);\s+(?:using var \w+ = [^;]*;\s+)?\w+\.Load\(new ShallowYaml)"
    )]
    private static partial Regex UnlimitedReaders();
}
