using Deployment;
using Scaffolding;
using Scaffolding.Records;

namespace Build.Tests.Scaffolding;

public sealed class NewRepositoryTests
{
    static readonly Dictionary<string, string> files = new()
    {
        ["README.md"] = "# Ours",
        ["build.sh"] = "#!/bin/bash\n",
        ["infra/src/a b [c].ts"] = "1",
        ["build/Build/Build.csproj"] = "<Project Sdk=\"Microsoft.NET.Sdk\" />",
    };

    [Fact]
    public async Task WriteAsync_IntoAFolderWithAStrangeName_WritesWhatThePackageHas()
    {
        using var team = new TeamFolder();
        var package = PackageFile.WriteTemplate(team.Packages, "1.0.0", files);

        await team.CreateAsync(package);

        Assert.Equal(
            files
                .Append(new(TemplateRecord.Name, team.Text(TemplateRecord.Name)))
                .OrderBy(file => file.Key, StringComparer.Ordinal),
            team.Files().OrderBy(file => file.Key, StringComparer.Ordinal)
        );
        if (!OperatingSystem.IsWindows())
            Assert.True(File.GetUnixFileMode(team.PathOf("build.sh")).HasFlag(UnixFileMode.UserExecute));
    }

    [Fact]
    public async Task WriteAsync_WithAFeed_NamesItAndHoldsNoPackages()
    {
        using var team = new TeamFolder();
        var package = PackageFile.WriteTemplate(
            team.Packages,
            "1.0.0",
            new Dictionary<string, string> { ["build/packages/CdkDeployments.Iam.1.0.0.nupkg"] = "a package" }
        );

        await new NewRepository((_, _, _, _) => Task.CompletedTask).WriteAsync(
            package,
            team.Root,
            "https://example.com/v3/index.json?a=1&b=2"
        );

        Assert.Equal(["build/NuGet.config", TemplateRecord.Name], team.Files().Keys.Order(StringComparer.Ordinal));
        Assert.Contains(
            "https://example.com/v3/index.json?a=1&amp;b=2",
            team.Text("build/NuGet.config"),
            StringComparison.Ordinal
        );
        Assert.Equal("https://example.com/v3/index.json?a=1&b=2", TemplateRecord.Of(team.Root).Feed);
    }

    /// <summary>The next action: a folder that is empty, or not there yet.</summary>
    [Fact]
    public async Task WriteAsync_IntoAFolderThatIsNotEmpty_IsRefusedUntilAnEmptyOneIsNamed()
    {
        using var team = new TeamFolder();
        var package = PackageFile.WriteTemplate(team.Packages, "1.0.0", files);
        team.Write("mine.txt", "mine");

        var failure = await Assert.ThrowsAsync<BuildException>(() => team.CreateAsync(package));

        Assert.Equal(ScaffoldingCodes.OutputNotEmpty, failure.Findings.Single().Code);
        Assert.Equal(["mine.txt"], failure.Findings.Single().Why);
        Assert.Equal(["mine.txt"], team.Files().Keys);
        File.Delete(team.PathOf("mine.txt"));
        await team.CreateAsync(package);
        Assert.Equal("# Ours", team.Text("README.md"));
    }

    [Fact]
    public async Task WriteAsync_WhenTheFeedHasNoPackages_LeavesNothingBehind()
    {
        using var team = new TeamFolder();
        var package = PackageFile.WriteTemplate(team.Packages, "1.0.0", files);
        Task FailAsync(string program, IReadOnlyList<string> arguments, string folder, string what) =>
            throw new BuildException(new Finding(FindingCodes.ProgramNotStarted, what));

        await Assert.ThrowsAsync<BuildException>(() =>
            new NewRepository(FailAsync).WriteAsync(package, team.Root, "https://example.com/index.json")
        );

        Assert.Equal(
            ["packages"],
            Directory.GetFileSystemEntries(Path.GetDirectoryName(team.Root)!).Select(Path.GetFileName)
        );
    }

    [Fact]
    public async Task WriteAsync_PackageOfAnythingElse_IsRefused()
    {
        using var team = new TeamFolder();
        var package = PackageFile.Write(team.Packages, "Other", "1.0.0", new Dictionary<string, byte[]>());

        var failure = await Assert.ThrowsAsync<BuildException>(() => team.CreateAsync(package));

        Assert.Equal(ScaffoldingCodes.TemplatePackageNotFound, failure.Findings.Single().Code);
    }
}
