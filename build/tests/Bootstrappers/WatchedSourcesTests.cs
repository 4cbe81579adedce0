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
        var lines = File.ReadAllLines(Path.Combine(Repository.Root, script));
        var watched = lines.First(line => line.Contains("engine", StringComparison.Ordinal));
        var leftOut = lines.First(line => line.Contains("Renewal", StringComparison.Ordinal));

        Assert.Contains("Build", watched, StringComparison.Ordinal);
        Assert.All(
            FoldersOf(Repository.FolderOf("Build")).Select(Path.GetFileName),
            name => Assert.DoesNotContain(name!, Words().Matches(leftOut).Select(word => word.Value))
        );
    }

    /// <summary>A project's folder, those of the projects that it refers to, and those of sources that it shares.</summary>
    static HashSet<string> FoldersOf(string folder)
    {
        Assert.StartsWith(
            folder == Repository.FolderOf("Build") ? folder : Path.Combine(Repository.Root, "build", "engine") + "/",
            folder,
            StringComparison.Ordinal
        );
        var file = XDocument.Load(Path.Combine(folder, $"{Path.GetFileName(folder)}.csproj"));
        return
        [
            folder,
            .. Included("ProjectReference").SelectMany(project => FoldersOf(Path.GetDirectoryName(project)!)),
            .. Included("Compile").Select(source => Path.GetDirectoryName(source)!),
        ];

        IEnumerable<string> Included(string element) =>
            file.Descendants(element)
                .Select(item => item.Attribute("Include")?.Value)
                .OfType<string>()
                .Where(path => path.StartsWith("../", StringComparison.Ordinal))
                .Select(path => Path.GetFullPath(path, folder));
    }

    [GeneratedRegex(@"[\w.]+")]
    private static partial Regex Words();
}
