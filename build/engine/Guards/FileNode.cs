using System.Runtime.InteropServices;

namespace Guards;

/// <summary>
/// What a path leads to, links followed: stat(2) by way of the runtime's own library, which is the same on Linux and macOS.
/// Pipes, sockets and devices are no files: whoever opens one may wait for ever, or read without end.
/// </summary>
static partial class FileNode
{
    const int TypeMask = 0xF000;
    const int RegularFile = 0x8000;

    /// <summary>Whether it is there and is neither a file nor a folder.</summary>
    public static bool IsSpecial(string path) =>
        !OperatingSystem.IsWindows()
        && Stat(path, out var status) == 0
        && (status.Mode & TypeMask) is not (RegularFile or 0x4000);

    /// <exception cref="IOException">It is a pipe, a socket or a device.</exception>
    public static void DemandFile(string path)
    {
        if (IsSpecial(path))
            throw new IOException($"{path} is a pipe, a socket or a device, and no file");
    }

    /// <summary>Why others than this user, and than root, could have put there what is there; null where they could not.</summary>
    public static string? WhoElseWrites(string path)
    {
        const int ByOthers = 0x12; // group and others
        if (OperatingSystem.IsWindows() || Stat(path, out var status) != 0)
            return null;
        var user = EffectiveUser();
        return status.User != user && status.User != 0 ? "belongs to another user"
            : (status.Mode & ByOthers) != 0 ? "may be written by other users"
            : null;
    }

    [LibraryImport("libSystem.Native", EntryPoint = "SystemNative_Stat", StringMarshalling = StringMarshalling.Utf8)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int Stat(string path, out Status status);

    [LibraryImport("libSystem.Native", EntryPoint = "SystemNative_GetEUid")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial uint EffectiveUser();

    /// <summary>The beginning of the runtime's FileStatus (src/native/libs/System.Native/pal_io.h).</summary>
    [StructLayout(LayoutKind.Explicit, Size = 256)]
    readonly struct Status
    {
        [FieldOffset(4)]
        public readonly int Mode;

        [FieldOffset(8)]
        public readonly uint User;
    }
}
