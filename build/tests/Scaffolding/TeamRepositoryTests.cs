namespace Build.Tests.Scaffolding;

/// <summary>The repository that this one makes for a team.</summary>
public sealed class TeamRepositoryTests(TeamPackage package) : IClassFixture<TeamPackage>
{
    /// <summary>With the lock files that were written, and no project of this repository.</summary>
    [Fact]
    public async Task New_OfThisRepository_CompilesOverPackagesAndPassesItsTests()
    {
        using var team = new TeamFolder();
        await team.CreateAsync(package.File);
        var tests = team.PathOf("build/tests/Build.Tests.csproj");

        await RunAsync("restore", tests, "--locked-mode");
        await RunAsync("build", tests, "--no-restore", "-p:RunAnalyzers=false", "-p:EnforceCodeStyleInBuild=false");
        await RunAsync("test", "--project", tests, "--no-build");

        Task RunAsync(params string[] arguments) =>
            team.RunAsync("dotnet", arguments, team.PathOf("build"), arguments[0]);
    }

    [Fact]
    public async Task DotnetNew_OfThePackage_WritesWhatNewWrites()
    {
        using var team = new TeamFolder();
        await team.CreateAsync(package.File);
        var other = team.Beside("by dotnet new");

        await team.RunAsync("dotnet", ["new", "install", package.File], team.Root, "install");
        await team.RunAsync("dotnet", ["new", "cdk-deployments", "-o", other], team.Root, "new");

        var files = team.Files();
        Assert.Equal(
            files.Keys.Order(StringComparer.Ordinal),
            Directory
                .EnumerateFiles(other, "*", SearchOption.AllDirectories)
                .Select(file => Path.GetRelativePath(other, file).Replace('\\', '/'))
                .Order(StringComparer.Ordinal)
        );
        Assert.All(
            files.Keys,
            path => Assert.Equal(File.ReadAllBytes(team.PathOf(path)), File.ReadAllBytes(Path.Combine(other, path)))
        );
        if (!OperatingSystem.IsWindows())
            Assert.True(File.GetUnixFileMode(Path.Combine(other, "build.sh")).HasFlag(UnixFileMode.UserExecute));
    }
}
