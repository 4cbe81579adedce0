namespace Guards;

/// <summary>
/// The path that a file really has, found as the system finds it (path_resolution(7)): part by part, each symbolic link followed
/// where it stands, so that <c>..</c> leads up from where the links before it lead to.
/// </summary>
static class RealPath
{
    const int MaxLinks = 40;

    /// <exception cref="IOException">The links run in a circle.</exception>
    public static string Of(string path)
    {
        var full = Path.GetFullPath(path);
        var here = Path.GetPathRoot(full)!;
        var rest = new Stack<string>(PartsOf(full).Reverse());
        for (var links = 0; rest.TryPop(out var part); )
        {
            if (part is "" or ".")
                continue;
            if (part == "..")
            {
                here = Path.GetDirectoryName(here) ?? here;
                continue;
            }
            var next = Path.Combine(here, part);
#pragma warning disable CA5389 // Whoever unpacks an archive asks here where a path leads.
            if (new FileInfo(next).LinkTarget is not { } target)
#pragma warning restore CA5389
            {
                here = next;
                continue;
            }
            if (++links > MaxLinks)
                throw new IOException($"Too many symbolic links on the way to {path}");
            if (Path.IsPathRooted(target))
                here = Path.GetPathRoot(target)!;
            foreach (var one in PartsOf(target).Reverse())
                rest.Push(one);
        }
        return here;
    }

    /// <summary>Whether a real path is a folder's, or below it.</summary>
    public static bool IsWithin(string realFolder, string real) =>
        real == realFolder
        || real.StartsWith(
            Path.EndsInDirectorySeparator(realFolder) ? realFolder : realFolder + Path.DirectorySeparatorChar,
            StringComparison.Ordinal
        );

    static string[] PartsOf(string path) =>
        path[Path.GetPathRoot(path)!.Length..].Split(Path.DirectorySeparatorChar, Path.AltDirectorySeparatorChar);
}
