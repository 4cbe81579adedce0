using Scaffolding.Contents;

namespace Scaffolding.Upgrades;

/// <summary>
/// Puts files of a staged repository into their places, all or none: those that they replace are kept until the last is
/// there. Where a kill comes in between, the list of the files is still there, and build.sh and build.ps1 put the kept
/// ones back before anything else (the names are theirs, too).
/// </summary>
static class FileSwap
{
    /// <summary>The list of the files, a path a line; there while they are being moved.</summary>
    public const string List = "applying";

    /// <summary>What the files replace.</summary>
    public const string Kept = "before";

    /// <param name="root">The repository.</param>
    /// <param name="work">The folder of the upgrade: on the same file system, so that moving is renaming.</param>
    /// <param name="staged">The staged repository: files that are not in it are removed.</param>
    public static void Apply(string root, string work, string staged, IReadOnlyList<string> paths)
    {
        foreach (var path in paths)
        {
            if (RepositoryFile.PathOf(root, path) is var file && File.Exists(file))
                Copy(file, RepositoryFile.PathOf(work, $"{Kept}/{path}"));
        }
        var list = Path.Combine(work, List);
        File.WriteAllText($"{list}.new", string.Concat(paths.Select(path => $"{path}\n")));
        File.Move($"{list}.new", list);
        try
        {
            foreach (var path in paths)
                Put(RepositoryFile.PathOf(staged, path), RepositoryFile.PathOf(root, path));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            foreach (var path in paths)
                Put(RepositoryFile.PathOf(work, $"{Kept}/{path}"), RepositoryFile.PathOf(root, path));
            File.Delete(list);
            throw;
        }
        File.Delete(list);
    }

    /// <summary>Moves a file, or removes what it would have replaced where it is not there.</summary>
    static void Put(string from, string to)
    {
        if (!File.Exists(from))
        {
            // A folder of that name is somebody else's.
            if (!Directory.Exists(to))
                File.Delete(to);
            return;
        }
        Directory.CreateDirectory(Path.GetDirectoryName(to)!);
        File.Move(from, to, overwrite: true);
    }

    static void Copy(string from, string to)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(to)!);
        File.Copy(from, to);
    }
}
