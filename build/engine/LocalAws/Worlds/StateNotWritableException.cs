using LocalAws.Protocol;

namespace LocalAws.Worlds;

/// <summary>
/// A change could not be written to the state: the disk is full, or a limit is reached. Nothing more is answered then: work in
/// the background may have stopped half-way, and the next start finds what is to be done about that.
/// </summary>
public sealed class StateNotWritableException(IOException reason)
    : IOException($"The local AWS cannot write its state, and answers nothing more: {reason.Message}", reason)
{
    /// <summary>Their errno(3) on Linux and macOS, and Windows' system error codes: file too large, no space, read-only, quota.</summary>
    static readonly int[] _ofTheDisk = [27, 28, 30, 69, 122, OfWindows + 19, OfWindows + 39, OfWindows + 112];

    const int OfWindows = unchecked((int)0x80070000);

    /// <summary>Whether a file was not written for the disk's sake.</summary>
    internal static bool IsOfTheDisk(IOException reason) => _ofTheDisk.Contains(reason.HResult);

    /// <summary>The error that clients get. They do not try again after this status (RFC 4918, section 11.5).</summary>
    internal static AwsException Answer(IOException reason) => new("LocalAwsStateNotWritable", reason.Message, 507);
}
