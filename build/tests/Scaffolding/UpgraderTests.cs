using System.Runtime.Versioning;
using Deployment;
using Scaffolding;
using Scaffolding.Records;
using Scaffolding.Upgrades;

namespace Build.Tests.Scaffolding;

/// <summary>Upgrades of small repositories, by NuGet's own restore and a build.sh of their own.</summary>
public sealed class UpgraderTests
{
    const string Works = "#!/bin/bash\necho works\n";

    static readonly string[] started = ["README.md"];

    public UpgraderTests() =>
        Assert.SkipWhen(OperatingSystem.IsWindows(), "the build.sh of these repositories is for bash");

    static Dictionary<string, string> Before =>
        new()
        {
            ["build.sh"] = Works,
            ["README.md"] = "# Ours",
            ["build/Build/Tasks/OneTask.cs"] = "one",
            ["build/Build/Tasks/TwoTask.cs"] = "two",
            ["build/Build/Tasks/OldTask.cs"] = "old",
            ["build/CHANGELOG.md"] = "- One is done.\n",
            ["build/packages/CdkDeployments.Iam.1.0.0.nupkg"] = "package",
        };

    static Dictionary<string, string> After
    {
        get
        {
            var files = Before;
            files["build.sh"] = $"{Works}# newer\n";
            files["README.md"] = "# Theirs";
            files["build/Build/Tasks/OneTask.cs"] = "one, newer";
            files["build/Build/Tasks/TwoTask.cs"] = "two, newer";
            files["build/Build/Tasks/NewTask.cs"] = "new";
            files["build/CHANGELOG.md"] = "- Two is faster.\n- One is done.\n";
            files.Remove("build/Build/Tasks/OldTask.cs");
            files.Remove("build/packages/CdkDeployments.Iam.1.0.0.nupkg");
            files["build/packages/CdkDeployments.Iam.1.1.0.nupkg"] = "newer package";
            return files;
        }
    }

    static async Task<TeamFolder> CreateAsync(Dictionary<string, string>? next = null)
    {
        var team = new TeamFolder();
        await team.CreateAsync(PackageFile.WriteTemplate(team.Packages, "1.0.0", Before, started));
        PackageFile.WriteTemplate(team.Packages, "1.1.0", next ?? After, started);
        return team;
    }

    static IEnumerable<KeyValuePair<string, string>> Sorted(IReadOnlyDictionary<string, string> files) =>
        files
            .Where(file => !file.Key.StartsWith("build/.upgrade/", StringComparison.Ordinal))
            .OrderBy(file => file.Key, StringComparer.Ordinal);

    [Fact]
    [UnsupportedOSPlatform("windows")]
    public async Task RunAsync_ToTheNewest_ChangesWhatNobodyEditedAndSaysIt()
    {
        using var team = await CreateAsync();
        team.Write("build/Build/Tasks/TwoTask.cs", "two, ours");
        team.Write("build/Build/Tasks/OurTask.cs", "ours");

        var result = await team.UpgradeAsync();

        Assert.Equal(
            [
                "Upgraded from 1.0.0 to 1.1.0:",
                "  changed  build.sh",
                "  added    build/Build/Tasks/NewTask.cs",
                "  removed  build/Build/Tasks/OldTask.cs",
                "  changed  build/Build/Tasks/OneTask.cs",
                "  left     build/Build/Tasks/TwoTask.cs: you edited it: compare with build/.upgrade/next/build/Build/Tasks/TwoTask.cs",
                "  changed  build/CHANGELOG.md",
                "  changed  build/template.json",
                "  changed  build/packages/: the packages of 1.1.0",
                "New:",
                "  - Two is faster.",
            ],
            result.Lines
        );
        Assert.Equal("# Ours", team.Text("README.md"));
        Assert.Equal("two, ours", team.Text("build/Build/Tasks/TwoTask.cs"));
        Assert.Equal("ours", team.Text("build/Build/Tasks/OurTask.cs"));
        Assert.Equal("two, newer", team.Text("build/.upgrade/next/build/Build/Tasks/TwoTask.cs"));
        Assert.Equal("1.1.0", TemplateRecord.Of(team.Root).Version);
        Assert.True(File.GetUnixFileMode(team.PathOf("build.sh")).HasFlag(UnixFileMode.UserExecute));
        Assert.Equal(["Up to date: version 1.1.0"], (await team.UpgradeAsync()).Lines);
    }

    /// <summary>The next action: the edit is undone.</summary>
    [Fact]
    public async Task RunAsync_WhereTheNextVersionDoesNotBuild_LeavesAllAsItWas()
    {
        var next = After;
        next["build.sh"] =
            "#!/bin/bash\ngrep -q ours build/Build/Tasks/*.cs && { echo \"TwoTask.cs: error\"; exit 1; }\nexit 0\n";
        using var team = await CreateAsync(next);
        team.Write("build/Build/Tasks/TwoTask.cs", "two, ours");
        var before = team.Files();

        var failure = await Assert.ThrowsAsync<BuildException>(() => team.UpgradeAsync());

        Assert.Equal(ScaffoldingCodes.UpgradeFailed, failure.Findings.Single().Code);
        Assert.Contains(
            failure.Findings.Single().Why,
            why => why.Contains("TwoTask.cs: error", StringComparison.Ordinal)
        );
        Assert.Equal(Sorted(before), Sorted(team.Files()));
        team.Write("build/Build/Tasks/TwoTask.cs", "two");
        Assert.Equal("1.1.0", (await team.UpgradeAsync()).To);
    }

    [Fact]
    public async Task RunAsync_ToAnOlderVersion_GoesBackOnlyWhereItIsAskedFor()
    {
        using var team = await CreateAsync();
        await team.UpgradeAsync();
        File.Delete(Path.Combine(team.Packages, "CdkDeployments.Templates.1.1.0.nupkg"));

        Assert.Equal(["Up to date: version 1.1.0"], (await team.UpgradeAsync()).Lines);
        var back = await team.UpgradeAsync("1.0.0");

        Assert.Equal(("1.1.0", "1.0.0"), (back.From, back.To));
        Assert.Equal("old", team.Text("build/Build/Tasks/OldTask.cs"));
        Assert.False(File.Exists(team.PathOf("build/Build/Tasks/NewTask.cs")));
    }

    /// <summary>The next action: a version of the feed.</summary>
    [Fact]
    public async Task RunAsync_ToAVersionThatTheFeedLacks_SaysSoUntilOneIsNamedThatItHas()
    {
        using var team = await CreateAsync();
        var before = team.Files();

        var failure = await Assert.ThrowsAsync<BuildException>(() => team.UpgradeAsync("3.0.0"));

        Assert.Equal(ScaffoldingCodes.TemplatePackageNotFound, failure.Findings.Single().Code);
        Assert.Contains("3.0.0", failure.Findings.Single().What, StringComparison.Ordinal);
        Assert.Equal(Sorted(before), Sorted(team.Files()));
        Assert.Equal("1.1.0", (await team.UpgradeAsync("1.1.0")).To);
    }

    /// <summary>The next action: upgrade again.</summary>
    [Fact]
    public async Task RunAsync_WhileSomebodyEditsAFile_LosesNoEdit()
    {
        var next = After;
        using var team = new TeamFolder();
        next["build.sh"] =
            $"#!/bin/bash\n[ -f '{team.Root.Replace("'", "'\\''", StringComparison.Ordinal)}/edited' ] || {{ echo edited > ../../../edited; echo edit >> ../../../build/Build/Tasks/OneTask.cs; }}\n";
        await team.CreateAsync(PackageFile.WriteTemplate(team.Packages, "1.0.0", Before, started));
        PackageFile.WriteTemplate(team.Packages, "1.1.0", next, started);

        var failure = await Assert.ThrowsAsync<BuildException>(() => team.UpgradeAsync());

        Assert.Equal(ScaffoldingCodes.FileChangedMeanwhile, failure.Findings.Single().Code);
        Assert.Equal(["build/Build/Tasks/OneTask.cs"], failure.Findings.Single().Why);
        Assert.Equal("oneedit\n", team.Text("build/Build/Tasks/OneTask.cs"));
        Assert.Equal(Works, team.Text("build.sh"));
        Assert.Equal("1.1.0", (await team.UpgradeAsync()).To);
    }

    /// <summary>A folder in the place of a file stops the last of the moves.</summary>
    [Fact]
    public async Task RunAsync_WhereAFileCannotBePutInItsPlace_PutsTheOthersBack()
    {
        using var team = await CreateAsync();
        Directory.CreateDirectory(team.PathOf("build/packages/CdkDeployments.Iam.1.1.0.nupkg"));
        var before = team.Files();

        await Assert.ThrowsAnyAsync<Exception>(() => team.UpgradeAsync());

        Assert.Equal(Sorted(before), Sorted(team.Files()));
        Assert.False(File.Exists(team.PathOf($"{Upgrader.Folder}/applying")));
    }

    [Fact]
    public async Task RunAsync_InARepositoryThatNewDidNotWrite_IsRefusedAndOneThatItWroteIsNot()
    {
        using var team = await CreateAsync();
        var record = team.Text(TemplateRecord.Name);
        File.Delete(team.PathOf(TemplateRecord.Name));

        var failure = await Assert.ThrowsAsync<BuildException>(() => team.UpgradeAsync());

        Assert.Equal(ScaffoldingCodes.NoTeamRepository, failure.Findings.Single().Code);
        Assert.Equal(BuildException.WrongInput, failure.ExitCode);
        team.Write(TemplateRecord.Name, record);
        Assert.Equal("1.1.0", (await team.UpgradeAsync()).To);
    }
}
