using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace Build.Tests.Bootstrappers;

/// <summary>Whatever the program is compiled from, its bootstrappers watch: a forgotten folder would run what is out of date.</summary>
public sealed partial class WatchedSourcesTests
{
    [Theory]
    [InlineData("build.sh")]
    [InlineData("build.ps1")]
    public void Bootstrapper_EveryFolderThatTheProgramIsCompiledFrom_IsWatched(string script)
    {
        var watched = FolderName()
            .Matches(File.ReadLines(Path.Combine(Repository.Root, script)).First(line => line.Contains("Deployment")))
            .Select(match => match.Value)
            .ToHashSet();

        var unwatched = FoldersOf("Build").Where(project => !project.StartsWith("Cake.", StringComparison.Ordinal));

        Assert.Superset(unwatched.ToHashSet(), watched);
    }

    /// <summary>A project's folder, those of the projects that it refers to, and those of sources that it shares.</summary>
    static IEnumerable<string> FoldersOf(string project)
    {
        var file = XDocument.Load(Path.Combine(Repository.Root, "build", project, $"{project}.csproj"));
        return Included("ProjectReference")
            .Select(path => path.Split('/')[^2])
            .SelectMany(FoldersOf)
            .Concat(Included("Compile").Select(path => path.Split('/')[1]))
            .Append(project)
            .Distinct();

        IEnumerable<string> Included(string element) =>
            file.Descendants(element)
                .Select(item => item.Attribute("Include")?.Value)
                .OfType<string>()
                .Where(path => path.StartsWith("../", StringComparison.Ordinal));
    }

    [GeneratedRegex("[A-Z][A-Za-z]+")]
    private static partial Regex FolderName();
}
