using System.IO.Compression;

namespace LocalAws.CodeBuild.Files;

/// <summary>Zips with the permissions and links of Unix.</summary>
static class ZipFolder
{
    const int TypeMask = 0xF000;
    const int LinkType = 0xA000;
    const int PermissionMask = 0x1FF;

    /// <summary>Unpacks a zip into a folder, and nothing outside of it.</summary>
    /// <param name="keepsTimes">Whether files are as old as the zip says; otherwise they are new.</param>
    public static async Task ExtractAsync(
        Stream zip,
        string folder,
        CancellationToken cancellationToken,
        bool keepsTimes = false
    )
    {
        var root = Path.GetFullPath(folder) + Path.DirectorySeparatorChar;
        Directory.CreateDirectory(root);
        using var archive = new ZipArchive(zip, ZipArchiveMode.Read);
        var links = new List<(string Path, string Target)>();
        foreach (var entry in archive.Entries)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var path = Inside(root, Path.Combine(root, entry.FullName), entry.FullName);
            var mode = entry.ExternalAttributes >> 16;
            if (entry.FullName.EndsWith('/'))
                Directory.CreateDirectory(path);
            else if ((mode & TypeMask) == LinkType)
                links.Add((path, await ReadAsync(entry, cancellationToken)));
            else
            {
                await ExtractAsync(entry, path, mode & PermissionMask, cancellationToken);
                if (keepsTimes)
                    File.SetLastWriteTimeUtc(path, entry.LastWriteTime.UtcDateTime);
            }
        }
        // Last, so that no file is written through one.
        foreach (var (path, target) in links)
        {
            Inside(root, Path.Combine(Path.GetDirectoryName(path)!, target), target);
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            File.CreateSymbolicLink(path, target);
        }
    }

    /// <summary>Packs files under the names given.</summary>
    public static async Task CreateAsync(
        Stream zip,
        IEnumerable<(string Name, string Path)> files,
        CancellationToken cancellationToken
    )
    {
        using var archive = new ZipArchive(zip, ZipArchiveMode.Create, leaveOpen: true);
        foreach (var (name, path) in files)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var entry = archive.CreateEntry(name, CompressionLevel.Fastest);
            if (!OperatingSystem.IsWindows())
                entry.ExternalAttributes = (0x8000 | (int)File.GetUnixFileMode(path)) << 16;
            entry.LastWriteTime = TimeOf(path);
            await using var target = await entry.OpenAsync(cancellationToken);
            await using var source = File.OpenRead(path);
            await source.CopyToAsync(target, cancellationToken);
        }
    }

    static async Task ExtractAsync(ZipArchiveEntry entry, string path, int mode, CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        await using (var target = File.Create(path))
        await using (var source = await entry.OpenAsync(cancellationToken))
            await source.CopyToAsync(target, cancellationToken);
        if (mode != 0 && !OperatingSystem.IsWindows())
            File.SetUnixFileMode(path, (UnixFileMode)mode | UnixFileMode.UserRead | UnixFileMode.UserWrite);
    }

    /// <summary>Zips know no time before 1980, and package managers write such files.</summary>
    static DateTime TimeOf(string path)
    {
        var (time, first) = (File.GetLastWriteTimeUtc(path), new DateTime(1980, 1, 2, 0, 0, 0, DateTimeKind.Utc));
        return time < first ? first : time;
    }

    static async Task<string> ReadAsync(ZipArchiveEntry entry, CancellationToken cancellationToken)
    {
        using var reader = new StreamReader(await entry.OpenAsync(cancellationToken));
        return await reader.ReadToEndAsync(cancellationToken);
    }

    static string Inside(string root, string path, string name)
    {
        var full = Path.GetFullPath(path);
        return (full + Path.DirectorySeparatorChar).StartsWith(root, StringComparison.Ordinal)
            ? full
            : throw new InvalidDataException($"{name} leads out of the folder that it is unpacked into.");
    }
}
