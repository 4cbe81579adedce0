namespace Deployment.Assemblies;

/// <summary>The path that a file really has, with every symbolic link on the way followed.</summary>
public static class RealPath
{
    const int MaxLinks = 40;

    /// <exception cref="IOException">The links run in a circle.</exception>
    public static string Of(string path)
    {
        var links = 0;
        return Of(Path.GetFullPath(path), ref links);
    }

    static string Of(string path, ref int links)
    {
        if (Path.GetDirectoryName(path) is not { } parent)
            return path;
        var here = Path.Combine(Of(parent, ref links), Path.GetFileName(path));
        if (new FileInfo(here).LinkTarget is not { } target)
            return here;
        if (++links > MaxLinks)
            throw new IOException($"Too many symbolic links on the way to {path}");
        return Of(Path.GetFullPath(Path.Combine(Path.GetDirectoryName(here)!, target)), ref links);
    }
}
