using Build.Tests.LocalAws;
using Build.Tests.LocalAws.CloudFormation.Clients;
using Steps;

namespace Build.Tests.Steps;

/// <summary>The unmodified CDK CLI, started from what node compiled of it before.</summary>
public sealed class CdkCompileCacheTests : IDisposable
{
    /// <summary>A place of its own for the CLI: what is kept lies beside it.</summary>
    readonly DirectoryInfo root = Directory.CreateTempSubdirectory("compile-cache-");

    public CdkCompileCacheTests()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Links stand in for the package.");
        var package = Path.GetFullPath(Path.Combine(Path.GetDirectoryName(CdkCli.Find())!, ".."));
        Directory.CreateDirectory(Program[..^"/bin/cdk".Length]);
        foreach (var entry in new DirectoryInfo(package).EnumerateFileSystemInfos().Where(entry => entry.Name != "bin"))
            Directory.CreateSymbolicLink(Path.Combine(Program[..^"/bin/cdk".Length], entry.Name), entry.FullName);
        Directory.CreateDirectory(Path.GetDirectoryName(Program)!);
        File.Copy(CdkCli.Find(), Program);
    }

    string Program => Path.Combine(root.FullName, "node_modules", "aws-cdk", "bin", "cdk");

    string Kept => Path.Combine(root.FullName, "node_modules", ".cache", "cdk-compile-cache");

    static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => root.Delete(recursive: true);

    [Fact]
    public async Task Start_Again_TakesWhatWasKeptAndAnswersTheSame()
    {
        await using var world = await LocalWorld.StartAsync();
        var expected = await CommandLine.RunAsync(world, LocalWorld.First, root.FullName, "node", Program, "--version");

        var first = await StartAsync(world);
        var written = Files();
        var second = await StartAsync(world);

        Assert.Equal(expected, first);
        Assert.Equal(expected, second);
        Assert.NotEmpty(written);
        Assert.Equal(written, Files());
    }

    [Theory]
    [InlineData(0.0)]
    [InlineData(0.5)]
    [InlineData(1.0)]
    public async Task Start_FromWhatIsDamaged_CompilesAnew(double share)
    {
        await using var world = await LocalWorld.StartAsync();
        var expected = await StartAsync(world);
        foreach (var file in Directory.GetFiles(Kept, "*", SearchOption.AllDirectories))
        {
            var bytes = await File.ReadAllBytesAsync(file, Cancellation);
            for (var at = 1000; at < bytes.Length; at += 5000)
                bytes[at] ^= 0x55;
            await File.WriteAllBytesAsync(file, bytes[..(int)(share * bytes.Length)], Cancellation);
        }
        var damaged = Files();

        Assert.Equal(expected, await StartAsync(world));
        Assert.NotEqual(damaged, Files());
    }

    async Task<CommandLine.Outcome> StartAsync(LocalWorld world) =>
        await CommandLine.RunAsync(
            world,
            LocalWorld.First,
            root.FullName,
            "node",
            ["--require", CloudAssemblies.CompileCache, Program, "--version"]
        );

    List<(string, DateTime)> Files() =>
        [
            .. Directory
                .GetFiles(Kept, "*", SearchOption.AllDirectories)
                .Order(StringComparer.Ordinal)
                .Select(file => (file, File.GetLastWriteTimeUtc(file))),
        ];
}
