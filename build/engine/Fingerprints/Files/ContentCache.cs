using System.Collections.Concurrent;
using Fingerprints.Stores;

namespace Fingerprints.Files;

/// <summary>
/// Content by status, so that an unchanged file is not read again. An entry counts only where the file had been left alone for
/// <paramref name="racyWindow"/> before it was read: a change within one tick of the clock may not show in the status
/// (git calls such entries racy).
/// </summary>
internal sealed class ContentCache(string root, FileClock clock, TimeSpan racyWindow)
{
    private const string Name = "contents";
    private const int FewEnoughForOneThread = 8;

    private readonly ConcurrentDictionary<string, FileDigest> _entries = new(StringComparer.Ordinal);
    private readonly long _racyWindow = (long)racyWindow.TotalNanoseconds;
    private int _isDirty;

    public void Load(StoreFolder store)
    {
        var entries = store.Read(Name, FileDigests.Read);
        foreach (var entry in entries ?? [])
            _entries[entry.Path] = entry;
    }

    public void Save(StoreFolder store)
    {
        if (Interlocked.Exchange(ref _isDirty, 0) != 0)
            store.Write(Name, writer => FileDigests.Write(writer, [.. _entries.Values.Where(IsCurrent)]));
    }

    /// <summary>The files that exist, in the given order; paths may be absolute.</summary>
    public IReadOnlyList<FileDigest> Hash(IReadOnlyCollection<string> paths)
    {
        var results = new FileDigest?[paths.Count];
        var unknown = new List<UnknownFile>();
        var index = 0;
        foreach (var path in paths)
        {
            var status = FileStatus.Of(Path.Combine(root, path));
            if (_entries.TryGetValue(path, out var entry) && entry.Status == status)
                results[index] = entry;
            else if (status.IsTracked)
                unknown.Add(new(index, path));
            index++;
        }

        if (unknown.Count > 0)
        {
            var now = clock.Now();
            if (unknown.Count <= FewEnoughForOneThread)
                unknown.ForEach(file => results[file.Index] = Read(file.Path, now));
            else
                Parallel.ForEach(unknown, file => results[file.Index] = Read(file.Path, now));
        }
        return [.. results.OfType<FileDigest>()];
    }

    /// <summary>Whether a later change of the file is sure to show in its status, given that it was read after <paramref name="now"/>.</summary>
    public bool IsSettled(FileStatus status, long now) => status.LastChange < now - _racyWindow;

    /// <param name="Index">Its place among the files that are asked for.</param>
    private sealed record UnknownFile(int Index, string Path);

    private bool IsCurrent(FileDigest entry) => FileStatus.Of(Path.Combine(root, entry.Path)) == entry.Status;

    private FileDigest? Read(string path, long now)
    {
        var full = Path.Combine(root, path);
        var status = FileStatus.Of(full);
        if (!status.IsTracked || FileContent.Hash(full, status.Kind) is not { } content)
            return null;
        var entry = new FileDigest(path, status, content);
        if (IsSettled(status, now))
        {
            _entries[path] = entry;
            Interlocked.Exchange(ref _isDirty, 1);
        }
        return entry;
    }
}
