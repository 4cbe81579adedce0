using System.Text;
using Deployment;
using Scaffolding.Contents;
using Scaffolding.Feeds;
using Scaffolding.Records;

namespace Scaffolding.Upgrades;

/// <summary>
/// Brings a team's repository to another version of the engine: in a copy beside it, where the packages are restored and the
/// build program compiles, then all files at once.
/// </summary>
/// <param name="root">The repository.</param>
/// <param name="run">Runs programs, with their output shown.</param>
public sealed class Upgrader(string root, RunCommand run)
{
    /// <summary>What an upgrade works in, from the root.</summary>
    public const string Folder = "build/.upgrade";

    const string Changelog = "build/CHANGELOG.md";

    readonly string work = RepositoryFile.PathOf(root, Folder);

    /// <param name="feed">A folder or an address to find the next version in; null: the repository's own.</param>
    /// <param name="version">Null: the newest.</param>
    /// <exception cref="BuildException">Nothing has changed, for the reason that it says.</exception>
    public async Task<UpgradeResult> RunAsync(string? feed, string? version)
    {
        var current = TemplateRecord.Of(root);
        var build = Path.Combine(root, "build");
        if (version == current.Version)
            return new(current.Version, current.Version);
        var found = feed ?? current.Feed ?? Path.Combine(build, FeedConfiguration.Folder);
        var package = await TemplatePackages.FindAsync(found, version, build, run);
        var next = TemplateContent.OfPackage(package).From(TemplateContent.IsAddress(feed) ? feed : current.Feed);
        var to = next.Record.Version;
        // Without being asked for, there is no way back.
        if (to == current.Version || (version is null && VersionOrder.Compare(to, current.Version) < 0))
            return new(current.Version, current.Version);

        if (Directory.Exists(work))
            Directory.Delete(work, recursive: true);
        try
        {
            return await ApplyAsync(
                current,
                next,
                UpgradePlan.Make(current, next, path => RepositoryFile.Read(root, path))
            );
        }
        finally
        {
            foreach (var folder in (string[])["tree", FileSwap.Kept])
            {
                if (Directory.Exists(Path.Combine(work, folder)))
                    Directory.Delete(Path.Combine(work, folder), recursive: true);
            }
        }
    }

    async Task<UpgradeResult> ApplyAsync(TemplateRecord current, TemplateContent next, UpgradePlan plan)
    {
        var staged = new StagedRepository(root, Path.Combine(work, "tree"));
        foreach (var change in plan.Changes.Where(change => change.Kind != ChangeKind.Left))
            Put(staged.Folder, change.Path, next.Files.GetValueOrDefault(change.Path));
        PutPackages(staged.Folder, next);
        Put(staged.Folder, TemplateRecord.Name, next.Files[TemplateRecord.Name]);
        try
        {
            await new LockFiles(run).WriteAsync(staged.Folder);
            // Compiles the program, which is then there for the repository too; and lets projen write its files.
            await StartAsync(staged.Folder, plan.Regenerates ? "--target=Projen" : "--version");
        }
        catch (BuildException exception)
        {
            throw new BuildException(
                new Finding(
                    ScaffoldingCodes.UpgradeFailed,
                    $"The repository stays at {current.Version}: with {next.Record.Version} it does not build",
                    [.. exception.Findings.SelectMany(finding => finding.Why.Prepend(finding.What))],
                    "adapt what the output above names, or undo your edits of it, and upgrade again"
                ),
                innerException: exception
            );
        }

        var changed = staged.Changed();
        if (staged.ChangedMeanwhile(changed).ToList() is { Count: > 0 } meanwhile)
            throw new BuildException(
                new Finding(
                    ScaffoldingCodes.FileChangedMeanwhile,
                    $"The repository stays at {current.Version}: somebody changed files of it meanwhile",
                    meanwhile,
                    "upgrade again"
                )
            );
        var news = News(next);
        FileSwap.Apply(root, work, staged.Folder, changed);
        foreach (var left in plan.Changes.Where(change => change.Kind == ChangeKind.Left))
        {
            if (next.Files.TryGetValue(left.Path, out var bytes))
                RepositoryFile.Write(root, $"{UpgradePlan.Compared}/{left.Path}", bytes);
        }
        return new(current.Version, next.Record.Version)
        {
            Changes = [.. plan.Changes, .. changed.Except(plan.Changes.Select(change => change.Path)).Select(Made)],
            News = news,
        };
    }

    /// <summary>What neither version's template has: lock files, packages, and what projen wrote.</summary>
    FileChange Made(string path) =>
        new(
            path,
            File.Exists(RepositoryFile.PathOf(work, $"{FileSwap.Kept}/{path}"))
                ? File.Exists(RepositoryFile.PathOf(root, path))
                    ? ChangeKind.Changed
                    : ChangeKind.Removed
                : ChangeKind.Added
        );

    Task StartAsync(string folder, string argument) =>
        OperatingSystem.IsWindows()
            ? run("powershell", ["-NoProfile", "-File", "build.ps1", argument], folder, "the new build program")
            : run("bash", ["build.sh", argument], folder, "the new build program");

    /// <summary>The packages of the next version in the place of those of the current one.</summary>
    static void PutPackages(string folder, TemplateContent next)
    {
        var packages = RepositoryFile.PathOf(folder, TemplateContent.Packages.TrimEnd('/'));
        if (Directory.Exists(packages))
        {
            foreach (var file in Directory.GetFiles(packages, $"{PackedPackages.Prefix}*.nupkg"))
                File.Delete(file);
        }
        foreach (var (path, bytes) in next.Files)
        {
            if (path.StartsWith(TemplateContent.Packages, StringComparison.Ordinal) || path == TemplateContent.FeedFile)
                RepositoryFile.Write(folder, path, bytes);
        }
    }

    static void Put(string folder, string path, byte[]? bytes)
    {
        if (bytes is null)
            File.Delete(RepositoryFile.PathOf(folder, path));
        else
            RepositoryFile.Write(folder, path, bytes);
    }

    /// <summary>Lines of the next version's changelog that the repository's does not have.</summary>
    IReadOnlyList<string> News(TemplateContent next)
    {
        if (!next.Files.TryGetValue(Changelog, out var bytes))
            return [];
        var known = LinesOf(RepositoryFile.Read(root, Changelog) ?? []).ToHashSet();
        return [.. LinesOf(bytes).Where(line => line.Length > 0 && !known.Contains(line))];
    }

    static string[] LinesOf(byte[] bytes) => Encoding.UTF8.GetString(bytes).ReplaceLineEndings("\n").Split('\n');
}
