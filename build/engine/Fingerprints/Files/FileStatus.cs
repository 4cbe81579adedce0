using System.Runtime.InteropServices;

namespace Fingerprints.Files;

/// <summary>What the file system says of an entry without reading it; links are not followed.</summary>
/// <param name="Size">In bytes.</param>
/// <param name="Modified">In nanoseconds since 1970.</param>
/// <param name="Changed">
/// The last change of content or status, which no program can set back, in nanoseconds since 1970. Where it is not to be had
/// without native calls of that system (macOS, Windows), the time of birth stands in, as with git's core.trustctime=false.
/// </param>
/// <param name="Inode">0 where it is not to be had.</param>
public readonly record struct FileStatus(FileKind Kind, long Size, long Modified, long Changed, ulong Inode)
{
    private const int ExecutableByOwner = 0x40;

    /// <summary>The latest moment at which the content may have changed.</summary>
    public long LastChange => Math.Max(Modified, Changed);

    public bool IsTracked => Kind is FileKind.File or FileKind.Executable or FileKind.Link;

    /// <summary>By hand, since the generated one compares kinds through a comparer that is compiled at run time.</summary>
    public bool Equals(FileStatus other) =>
        Kind == other.Kind
        && Size == other.Size
        && Modified == other.Modified
        && Changed == other.Changed
        && Inode == other.Inode;

    public override int GetHashCode() => HashCode.Combine(Size, Modified, Changed, Inode);

    public static FileStatus Of(string path) =>
        OperatingSystem.IsLinux() ? OfLinux(LinuxStatus.CurrentFolder, path) : OfAny(path);

    /// <param name="folder">The descriptor of the folder that the path is relative to.</param>
    internal static FileStatus OfLinux(int folder, string path)
    {
        if (LinuxStatus.Read(folder, path, LinuxStatus.NoFollow, LinuxStatus.Basic, out var status) != 0)
        {
            var error = Marshal.GetLastPInvokeError();
            return error is LinuxStatus.NoEntry or LinuxStatus.NotAFolder
                ? default
                : throw new IOException($"{path}: {Marshal.GetPInvokeErrorMessage(error)}");
        }
        return new(
            KindOf(status.Mode),
            (long)status.Size,
            status.Modified.Nanoseconds,
            status.Changed.Nanoseconds,
            status.Inode
        );
    }

    private static FileKind KindOf(ushort mode) =>
        (mode & 0xF000) switch
        {
            0x8000 => (mode & ExecutableByOwner) != 0 ? FileKind.Executable : FileKind.File,
            0xA000 => FileKind.Link,
            0x4000 => FileKind.Folder,
            _ => FileKind.Other,
        };

    private static FileStatus OfAny(string path)
    {
        FileSystemInfo info = new FileInfo(path);
        if (!info.Exists)
            info = new DirectoryInfo(path);
        if (!info.Exists && info.LinkTarget is null)
            return default;
        var kind =
            info.LinkTarget is not null ? FileKind.Link
            : info is DirectoryInfo ? FileKind.Folder
            : !OperatingSystem.IsWindows() && info.UnixFileMode.HasFlag(UnixFileMode.UserExecute) ? FileKind.Executable
            : FileKind.File;
        return new(
            kind,
            info is FileInfo { Exists: true } file ? file.Length : 0,
            Nanoseconds(info.LastWriteTimeUtc),
            Nanoseconds(info.CreationTimeUtc),
            0
        );
    }

    private static long Nanoseconds(DateTime time) => (time - DateTime.UnixEpoch).Ticks * TimeSpan.NanosecondsPerTick;
}
