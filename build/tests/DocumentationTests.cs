using System.Reflection;
using System.Text.Json;
using System.Text.RegularExpressions;
using Build.Tests.Bootstrappers;
using Cake.Frosting;

namespace Build.Tests;

/// <summary>What the pages say there is, is there, and what there is stands on them.</summary>
public sealed partial class DocumentationTests
{
    /// <summary>Made by others, and not the user's to name.</summary>
    static readonly string[] innerTargets = ["AllowLocal", "BootstrapLocal", "Default"];

    static IEnumerable<string> Pages =>
        Directory
            .EnumerateFiles(Path.Combine(Repository.Root, "build", "docs"), "*.md")
            .Append(Path.Combine(Repository.Root, "README.md"));

    static IReadOnlyList<string> Targets { get; } =
    [
        .. typeof(Program)
            .Assembly.GetExportedTypes()
            .Select(type => type.GetCustomAttribute<TaskNameAttribute>()?.Name)
            .OfType<string>(),
    ];

    [Fact]
    public void Targets_OfTheProgram_StandInTheTableAndNoOthers() =>
        Assert.Equal(Targets.Except(innerTargets).Order(), FirstColumn("targets.md").Order());

    [Fact]
    public void Settings_OfTheSchema_StandInTheTable()
    {
        using var schema = JsonDocument.Parse(
            File.ReadAllBytes(Path.Combine(Repository.Root, "build", "settings.schema.json"))
        );
        var settings = schema.RootElement.GetProperty("properties").EnumerateObject().Select(property => property.Name);

        // Of environments, not of the whole.
        Assert.Equal(settings.Except(["$schema"]).Append("parameters").Order(), FirstColumn("settings.md").Order());
    }

    [Fact]
    public void Links_OfThePages_LeadToFilesAndHeadings()
    {
        var broken =
            from page in Pages
            from link in Link().Matches(File.ReadAllText(page))
            let target = link.Groups["target"].Value
            where !target.Contains("://", StringComparison.Ordinal)
            let parts = target.Split('#')
            let file = parts[0].Length == 0 ? page : Path.Combine(Path.GetDirectoryName(page)!, parts[0])
            where !Path.Exists(file) || (parts.Length > 1 && !Headings(file).Contains(parts[1]))
            select $"{Path.GetFileName(page)}: {target}";

        Assert.Empty(broken);
    }

    /// <summary>A command that is shown names targets and options that there are.</summary>
    [Fact]
    public void Commands_OfThePages_NameTargetsThatThereAre()
    {
        var unknown =
            from page in Pages
            from target in Target().Matches(File.ReadAllText(page)).Select(match => match.Groups["name"].Value)
            where !Targets.Contains(target)
            select $"{Path.GetFileName(page)}: {target}";

        Assert.Empty(unknown);
    }

    static HashSet<string> Headings(string file) =>
        [
            .. File.ReadLines(file)
                .Where(line => line.StartsWith('#'))
                .Select(line => line.TrimStart('#', ' ').ToLowerInvariant().Replace(' ', '-')),
        ];

    /// <summary>The names in the first column of a page's first table.</summary>
    static IEnumerable<string> FirstColumn(string page) =>
        File.ReadLines(Path.Combine(Repository.Root, "build", "docs", page))
            .SkipWhile(line => !line.StartsWith('|'))
            .TakeWhile(line => line.StartsWith('|'))
            .SelectMany(line => Name().Matches(line.Split('|')[1]))
            .Select(match => match.Groups["name"].Value);

    [GeneratedRegex(@"\]\((?<target>[^)\s]+)\)")]
    private static partial Regex Link();

    [GeneratedRegex(@"--target=(?<name>[A-Z]\w*)")]
    private static partial Regex Target();

    [GeneratedRegex("`(?<name>[^`]+)`")]
    private static partial Regex Name();
}
