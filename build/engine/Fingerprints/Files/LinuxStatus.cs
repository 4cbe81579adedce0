using System.Runtime.InteropServices;

namespace Fingerprints.Files;

/// <summary>statx(2): the same layout on every processor and C library.</summary>
internal static partial class LinuxStatus
{
    public const int CurrentFolder = -100;
    public const int NoFollow = 0x100;
    public const uint Basic = 0x7FF;
    public const int NoEntry = 2;
    public const int NotAFolder = 20;

    [LibraryImport("libc", EntryPoint = "statx", StringMarshalling = StringMarshalling.Utf8, SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    public static partial int Read(int folder, string path, int flags, uint mask, out Status status);

    [StructLayout(LayoutKind.Sequential)]
    public readonly struct Time
    {
        private readonly long _seconds;
        private readonly uint _nanoseconds;
        private readonly int _padding;

        public long Nanoseconds => (_seconds * 1_000_000_000) + _nanoseconds;
    }

    [StructLayout(LayoutKind.Explicit, Size = 256)]
    public readonly struct Status
    {
        [FieldOffset(28)]
        public readonly ushort Mode;

        [FieldOffset(32)]
        public readonly ulong Inode;

        [FieldOffset(40)]
        public readonly ulong Size;

        [FieldOffset(96)]
        public readonly Time Changed;

        [FieldOffset(112)]
        public readonly Time Modified;
    }
}
