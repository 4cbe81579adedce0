using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Build.Tests.Build;
using Build.Tests.Findings;
using Deployment.Processes;
using Settings;
using Tools;

namespace Build.Tests.Rehearsals;

/// <summary>A registry may serve whatever it likes under yarn's version: what is not as it is pinned does not run.</summary>
public sealed class ObtainedYarnTests : IDisposable
{
    const string Published = "// as yarn publishes it\n";
    const string Installed = "build/.tools/node_modules/@yarnpkg/cli-dist/bin/yarn.js";

    /// <summary>Installs what the registry serves.</summary>
    const string Npm = """
        [ "$1" != --version ] || { echo 11.0.0; exit; }
        echo install >> "$STAGE/npm-runs"
        package=node_modules/@yarnpkg/cli-dist
        mkdir -p $package/bin node_modules/.bin
        echo '{"version":"4.18.1"}' > $package/package.json
        cp "$STAGE/served" $package/bin/yarn.js
        printf '#!/bin/sh\necho "$@" >> "$STAGE/yarn-runs"\nmkdir -p node_modules\ntouch node_modules/installed\n' > node_modules/.bin/yarn
        chmod +x node_modules/.bin/yarn
        """;

    readonly TemporaryStage stage = new();
    readonly BuildProgram program;

    public ObtainedYarnTests()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Shell scripts stand in for the tools.");
        stage.AddTool("npm", Npm);
        stage.AddTool("node", "[ \"$1\" != --version ] || echo v20.20.0");
        program = new BuildProgram
        {
            SearchPath = $"{stage.Folder}:/usr/bin:/bin",
            Variables = new Dictionary<string, string>
            {
                ["STAGE"] = stage.Folder,
                [ToolEnvironment.MoreVariable] = "STAGE",
            },
        };
        Write("infra/package.json", "{}");
        Write("infra/yarn.lock", "");
        var pins = JsonNode.Parse(File.ReadAllText(At(PinnedVersions.Name)))!;
        pins["yarn-sha256"] = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Published)));
        Write(PinnedVersions.Name, pins.ToJsonString());
    }

    public void Dispose()
    {
        program.Dispose();
        stage.Dispose();
    }

    [Fact]
    public void Install_YarnAsItIsPinned_RunsAndIsNotFetchedAgain()
    {
        Serve(Published);

        var first = Install();
        Write("infra/yarn.lock", "changed");
        var second = Install();

        Assert.True(first.ExitCode == 0, first.Output + first.Errors);
        Assert.True(second.ExitCode == 0, second.Output + second.Errors);
        Assert.Equal(1, Count("npm"));
        Assert.Equal(2, Count("yarn"));
    }

    [Fact]
    public void Install_AnotherProgramOfThatVersion_IsRefusedAndNeverRuns()
    {
        Serve(Published + "steal();");

        var run = Install();

        Assert.Equal(ToolCodes.WrongToolVersion, PrintedFindings.Single(run).Code);
        Assert.Equal(0, Count("yarn"));
    }

    [Fact]
    public void Install_YarnThatWasChangedOnDisk_IsFetchedAgainBeforeItRuns()
    {
        Serve(Published);
        Install();
        Write(Installed, "steal();");
        Write("infra/yarn.lock", "changed");

        var run = Install();

        Assert.True(run.ExitCode == 0, run.Output + run.Errors);
        Assert.Equal(2, Count("npm"));
        Assert.Equal(Published, File.ReadAllText(At(Installed)));
    }

    ProgramRun Install() => program.Run("--target=Install", "--project=infra");

    void Serve(string text) => File.WriteAllText(Path.Combine(stage.Folder, "served"), text);

    /// <summary>How often a tool has run.</summary>
    int Count(string tool) =>
        Path.Combine(stage.Folder, $"{tool}-runs") is var file && File.Exists(file)
            ? File.ReadAllLines(file).Length
            : 0;

    string At(string path) => Path.Combine(program.Root, path);

    void Write(string path, string text)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(At(path))!);
        File.WriteAllText(At(path), text);
    }
}
