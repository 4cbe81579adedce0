using System.Collections.Concurrent;
using System.IO.Enumeration;
using Fingerprints.Patterns;

namespace Fingerprints.Files;

/// <summary>The files of a checkout as they were when first asked for; a step that ran makes it out of date.</summary>
internal sealed class WorkingTree(GitRepository repository)
{
    private static readonly EnumerationOptions Everything = new() { AttributesToSkip = 0, IgnoreInaccessible = false };

    private readonly ConcurrentDictionary<string, IReadOnlyList<FolderEntry>> _listings = new();
    private readonly Lazy<IReadOnlyList<string>> _tracked = new(repository.Tracked);

    /// <summary>What git tracks or would track with `git add --all`, relative to the root, in ordinal order.</summary>
    public IReadOnlyCollection<string> Tracked(GlobSet globs)
    {
        var found = new SortedSet<string>(StringComparer.Ordinal);
        Walk("", repository.Rules, globs, found);
        found.UnionWith(_tracked.Value.Where(globs.IsMatch));
        return found;
    }

    /// <summary>All files, ignored ones too.</summary>
    public IReadOnlyCollection<string> Any(GlobSet globs)
    {
        var found = new SortedSet<string>(StringComparer.Ordinal);
        Walk("", null, globs, found);
        return found;
    }

    private void Walk(string folder, IgnoreRules? rules, GlobSet globs, SortedSet<string> found)
    {
        var listing = _listings.GetOrAdd(folder, List);
        if (rules is not null)
        {
            if (folder.Length > 0 && listing.Any(entry => entry.Name == ".git"))
                return;
            if (listing.Any(entry => entry is { Name: ".gitignore", IsFolder: false }))
                rules = rules.With(
                    InRepository(folder).TrimEnd('/'),
                    File.ReadAllText(FullPath(Below(folder, ".gitignore")))
                );
        }

        foreach (var (name, isFolder) in listing)
        {
            var path = Below(folder, name);
            if (name == ".git" || (isFolder ? !globs.ReachesBelow(path) : !globs.IsMatch(path)))
                continue;
            if (rules is not null && rules.IsIgnored(InRepository(path), isFolder))
                continue;
            if (isFolder)
                Walk(path, rules, globs, found);
            else
                found.Add(path);
        }
    }

    public string FullPath(string path) => path.Length == 0 ? repository.Root : $"{repository.Root}/{path}";

    private string InRepository(string path) => repository.Prefix + path;

    private static string Below(string folder, string name) => folder.Length == 0 ? name : $"{folder}/{name}";

    private IReadOnlyList<FolderEntry> List(string folder) => Entries(FullPath(folder));

    /// <summary>In ordinal order; empty where there is no such folder. A link to a folder is not a folder.</summary>
    public static IReadOnlyList<FolderEntry> Entries(string folder)
    {
        try
        {
            var entries = new FileSystemEnumerable<FolderEntry>(
                folder,
                (ref FileSystemEntry entry) =>
                    new(
                        entry.FileName.ToString(),
                        entry.IsDirectory && !entry.Attributes.HasFlag(FileAttributes.ReparsePoint)
                    ),
                Everything
            ).ToList();
            entries.Sort((left, right) => string.CompareOrdinal(left.Name, right.Name));
            return entries;
        }
        catch (DirectoryNotFoundException)
        {
            return [];
        }
    }
}
