using LocalAws.CodeBuild.Buildspecs;
using Microsoft.Extensions.FileSystemGlobbing;

namespace LocalAws.CodeBuild.Files;

/// <summary>The files that patterns of a buildspec mean.</summary>
static class FileSelection
{
    /// <summary>Files by the name that they have in an artifact, in the order of the names.</summary>
    /// <param name="folder">The source's folder.</param>
    /// <exception cref="DirectoryNotFoundException">There is no such base directory.</exception>
    public static IReadOnlyList<(string Name, string Path)> Of(ArtifactFiles files, string folder)
    {
        var root = BaseDirectory(folder, files.BaseDirectory);
        var matcher = new Matcher(StringComparison.Ordinal);
        foreach (var pattern in files.Patterns)
            matcher.AddInclude(Relative(root, pattern));
        foreach (var pattern in files.Excluded)
            matcher.AddExclude(Relative(root, pattern));
        return
        [
            .. matcher
                .GetResultsInFullPath(root)
                .Select(path => (Name: NameOf(files, root, path), Path: path))
                .DistinctBy(file => file.Name)
                .OrderBy(file => file.Name, StringComparer.Ordinal),
        ];
    }

    static string NameOf(ArtifactFiles files, string root, string path) =>
        files.DiscardsPaths
            ? Path.GetFileName(path)
            : Path.GetRelativePath(root, path).Replace(Path.DirectorySeparatorChar, '/');

    /// <summary>The folder itself, one below it, one anywhere, or the first that a pattern means.</summary>
    static string BaseDirectory(string folder, string? given)
    {
        var path = Path.GetFullPath(Path.Combine(folder, given ?? "."));
        if (Directory.Exists(path))
            return path;
        if (given?.Contains('*', StringComparison.Ordinal) == true)
        {
            var matcher = new Matcher(StringComparison.Ordinal);
            matcher.AddInclude(given.TrimEnd('/') + "/**/*");
            var depth = given.TrimEnd('/').Split('/').Length;
            if (matcher.GetResultsInFullPath(folder).Order(StringComparer.Ordinal).FirstOrDefault() is { } file)
            {
                var parts = Path.GetRelativePath(folder, file).Split(Path.DirectorySeparatorChar);
                return Path.Combine([folder, .. parts.Take(depth)]);
            }
        }
        throw new DirectoryNotFoundException($"no matching base directory path found for {given}");
    }

    static string Relative(string root, string pattern) =>
        Path.IsPathRooted(pattern) ? Path.GetRelativePath(root, pattern) : pattern;
}
