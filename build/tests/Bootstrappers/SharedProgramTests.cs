using System.Runtime.Versioning;

namespace Build.Tests.Bootstrappers;

/// <summary>What checkouts of one user have of each other's compiled programs.</summary>
public sealed class SharedProgramTests
{
    public SharedProgramTests() =>
        Assert.SkipWhen(OperatingSystem.IsWindows(), "build.ps1 is what starts the build on Windows");

    [Fact]
    public async Task Run_InAnotherCheckoutOfTheSameSources_TakesTheProgramOver()
    {
        using var first = new Checkout();
        await first.RunAsync();
        using var second = new Checkout { Home = first.Home };

        var run = await second.RunAsync("x");

        Assert.Equal($"program one in {second.Root}\n[x]", run.StandardOutput);
        Assert.Equal("", run.StandardError);
        Assert.Equal(0, second.Compilations);
        if (!OperatingSystem.IsWindows())
            Assert.Equal(
                UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute,
                File.GetUnixFileMode(Path.Combine(first.Home, ".cache", "cdk-deployments", "programs"))
            );
    }

    [Theory]
    [InlineData("changed")]
    [InlineData("removed")]
    [InlineData("not listed")]
    public async Task Run_SharedProgramIsNotAsItWas_Compiles(string damage)
    {
        using var first = new Checkout();
        await first.RunAsync();
        var program = Assert.Single(
            Directory.GetFiles(Path.Combine(first.Home, ".cache"), "Build.dll", SearchOption.AllDirectories)
        );
        if (damage == "changed")
            await File.WriteAllTextAsync(program, "another", TestContext.Current.CancellationToken);
        else if (damage == "removed")
            File.Delete(program);
        else
            File.Delete(Path.Combine(Path.GetDirectoryName(program)!, "sha256"));
        using var second = new Checkout { Home = first.Home };

        var run = await second.RunAsync();

        Assert.StartsWith("program one", run.StandardOutput, StringComparison.Ordinal);
        Assert.Equal(1, second.Compilations);
    }

    /// <summary>A program that somebody else could have put there is not run, whatever it says of itself.</summary>
    [Theory]
    [MemberData(nameof(SharedProgram.ThatOthersMayWrite), MemberType = typeof(SharedProgram))]
    [UnsupportedOSPlatform("windows")]
    public async Task Run_SharedProgramThatOthersMayWrite_Compiles(string what, int mode)
    {
        using var first = new Checkout();
        await first.RunAsync();
        SharedProgram.LetOthersWrite(first, what, mode);
        using var second = new Checkout { Home = first.Home };

        await second.RunAsync();

        Assert.Equal(1, second.Compilations);
    }

    /// <summary>In a home that all may write, an entry is renamed by its owner alone: the sticky bit.</summary>
    [Fact]
    [UnsupportedOSPlatform("windows")]
    public async Task Run_SharedProgramBelowAStickyFolder_IsTakenOver()
    {
        using var first = new Checkout();
        await first.RunAsync();
        File.SetUnixFileMode(first.Home, (UnixFileMode)0b001_111_111_111);
        using var second = new Checkout { Home = first.Home };

        await second.RunAsync();

        Assert.Equal(0, second.Compilations);
    }

    [Fact]
    public async Task Run_SharedProgramOfAnotherUser_Compiles()
    {
        using var first = new Checkout();
        await first.RunAsync();
        Assert.SkipUnless(await SharedProgram.GiveAwayAsync(first), "only root gives files away");
        using var second = new Checkout { Home = first.Home };

        await second.RunAsync();

        Assert.Equal(1, second.Compilations);
    }

    [Fact]
    public async Task Run_OnABuildServer_NeitherTakesNorLeavesPrograms()
    {
        using var first = new Checkout();
        await first.RunAsync();
        using var second = new Checkout { Home = first.Home, IsBuildServer = true };
        using var third = new Checkout { IsBuildServer = true };

        await second.RunAsync();
        await third.RunAsync();

        Assert.Equal(1, second.Compilations);
        Assert.False(Directory.Exists(third.Home));
    }
}
