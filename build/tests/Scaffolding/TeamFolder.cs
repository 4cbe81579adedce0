using System.Diagnostics;
using Deployment;
using Scaffolding;
using Scaffolding.Upgrades;

namespace Build.Tests.Scaffolding;

/// <summary>A repository of a team in a temporary folder, with packages beside it and NuGet's cache of its own.</summary>
public sealed class TeamFolder : IDisposable
{
    /// <summary>The machine's: what others have published need not be unpacked once more.</summary>
    static readonly string cache =
        Environment.GetEnvironmentVariable("NUGET_PACKAGES")
        ?? Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".nuget", "packages");

    readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("a team's folder ü ");

    public string Root => Path.Combine(folder.FullName, "repository");

    /// <summary>A path beside the repository.</summary>
    public string Beside(string name) => Path.Combine(folder.FullName, name);

    /// <summary>
    /// NuGet's own cache. Where CI is set, the SDK compiles nothing over one with an apostrophe in its path: CS8101, "The pathmap
    /// option was incorrectly formatted" (SourceRoot in its Microsoft.Managed.Core.targets).
    /// </summary>
    readonly DirectoryInfo ownCache = Directory.CreateTempSubdirectory("a team ü ");

    /// <summary>Where packages of templates are found.</summary>
    public string Packages => Path.Combine(folder.FullName, "packages");

    public string PathOf(string path) => Path.Combine(Root, path);

    public string Text(string path) => File.ReadAllText(PathOf(path));

    public void Write(string path, string text)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(PathOf(path))!);
        File.WriteAllText(PathOf(path), text);
    }

    /// <summary>Writes the repository of a package.</summary>
    public async Task<TeamFolder> CreateAsync(string package)
    {
        await new NewRepository(RunAsync).WriteAsync(package, Root, feed: null);
        return this;
    }

    public Task<UpgradeResult> UpgradeAsync(string? version = null) =>
        new Upgrader(Root, RunAsync).RunAsync(Packages, version);

    /// <summary>The text of each file, by its path with slashes.</summary>
    public IReadOnlyDictionary<string, string> Files() =>
        Directory
            .EnumerateFiles(Root, "*", SearchOption.AllDirectories)
            .ToDictionary(file => Path.GetRelativePath(Root, file).Replace('\\', '/'), File.ReadAllText);

    /// <summary>Runs a program as the build does: what it prints is why it failed.</summary>
    public async Task RunAsync(string program, IReadOnlyList<string> arguments, string workingDirectory, string what)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            WorkingDirectory = workingDirectory,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["NUGET_PACKAGES"] = ownCache.FullName;
        start.Environment["NUGET_FALLBACK_PACKAGES"] = cache;
        start.Environment["DOTNET_CLI_HOME"] = Path.Combine(folder.FullName, "home");
        using var process = Process.Start(start)!;
        var error = process.StandardError.ReadToEndAsync();
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        if (process.ExitCode != 0)
            throw new BuildException(new Finding(FindingCodes.ProgramNotStarted, what, [output + await error]));
    }

    public void Dispose()
    {
        folder.Delete(recursive: true);
        ownCache.Delete(recursive: true);
    }
}
