using Deployment.Assemblies;

namespace Steps.Apps;

/// <summary>The state of an assembly's files: what somebody writes anew meanwhile is seen by length or time.</summary>
sealed class AppSnapshot(string directory)
{
    static readonly EnumerationOptions everything = new()
    {
        RecurseSubdirectories = true,
        AttributesToSkip = FileAttributes.None,
        IgnoreInaccessible = true,
    };

    readonly Dictionary<string, (long Length, DateTime Written)> before = Read(directory);

    /// <summary>The files that are not as they were, by their paths in the assembly.</summary>
    public IReadOnlyList<string> Changed()
    {
        var now = Read(directory);
        return
        [
            .. before
                .Keys.Union(now.Keys)
                .Where(file =>
                    !before.TryGetValue(file, out var old) || !now.TryGetValue(file, out var own) || old != own
                )
                .Order(StringComparer.Ordinal),
        ];
    }

    static Dictionary<string, (long, DateTime)> Read(string directory) =>
        Directory.Exists(directory)
            ? new DirectoryInfo(directory)
                .EnumerateFiles("*", everything)
                .Where(file => !AssemblyReadLock.IsOne(file.Name))
                .ToDictionary(
                    file => Path.GetRelativePath(directory, file.FullName),
                    file => file.Exists ? (file.Length, file.LastWriteTimeUtc) : default
                )
            : [];
}
