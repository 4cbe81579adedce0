namespace Fingerprints.Files;

/// <summary>
/// The clock of the file system that holds the checkout, read from a file written for it: a file that changes after this
/// moment cannot carry an earlier time.
/// </summary>
internal sealed class FileClock(string probe)
{
    private readonly Lock _lock = new();

    /// <summary>In nanoseconds since 1970.</summary>
    public long Now()
    {
        lock (_lock)
        {
            // A dry run may write it beside another run: each write makes the time later, which is right for both.
            using (
                var file = new FileStream(
                    probe,
                    FileMode.Create,
                    FileAccess.Write,
                    FileShare.ReadWrite | FileShare.Delete
                )
            )
                file.WriteByte(0);
            return FileStatus.Of(probe).LastChange;
        }
    }
}
