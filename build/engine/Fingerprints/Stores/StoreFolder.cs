using System.Text;
using Deployment.Files;

namespace Fingerprints.Stores;

/// <summary>
/// The files under build/.fingerprints. Each says its format, its checkout and its own SHA-256, and is replaced as a whole; what
/// does not check out is as good as absent. So nothing waits for the disk: what a power failure tears is not believed.
/// </summary>
internal sealed class StoreFolder
{
    private const string Temporary = ".tmp";
    private static readonly byte[] Format = "fingerprints 2\n"u8.ToArray();

    private readonly string _folder;
    private readonly Digest _identity;
    private readonly Action<string> _checkpoint;

    /// <param name="checkpoint">Called before each change on disk, with its name.</param>
    public StoreFolder(string folder, Digest identity, Action<string> checkpoint)
    {
        _folder = folder;
        _identity = identity;
        _checkpoint = checkpoint;
        Folders.CreatePrivate(folder);
    }

    public string PathOf(string name) => Path.Combine(_folder, name);

    /// <summary>Null where the file is absent, corrupt, of another format or from another checkout.</summary>
    public T? Read<T>(string name, Func<BinaryReader, T> read)
        where T : class
    {
        var content = ReadBytes(name);
        var header = Format.Length + Digest.Size;
        if (content is null || content.Length < header + Digest.Size || !content.AsSpan().StartsWith(Format))
            return null;
        var body = content.AsSpan(0, content.Length - Digest.Size);
        if (Digest.Of(body) != Digest.Read(content.AsSpan(body.Length)))
            return null;
        if (Digest.Read(body[Format.Length..]) != _identity)
            return null;
        using var reader = new BinaryReader(
            new MemoryStream(content, header, body.Length - header, writable: false),
            Encoding.UTF8
        );
        try
        {
            return read(reader);
        }
        catch (Exception exception) when (exception is EndOfStreamException or FormatException or ArgumentException)
        {
            return null;
        }
    }

    public void Write(string name, Action<BinaryWriter> write)
    {
        var temporary = NewTemporary(name);
        _checkpoint($"write {name}");
        try
        {
            using (var stream = new FileStream(temporary, PrivateFiles.New))
                stream.Write(Encode(write));
            _checkpoint($"rename {name}");
            File.Move(temporary, PathOf(name), overwrite: true);
        }
        finally
        {
            File.Delete(temporary);
        }
        _checkpoint($"wrote {name}");
    }

    /// <summary>Copies a file in under a name that says its content, unless it is there.</summary>
    public void AddFile(string name, string source)
    {
        if (File.Exists(PathOf(name)))
            return;
        var temporary = NewTemporary(name);
        _checkpoint($"copy {name}");
        try
        {
            File.Copy(source, temporary);
            File.Move(temporary, PathOf(name), overwrite: true);
        }
        finally
        {
            File.Delete(temporary);
        }
    }

    public void Delete(string name)
    {
        _checkpoint($"delete {name}");
        File.Delete(PathOf(name));
        _checkpoint($"deleted {name}");
    }

    /// <summary>Removes the files that were neither written nor touched since then.</summary>
    public void DeleteOlderThan(DateTimeOffset time)
    {
        foreach (var file in Directory.EnumerateFiles(_folder))
        {
            if (File.GetLastWriteTimeUtc(file) < time.UtcDateTime)
                Delete(Path.GetFileName(file));
        }
    }

    /// <summary>Notes that a file was of use; one that another run removes meanwhile was not.</summary>
    public void Touch(string name, DateTimeOffset time)
    {
        try
        {
            File.SetLastWriteTimeUtc(PathOf(name), time.UtcDateTime);
        }
        catch (Exception exception) when (exception is FileNotFoundException or UnauthorizedAccessException)
        {
            // Removed, or somebody else's folder that is only read here.
            return;
        }
    }

    public IEnumerable<string> Names(string pattern) =>
        Directory.EnumerateFiles(_folder, pattern).Select(path => Path.GetFileName(path));

    /// <summary>What killed runs left behind; only while the lock is held.</summary>
    public void DeleteTemporaryFiles()
    {
        foreach (var file in Directory.EnumerateFiles(_folder, "*" + Temporary))
            File.Delete(file);
    }

    private string NewTemporary(string name) => $"{PathOf(name)}.{Path.GetRandomFileName()}{Temporary}";

    private byte[] Encode(Action<BinaryWriter> write)
    {
        using var stream = new MemoryStream();
        using var writer = new BinaryWriter(stream, Encoding.UTF8);
        writer.Write(Format);
        writer.Write(_identity);
        write(writer);
        writer.Flush();
        writer.Write(Digest.Of(stream.GetBuffer().AsSpan(0, (int)stream.Length)));
        writer.Flush();
        return stream.ToArray();
    }

    private byte[]? ReadBytes(string name)
    {
        try
        {
            return File.ReadAllBytes(PathOf(name));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
