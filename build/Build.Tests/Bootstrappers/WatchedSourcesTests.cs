using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace Build.Tests.Bootstrappers;

/// <summary>Whatever the program is compiled from, its bootstrappers watch: a forgotten folder would run what is out of date.</summary>
public sealed partial class WatchedSourcesTests
{
    [Theory]
    [InlineData("build.sh")]
    [InlineData("build.ps1")]
    public void Bootstrapper_EveryProjectThatTheProgramIsCompiledFrom_IsWatched(string script)
    {
        var watched = FolderName()
            .Matches(File.ReadLines(Path.Combine(Repository.Root, script)).First(line => line.Contains("Deployment")))
            .Select(match => match.Value)
            .ToHashSet();

        var unwatched = ProjectsOf("Build").Where(project => !project.StartsWith("Cake.", StringComparison.Ordinal));

        Assert.Superset(unwatched.ToHashSet(), watched);
    }

    /// <summary>A project's folder, and those of the projects that it refers to.</summary>
    static IEnumerable<string> ProjectsOf(string project)
    {
        var file = Path.Combine(Repository.Root, "build", project, $"{project}.csproj");
        return XDocument
            .Load(file)
            .Descendants("ProjectReference")
            .Select(reference => Path.GetFileNameWithoutExtension(reference.Attribute("Include")!.Value))
            .SelectMany(ProjectsOf)
            .Append(project)
            .Distinct();
    }

    [GeneratedRegex("[A-Z][A-Za-z]+")]
    private static partial Regex FolderName();
}
