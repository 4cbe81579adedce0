using System.ComponentModel;
using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Fingerprints.Stores;

/// <summary>Lets child processes keep a file open, and with it the lock on it (ioctl(2), FIONCLEX).</summary>
internal static partial class HandleInheritance
{
    private const uint FionclexOfLinux = 0x5450;
    private const uint FionclexOfMacOS = 0x20006602;

    /// <summary>Does nothing on Windows, where the lock ends with its holder alone.</summary>
    public static void Allow(SafeFileHandle file)
    {
        if (OperatingSystem.IsWindows())
            return;
        if (Control(file, OperatingSystem.IsMacOS() ? FionclexOfMacOS : FionclexOfLinux) != 0)
            throw new Win32Exception(Marshal.GetLastPInvokeError());
    }

    [LibraryImport("libc", EntryPoint = "ioctl", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int Control(SafeFileHandle file, nuint request);
}
