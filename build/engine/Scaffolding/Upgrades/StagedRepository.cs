using Scaffolding.Contents;

namespace Scaffolding.Upgrades;

/// <summary>A copy of a repository in which an upgrade is tried: what it changes there is known in the end.</summary>
sealed class StagedRepository
{
    /// <summary>Folders whose content builds make, by their names.</summary>
    static readonly string[] made = [".git", "node_modules", "cdk.out", "coverage"];

    readonly string root;
    readonly Dictionary<string, string> copied = new(StringComparer.Ordinal);

    /// <param name="root">The repository.</param>
    /// <param name="folder">The copy, which is made again.</param>
    public StagedRepository(string root, string folder)
    {
        (this.root, Folder) = (root, folder);
        if (Directory.Exists(folder))
            Directory.Delete(folder, recursive: true);
        foreach (var path in FilesOf(root, ""))
        {
            var bytes = File.ReadAllBytes(RepositoryFile.PathOf(root, path));
            copied[path] = RepositoryFile.DigestOf(bytes);
            RepositoryFile.Write(folder, path, bytes);
        }
    }

    public string Folder { get; }

    /// <summary>The files that are not as they were copied, those that are gone included, in the order of their paths.</summary>
    public IReadOnlyList<string> Changed()
    {
        var now = FilesOf(Folder, "").ToList();
        return
        [
            .. now.Where(path => copied.GetValueOrDefault(path) != DigestIn(Folder, path))
                .Concat(copied.Keys.Except(now))
                .Order(StringComparer.Ordinal),
        ];
    }

    /// <summary>Files of the repository that somebody has changed since they were copied.</summary>
    public IEnumerable<string> ChangedMeanwhile(IEnumerable<string> paths) =>
        paths.Where(path => copied.GetValueOrDefault(path) != DigestIn(root, path));

    static string? DigestIn(string folder, string path) =>
        RepositoryFile.Read(folder, path) is { } bytes ? RepositoryFile.DigestOf(bytes) : null;

    /// <summary>The paths of what a commit could hold, with slashes.</summary>
    static IEnumerable<string> FilesOf(string root, string folder)
    {
        var here = new DirectoryInfo(RepositoryFile.PathOf(root, folder));
        var hasProject = here.EnumerateFiles("*.csproj").Any();
        foreach (var entry in here.EnumerateFileSystemInfos())
        {
            var path = folder.Length == 0 ? entry.Name : $"{folder}/{entry.Name}";
            if (entry is FileInfo)
                yield return path;
            else if (!IsMade(entry, folder, hasProject))
            {
                foreach (var below in FilesOf(root, path))
                    yield return below;
            }
        }
    }

    static bool IsMade(FileSystemInfo entry, string folder, bool hasProject) =>
        made.Contains(entry.Name)
        || entry.LinkTarget is not null
        || (hasProject && entry.Name is "bin" or "obj")
        || (folder == "build" && entry.Name.StartsWith('.'))
        || (entry.Name == "dist" && folder.EndsWith("/lambda", StringComparison.Ordinal));
}
