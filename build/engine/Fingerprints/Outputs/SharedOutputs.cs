using Fingerprints.Files;
using Fingerprints.Patterns;
using Fingerprints.Stores;
using Guards;

namespace Fingerprints.Outputs;

/// <summary>
/// A folder through which checkouts share what steps left behind: contents by their SHA-256, and per fingerprint the list of
/// files. Everything is verified on the way in, before the checkout is touched; what does not check out is as good as absent.
/// </summary>
internal sealed class SharedOutputs
{
    /// <summary>Says that a list is whole, and of this format; it may come from any checkout.</summary>
    private static readonly Digest Anyone = Digest.Of("shared outputs 2");

    /// <summary>What nobody has asked for that long is removed, so that the folder does not grow for ever.</summary>
    private static readonly TimeSpan Kept = TimeSpan.FromDays(30);

    private readonly string _root;
    private readonly StoreFolder _lists;
    private readonly StoreFolder _contents;
    private readonly string _incoming;
    private readonly TimeProvider _time;

    /// <param name="incoming">Where files wait until all have been verified: on the file system of the checkout.</param>
    public SharedOutputs(string root, string folder, string incoming, Action<string> checkpoint, TimeProvider time)
    {
        _root = root;
        _time = time;
        _incoming = incoming;
        _lists = new(Path.Combine(folder, "steps"), Anyone, checkpoint);
        _contents = new(Path.Combine(folder, "contents"), Anyone, checkpoint);
    }

    public void Add(
        Digest fingerprint,
        IReadOnlyList<Ingredient> observed,
        TimeSpan duration,
        string text,
        OutputManifest manifest
    )
    {
        if (manifest.Files.Any(file => file.Status.Kind == FileKind.Link))
            return;
        var oldest = _time.GetUtcNow() - Kept;
        _lists.DeleteOlderThan(oldest);
        _contents.DeleteOlderThan(oldest);
        foreach (var (path, status, content) in manifest.Files)
            _contents.AddFile($"{content}", $"{_root}/{path}");
        var entry = new SharedEntry(
            observed,
            duration,
            text,
            [.. manifest.Files.Select(file => new SharedFile(file.Path, file.Status.Kind, file.Content))]
        );
        _lists.Write($"{fingerprint}", writer => SharedEntry.Write(writer, entry));
    }

    /// <summary>Fetches what a step with this fingerprint left behind elsewhere; null where it is not to be had.</summary>
    /// <param name="isSame">Whether what the step was seen to depend on there is the same here.</param>
    public SharedEntry? Fetch(Digest fingerprint, GlobSet outputs, Func<IReadOnlyList<Ingredient>, bool> isSame)
    {
        // Contents are held to the list; the list has to be from somebody who may say what runs here.
        var entry = IsOwn(fingerprint) ? _lists.Read($"{fingerprint}", SharedEntry.Read) : null;
        if (entry is null || !entry.Files.All(file => IsAllowed(file, outputs)) || !isSame(entry.Observed))
            return null;
        DeleteIncoming();
        Folders.CreatePrivate(_incoming);
        if (!entry.Files.Select(FetchFile).All(isFetched => isFetched))
            return null;
        var now = _time.GetUtcNow();
        _lists.Touch($"{fingerprint}", now);
        foreach (var file in entry.Files)
            _contents.Touch($"{file.Content}", now);
        return entry;
    }

    /// <summary>Puts what was fetched in place of the outputs.</summary>
    public void MoveIntoPlace(SharedEntry entry, IReadOnlyList<string> outputs)
    {
        OutputTree.Delete(_root, outputs);
        for (var i = 0; i < entry.Files.Count; i++)
        {
            var target = $"{_root}/{entry.Files[i].Path}";
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            File.Move(Incoming(i), target);
        }
        DeleteIncoming();
    }

    private bool FetchFile(SharedFile file, int index)
    {
        var source = _contents.PathOf($"{file.Content}");
        if (!File.Exists(source))
            return false;
        File.Copy(source, Incoming(index));
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(Incoming(index), ModeOf(file.Kind));
        if (FileContent.Hash(Incoming(index), FileKind.File) == file.Content)
            return true;
        // So that whoever has the right content can add it again.
        File.Delete(source);
        return false;
    }

    private bool IsOwn(Digest fingerprint) =>
        _lists.PathOf($"{fingerprint}") is var list
        && ((string[])[Path.GetDirectoryName(list)!, list]).All(path => FileNode.WhoElseWrites(path) is null);

    private static UnixFileMode ModeOf(FileKind kind) =>
        (UnixFileMode)(kind == FileKind.Executable ? 0b111_101_101 : 0b110_100_100);

    private static bool IsAllowed(SharedFile file, GlobSet outputs) =>
        file.Kind is FileKind.File or FileKind.Executable
        && outputs.IsMatch(file.Path)
        && !file.Path.Contains('\\', StringComparison.Ordinal)
        && !file.Path.Split('/').Any(part => part is "" or "." or "..");

    private string Incoming(int index) => Path.Combine(_incoming, $"{index}");

    private void DeleteIncoming()
    {
        if (Directory.Exists(_incoming))
            Directory.Delete(_incoming, recursive: true);
    }
}
