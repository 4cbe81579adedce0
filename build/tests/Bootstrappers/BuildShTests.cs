using System.Diagnostics;

namespace Build.Tests.Bootstrappers;

public sealed class BuildShTests
{
    public BuildShTests() =>
        Assert.SkipWhen(OperatingSystem.IsWindows(), "build.ps1 is what starts the build on Windows");

    [Fact]
    public async Task Run_FirstTime_CompilesAndPassesArgumentsAndExitCodeThrough()
    {
        using var checkout = new Checkout();

        var run = await checkout.RunAsync("--target=A b", "", "$(x) \"y\" *");

        Assert.Equal(7, run.ExitCode);
        Assert.Equal($"program one in {checkout.Root}\n[--target=A b][][$(x) \"y\" *]", run.StandardOutput);
        Assert.Equal(["restore", "publish"], checkout.SdkCalls);
    }

    [Fact]
    public async Task Run_WithoutArguments_PassesNone()
    {
        using var checkout = new Checkout();

        var run = await checkout.RunAsync();

        Assert.Equal($"program one in {checkout.Root}\n[]", run.StandardOutput);
    }

    /// <summary>What a killed upgrade leaves: files that it has put into their places, what they replaced, and the list of both.</summary>
    [Fact]
    public async Task Run_AfterAnUpgradeThatWasCutOff_IsAsBeforeIt()
    {
        using var checkout = new Checkout();
        checkout.Write("build/Build/Program.cs", "half");
        checkout.Write("build/Build/Added.cs", "added");
        checkout.Write("build/.upgrade/before/build/Build/Program.cs", "one");
        checkout.Write(
            "build/.upgrade/applying",
            "build/Build/Program.cs\nbuild/Build/Added.cs\nbuild/Build/Coming.cs\n"
        );

        var run = await checkout.RunAsync("a b");

        Assert.Equal(7, run.ExitCode);
        Assert.Equal($"program one in {checkout.Root}\n[a b]", run.StandardOutput.TrimEnd());
        Assert.False(File.Exists(checkout.PathOf("build/Build/Added.cs")));
        Assert.False(Directory.Exists(checkout.PathOf("build/.upgrade")));
        Assert.StartsWith("An upgrade was cut off", run.StandardError, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_FromAnotherFolder_StartsInTheRoot()
    {
        using var checkout = new Checkout();

        var run = await checkout.RunAsync(Path.GetTempPath(), ["x"]);

        Assert.Equal($"program one in {checkout.Root}\n[x]", run.StandardOutput);
    }

    [Fact]
    public async Task Run_NothingChanged_CompilesOnceAndSaysNothing()
    {
        using var checkout = new Checkout();
        await checkout.RunAsync();

        var second = await checkout.RunAsync();

        Assert.Equal("", second.StandardError);
        Assert.Equal(1, checkout.Compilations);
    }

    [Theory]
    [InlineData("touch")]
    [InlineData("output")]
    [InlineData("prose")]
    [InlineData("tests")]
    public async Task Run_WhatDoesNotMatterChanged_DoesNotCompile(string change)
    {
        using var checkout = new Checkout();
        await checkout.RunAsync();
        switch (change)
        {
            case "touch":
                File.SetLastWriteTimeUtc(checkout.PathOf("build/Build/Program.cs"), DateTime.UnixEpoch);
                break;
            case "output":
                checkout.Write("build/Build/obj/project.assets.json", "{}");
                checkout.Write("build/engine/LocalAws/bin/Debug/LocalAws.dll", "compiled");
                break;
            case "prose":
                checkout.Write("build/engine/LocalAws/README.md", "what it does");
                break;
            default:
                checkout.Write("build/tests/SomeTests.cs", "a test");
                break;
        }

        await checkout.RunAsync();

        Assert.Equal(1, checkout.Compilations);
    }

    [Theory]
    [InlineData("edit")]
    [InlineData("add")]
    [InlineData("delete")]
    [InlineData("rename")]
    [InlineData("props")]
    [InlineData("sdk")]
    public async Task Run_SourcesChanged_CompilesAgain(string change)
    {
        using var checkout = new Checkout();
        await checkout.RunAsync();
        var file = checkout.PathOf("build/engine/Deployment/Finding.cs");
        var written = File.GetLastWriteTimeUtc(file);
        switch (change)
        {
            case "edit":
                checkout.Write("build/engine/Deployment/Finding.cs", "A finding");
                File.SetLastWriteTimeUtc(file, written);
                break;
            case "add":
                checkout.Write("build/engine/LocalAws/Sts/Caller.cs", "a caller");
                break;
            case "delete":
                File.Delete(file);
                break;
            case "rename":
                File.Move(file, checkout.PathOf("build/engine/Deployment/Findings.cs"));
                break;
            case "props":
                checkout.Write("build/engine/Cake.props", "<Project />");
                break;
            default:
                checkout.Write("build/global.json", """{ "sdk": { "version": "10.0.200" } }""");
                break;
        }

        await checkout.RunAsync();

        Assert.Equal(2, checkout.Compilations);
    }

    [Fact]
    public async Task Run_SourcesChangedBack_StartsWhatWasCompiledBefore()
    {
        using var checkout = new Checkout();
        await checkout.RunAsync();
        checkout.Write("build/Build/Program.cs", "two");
        var second = await checkout.RunAsync();
        checkout.Write("build/Build/Program.cs", "one");

        var third = await checkout.RunAsync();

        Assert.StartsWith("program two", second.StandardOutput, StringComparison.Ordinal);
        Assert.StartsWith("program one", third.StandardOutput, StringComparison.Ordinal);
        Assert.Equal(2, checkout.Compilations);
    }

    [Fact]
    public async Task Run_SourcesDoNotCompile_SaysWhyAndStartsNothing()
    {
        using var checkout = new Checkout();
        await checkout.RunAsync();
        checkout.Write("build/Build/Program.cs", "broken");

        var run = await checkout.RunAsync();

        Assert.Equal(1, run.ExitCode);
        Assert.Equal("", run.StandardOutput);
        Assert.Contains("error CS1002: ; expected", run.StandardError, StringComparison.Ordinal);
        Assert.Contains("[BuildProgramBroken]", run.StandardError, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_OnABuildServer_LeavesThePresentProgramAloneAndNoObjectsBesideIt()
    {
        using var checkout = new Checkout { IsBuildServer = true };
        await checkout.RunAsync();
        checkout.Write("build/Build/Program.cs", "two");

        await checkout.RunAsync();

        Assert.Single(Directory.GetDirectories(checkout.PathOf("build/.publish")));
        Assert.Equal(2, checkout.Compilations);
    }

    [Fact]
    public async Task Run_InACopyWithAProgramFromAnotherCheckout_DoesNotCompile()
    {
        using var checkout = new Checkout();
        await checkout.RunAsync();
        foreach (var file in Directory.GetFiles(checkout.PathOf("build/.publish"), "*", SearchOption.AllDirectories))
            File.SetLastWriteTimeUtc(file, DateTime.UnixEpoch.AddYears(20));
        File.Delete(checkout.PathOf("build/.publish/sources"));
        checkout.Write("build/Build/Program.cs", "one"); // unpacked anew

        await checkout.RunAsync();

        Assert.Equal(1, checkout.Compilations);
    }

    [Fact]
    public async Task Run_TwoAtOnce_OneCompilesAndTheOtherWaits()
    {
        using var checkout = new Checkout();
        var gate = checkout.PathOf("gate");
        using (var mkfifo = Process.Start("mkfifo", [gate]))
        {
            await mkfifo.WaitForExitAsync(TestContext.Current.CancellationToken);
        }

        using var first = checkout.Start(checkout.Root, ["1"]);
        Assert.Equal("Compiling the build program ...", await NextLineAsync(first));
        using var second = checkout.Start(checkout.Root, ["2"]);
        Assert.StartsWith("Waiting for another build.sh", await NextLineAsync(second), StringComparison.Ordinal);
        await File.WriteAllTextAsync(gate, "go", TestContext.Current.CancellationToken);

        Assert.EndsWith("[1]", (await Checkout.EndAsync(first)).StandardOutput, StringComparison.Ordinal);
        Assert.EndsWith("[2]", (await Checkout.EndAsync(second)).StandardOutput, StringComparison.Ordinal);
        Assert.Equal(1, checkout.Compilations);
    }

    [Fact]
    public async Task Run_LockOfAProcessThatIsGone_IsTakenOver()
    {
        using var checkout = new Checkout();
        checkout.RemoveTool("flock");
        using var gone = Process.Start("true");
        await gone.WaitForExitAsync(TestContext.Current.CancellationToken);
        checkout.Write(
            "build/.publish/lock.d/pid",
            gone.Id.ToString(System.Globalization.CultureInfo.InvariantCulture)
        );

        var run = await checkout.RunAsync();

        Assert.Equal(7, run.ExitCode);
        Assert.False(Directory.Exists(checkout.PathOf("build/.publish/lock.d")));
    }

    [Fact]
    public async Task Run_NoSdkAndNoWayToFetchOne_SaysWhatIsMissingAndHowToGetIt()
    {
        using var checkout = new Checkout { HasSdk = false };

        var run = await checkout.RunAsync();

        Assert.Equal(1, run.ExitCode);
        Assert.Contains("10.0.100", run.StandardError, StringComparison.Ordinal);
        Assert.Contains("[SdkMissing]", run.StandardError, StringComparison.Ordinal);
        Assert.Contains(
            "Next: install it from https://dotnet.microsoft.com/download",
            run.StandardError,
            StringComparison.Ordinal
        );
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Run_NoSdkThatSatisfies_InstallsOne(bool anotherIsThere)
    {
        using var checkout = new Checkout { HasSdk = anotherIsThere };
        checkout.Write("refuses", "any SDK but the installed one");
        var installed = $"{checkout.PathOf("build/.dotnet")}/dotnet";
        checkout.Write(
            "install.sh",
            $"""mkdir -p "$4"; sed 's/exit 155/:/' "{checkout.PathOf("sdk/dotnet")}" > "$4/dotnet"; chmod +x "$4/dotnet"; echo "$@" > "$HOME.log" """
        );

        var run = await checkout.RunAsync();

        Assert.Equal(7, run.ExitCode);
        Assert.True(File.Exists(installed));
        Assert.Equal(
            $"--jsonfile {checkout.PathOf("build/global.json")} --install-dir {checkout.PathOf("build/.dotnet")} --no-path",
            (await File.ReadAllTextAsync(checkout.PathOf("home.log"), TestContext.Current.CancellationToken)).Trim()
        );
    }

    [Fact]
    public async Task Run_SdkMovedSinceItCompiled_FindsItAgain()
    {
        using var checkout = new Checkout();
        await checkout.RunAsync();
        File.Move(checkout.PathOf("sdk/dotnet"), checkout.PathOf("tools/dotnet"));

        var run = await checkout.RunAsync();

        Assert.Equal(7, run.ExitCode);
        Assert.Equal(1, checkout.Compilations);
    }

    [Fact]
    public async Task ShellCheck_HasNothingToSay()
    {
        Assert.SkipWhen(Repository.Which("shellcheck") is null, "shellcheck is not installed");
        using var shellcheck = Process.Start(
            new ProcessStartInfo("shellcheck", ["build.sh", ".ci/run"])
            {
                WorkingDirectory = Repository.Root,
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            }
        )!;

        var output = await Checkout.EndAsync(shellcheck);

        Assert.Equal(new Output(0, "", ""), output);
    }

    static async Task<string?> NextLineAsync(Process process) =>
        await process.StandardError.ReadLineAsync(TestContext.Current.CancellationToken);
}
