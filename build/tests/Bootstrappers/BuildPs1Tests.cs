using System.Runtime.Versioning;

namespace Build.Tests.Bootstrappers;

/// <summary>The twin of build.sh, wherever PowerShell 7 is installed; what it compiles and when is the same.</summary>
public sealed class BuildPs1Tests
{
    public BuildPs1Tests()
    {
        Assert.SkipWhen(PowerShell.Command is null, "PowerShell 7 is not installed");
        Assert.SkipWhen(OperatingSystem.IsWindows(), "the SDK of these tests is a shell script");
    }

    [Fact]
    public async Task Run_FirstTime_CompilesAndPassesArgumentsAndExitCodeThrough()
    {
        using var checkout = new Checkout("build.ps1");

        var run = await checkout.RunAsync("--target=A b", "$(x) 'y' *");

        Assert.Equal("Compiling the build program ...\n", run.StandardError);
        Assert.Equal($"program one in {checkout.Root}\n[--target=A b][$(x) 'y' *]", run.StandardOutput.TrimEnd());
        Assert.Equal(7, run.ExitCode);
        Assert.Equal(["restore", "publish"], checkout.SdkCalls);
    }

    /// <summary>What a killed upgrade leaves: files that it has put into their places, what they replaced, and the list of both.</summary>
    [Fact]
    public async Task Run_AfterAnUpgradeThatWasCutOff_IsAsBeforeIt()
    {
        using var checkout = new Checkout("build.ps1");
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
        using var checkout = new Checkout("build.ps1");

        var run = await checkout.RunAsync(Path.GetTempPath(), ["x"]);

        Assert.Equal($"program one in {checkout.Root}\n[x]", run.StandardOutput.TrimEnd());
    }

    [Fact]
    public async Task Run_SourcesTouchedThenChangedThenChangedBack_CompilesWhatIsNew()
    {
        using var checkout = new Checkout("build.ps1");
        await checkout.RunAsync();
        File.SetLastWriteTimeUtc(checkout.PathOf("build/Build/Program.cs"), DateTime.UnixEpoch);
        var touched = await checkout.RunAsync();
        checkout.Write("build/Build/Program.cs", "two");
        var changed = await checkout.RunAsync();
        checkout.Write("build/Build/Program.cs", "one");
        var changedBack = await checkout.RunAsync();

        Assert.Equal("", touched.StandardError);
        Assert.StartsWith("program two", changed.StandardOutput, StringComparison.Ordinal);
        Assert.StartsWith("program one", changedBack.StandardOutput, StringComparison.Ordinal);
        Assert.Equal(2, checkout.Compilations);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Run_InAnotherCheckoutOfTheSameSources_TakesTheProgramOverWhereItIsAsItWas(bool isDamaged)
    {
        using var first = new Checkout("build.ps1");
        await first.RunAsync();
        if (isDamaged)
            await File.WriteAllTextAsync(
                Assert.Single(
                    Directory.GetFiles(Path.Combine(first.Home, ".cache"), "Build.dll", SearchOption.AllDirectories)
                ),
                "another",
                TestContext.Current.CancellationToken
            );
        using var second = new Checkout("build.ps1") { Home = first.Home };

        var run = await second.RunAsync();

        Assert.StartsWith("program one", run.StandardOutput, StringComparison.Ordinal);
        Assert.Equal(isDamaged ? 1 : 0, second.Compilations);
    }

    /// <summary>A program that somebody else could have put there is not run, whatever it says of itself.</summary>
    [Theory]
    [MemberData(nameof(SharedProgram.ThatOthersMayWrite), MemberType = typeof(SharedProgram))]
    [UnsupportedOSPlatform("windows")]
    public async Task Run_SharedProgramThatOthersMayWrite_Compiles(string what, int mode)
    {
        using var first = new Checkout("build.ps1");
        await first.RunAsync();
        SharedProgram.LetOthersWrite(first, what, mode);
        using var second = new Checkout("build.ps1") { Home = first.Home };

        await second.RunAsync();

        Assert.Equal(1, second.Compilations);
    }

    [Fact]
    public async Task Run_SharedProgramOfAnotherUser_Compiles()
    {
        using var first = new Checkout("build.ps1");
        await first.RunAsync();
        Assert.SkipUnless(await SharedProgram.GiveAwayAsync(first), "only root gives files away");
        using var second = new Checkout("build.ps1") { Home = first.Home };

        await second.RunAsync();

        Assert.Equal(1, second.Compilations);
    }

    [Fact]
    public async Task Run_SourcesDoNotCompile_SaysWhyAndStartsNothing()
    {
        using var checkout = new Checkout("build.ps1");
        checkout.Write("build/Build/Program.cs", "broken");

        var run = await checkout.RunAsync();

        Assert.Equal(1, run.ExitCode);
        Assert.Equal("", run.StandardOutput);
        Assert.Contains("error CS1002: ; expected", run.StandardError, StringComparison.Ordinal);
        Assert.Contains("[BuildProgramBroken]", run.StandardError, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_NoSdkAndNoWayToFetchOne_SaysWhatIsMissingAndHowToGetIt()
    {
        using var checkout = new Checkout("build.ps1") { HasSdk = false };

        var run = await checkout.RunAsync();

        Assert.Equal(1, run.ExitCode);
        Assert.Contains("[SdkMissing]", run.StandardError, StringComparison.Ordinal);
    }
}
