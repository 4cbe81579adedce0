using System.IO.Compression;
using Guards;

namespace LocalAws.CodeBuild.Files;

/// <summary>Zips with the permissions and links of Unix.</summary>
static class ZipFolder
{
    const int TypeMask = 0xF000;
    const int FileType = 0x8000;
    const int LinkType = 0xA000;
    const int PermissionMask = 0x1FF;

    /// <summary>
    /// Unpacks a zip into a folder, and nothing outside of it: neither what it writes nor what its links lead to, whichever
    /// links they lead through.
    /// </summary>
    /// <param name="keepsTimes">Whether files are as old as the zip says; otherwise they are new.</param>
    public static async Task ExtractAsync(
        Stream zip,
        string folder,
        CancellationToken cancellationToken,
        bool keepsTimes = false
    )
    {
        Directory.CreateDirectory(folder);
        var root = RealPath.Of(folder);
        using var archive = new ZipArchive(zip, ZipArchiveMode.Read);
        var links = new List<(string Path, string Target)>();
        foreach (var entry in archive.Entries)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var path = Inside(root, entry.FullName);
            var mode = entry.ExternalAttributes >> 16;
            if (entry.FullName.EndsWith('/'))
                Directory.CreateDirectory(path);
            else if ((mode & TypeMask) == LinkType)
                links.Add((path, await ReadAsync(entry, cancellationToken)));
            else if ((mode & TypeMask) is not (0 or FileType))
                throw new InvalidDataException($"{entry.FullName} is neither a file, a folder nor a link.");
            else
            {
                await ExtractAsync(entry, path, mode & PermissionMask, cancellationToken);
                if (keepsTimes)
                    File.SetLastWriteTimeUtc(path, entry.LastWriteTime.UtcDateTime);
            }
        }
        // Last, so that no file is written through one.
        CreateLinks(root, links);
    }

    /// <summary>Where a link leads to is known once all are there: one may lead through those that come after it.</summary>
    static void CreateLinks(string root, IReadOnlyList<(string Path, string Target)> links)
    {
        var made = new List<string>();
        try
        {
            foreach (var (path, target) in links)
            {
                if (Path.IsPathRooted(target))
                    throw LeadsOut(target);
                DemandInside(root, Path.GetDirectoryName(path)!, path);
                Directory.CreateDirectory(Path.GetDirectoryName(path)!);
                File.CreateSymbolicLink(path, target);
                made.Add(path);
            }
            foreach (var (path, target) in links)
                DemandInside(root, path, target);
        }
        catch (Exception error) when (error is InvalidDataException or IOException)
        {
            // The last first: the others are the way to it.
            foreach (var path in Enumerable.Reverse(made))
                File.Delete(path);
            throw error as InvalidDataException ?? new InvalidDataException(error.Message, error);
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
            FileNode.DemandFile(path);
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

    /// <summary>The path of an entry; what was in the folder before may have links too.</summary>
    static string Inside(string root, string name)
    {
        var full = Path.GetFullPath(Path.Combine(root, name));
        if (!RealPath.IsWithin(root, full))
            throw LeadsOut(name);
        DemandInside(root, name.EndsWith('/') ? full : Path.GetDirectoryName(full)!, name);
#pragma warning disable CA5389 // It is within the root, as was just seen.
        if (!name.EndsWith('/') && new FileInfo(full).LinkTarget is not null)
#pragma warning restore CA5389
            DemandInside(root, full, name);
        return full;
    }

    static void DemandInside(string root, string path, string name)
    {
        if (!RealPath.IsWithin(root, RealPath.Of(path)))
            throw LeadsOut(name);
    }

    static InvalidDataException LeadsOut(string name) =>
        new($"{name} leads out of the folder that it is unpacked into.");
}
