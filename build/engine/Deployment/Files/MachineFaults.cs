using System.ComponentModel;
using System.Net;
using System.Net.Sockets;
using Amazon.Runtime;

namespace Deployment.Files;

/// <summary>
/// What keeps a program from files whatever it does: no file handle left, no space left, nothing to write to. The numbers
/// are errno(3) of Linux and macOS, which .NET hands on as the HResult, and Windows' system error codes.
/// </summary>
public static class MachineFaults
{
    const int OfWindows = unchecked((int)0x80070000);

    static readonly int[] noHandle = [23, 24, OfWindows + 4];
    static readonly int[] noSpace = [27, 28, 69, 122, OfWindows + 39, OfWindows + 112];
    static readonly int[] readOnly = [30, OfWindows + 19];

    /// <summary>Null where the machine is not the reason.</summary>
    /// <param name="what">What did not come about, a sentence without its full stop.</param>
    public static Finding? Explain(Exception exception, string what)
    {
        for (var reason = exception; reason is not null; reason = reason.InnerException)
        {
            if (CodeOf(reason) is { } code)
                return new Finding(code, what, [reason.Message], NextFor(code));
        }
        return null;
    }

    static FindingCode? CodeOf(Exception reason) =>
        reason switch
        {
            SocketException socket => socket.SocketErrorCode == SocketError.TooManyOpenSockets
                ? FindingCodes.TooManyOpenFiles
                : null,
            Win32Exception started => CodeOf(
                OperatingSystem.IsWindows() ? OfWindows + started.NativeErrorCode : started.NativeErrorCode
            ),
            FileNotFoundException { FileName: { } name } when IsOfTheProgram(name) => FindingCodes.TooManyOpenFiles,
            FileLoadException { FileName: { } name } when IsOfTheProgram(name) => FindingCodes.TooManyOpenFiles,
            // What the sockets wait with was not made; the runtime takes every reason for a lack of memory.
            TypeInitializationException
            {
                TypeName: "System.Net.Sockets.SocketAsyncEngine",
                InnerException: OutOfMemoryException,
            } => FindingCodes.TooManyOpenFiles,
            // So the local AWS answers where it cannot write its state.
            AmazonServiceException { StatusCode: HttpStatusCode.InsufficientStorage } => FindingCodes.DiskFull,
            IOException file => CodeOf(file.HResult),
            _ => null,
        };

    /// <summary>Whether it is an assembly that lies where the runtime looks: what is there is not found only where it cannot be opened.</summary>
    static bool IsOfTheProgram(string assembly) =>
        assembly.Split(',') is [var name, _, ..]
        && (AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES") as string ?? "")
            .Split(Path.PathSeparator)
            .Any(file => Path.GetFileNameWithoutExtension(file) == name && File.Exists(file));

    static FindingCode? CodeOf(int error) =>
        noHandle.Contains(error) ? FindingCodes.TooManyOpenFiles
        : noSpace.Contains(error) ? FindingCodes.DiskFull
        : readOnly.Contains(error) ? FindingCodes.ReadOnlyFileSystem
        : null;

    static string NextFor(FindingCode code) =>
        code == FindingCodes.DiskFull ? "free space on that disk, or raise the limit that is reached (a quota, ulimit -f); then run it again"
        : code == FindingCodes.ReadOnlyFileSystem
            ? "mount that file system for writing, or work in a checkout on another one; then run it again"
        : OperatingSystem.IsWindows() ? "close programs that hold files open, then run it again"
        : "run it again in a shell whose limit is higher: ulimit -n 4096";
}
