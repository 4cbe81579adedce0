using System.Text.RegularExpressions;
using Build.Tests.Bootstrappers;

namespace Build.Tests;

/// <summary>Texts and pages keep to the words of the glossary in .github/CONTRIBUTING.md.</summary>
public sealed partial class PlainEnglishTests
{
    public static TheoryData<string> Pages() =>
        [
            "README.md",
            .. new[] { "build", "infra", "pipeline" }.SelectMany(folder =>
                Directory
                    .EnumerateFiles(Path.Combine(Repository.Root, folder), "*.md", SearchOption.AllDirectories)
                    .Concat(Directory.EnumerateFiles(Path.Combine(Repository.Root, folder), "settings*.json"))
                    .Select(file => Path.GetRelativePath(Repository.Root, file))
                    .Where(file => !Generated().IsMatch(file))
            ),
        ];

    [Theory]
    [MemberData(nameof(Pages))]
    public void Page_WordsThatAreNotToBeUsed_AreNotThere(string page) =>
        Assert.DoesNotContain(File.ReadLines(Path.Combine(Repository.Root, page)), line => Refused().IsMatch(line));

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
    [InlineData("Scaffolding")]
    [InlineData("Cake.Frosting")]
    public void Texts_WordsThatAreNotToBeUsed_AreNotThere(string folder) =>
        Assert.All(
            Directory
                .EnumerateFiles(Repository.FolderOf(folder), "*.cs", SearchOption.AllDirectories)
                .Where(file => !Generated().IsMatch(file)),
            file => Assert.DoesNotContain(TextsOf(file), text => Refused().IsMatch(text))
        );

    /// <summary>What stands between double quotes on a line that is no comment.</summary>
    static IEnumerable<string> TextsOf(string file) =>
        File.ReadLines(file)
            .Where(line => !line.TrimStart().StartsWith("//", StringComparison.Ordinal))
            .SelectMany(line => Text().Matches(line))
            .Select(match => match.Value);

    [GeneratedRegex("\"(?:[^\"\\\\]|\\\\.)*\"")]
    private static partial Regex Text();

    [GeneratedRegex(
        @"\bmend(s|ed|ing)?\b|\banew\b|\bheed(s|ed)?\b|\btake it away\b|\btakes? it over\b|\btold (with|of)\b|\bof late\b|whose the time|nobody else is there|\bas AWS's\b|not succeeded here|makes and executes|\bfor want of\b|\bin vain\b",
        RegexOptions.IgnoreCase
    )]
    private static partial Regex Refused();

    [GeneratedRegex(@"[\\/](bin|obj|node_modules|cdk\.out|\.[^\\/]+)[\\/]")]
    private static partial Regex Generated();
}
