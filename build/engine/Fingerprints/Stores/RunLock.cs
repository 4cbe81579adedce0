using System.Globalization;

namespace Fingerprints.Stores;

/// <summary>
/// One run at a time in a checkout. The system gives the lock back however its holder ends; what a killed run had started
/// inherits it, so that nobody works beside a tool that is still writing.
/// </summary>
internal sealed class RunLock : IDisposable
{
    private static readonly TimeSpan RetryInterval = TimeSpan.FromMilliseconds(200);

    private readonly FileStream _file;
    private readonly string _holderFile;

    private RunLock(FileStream file, string holderFile)
    {
        _file = file;
        _holderFile = holderFile;
    }

    /// <param name="waiting">Called once where another run holds the lock, with its process id where it is known.</param>
    public static async Task<RunLock> AcquireAsync(
        string folder,
        Action<string?> waiting,
        TimeProvider time,
        CancellationToken cancellationToken
    )
    {
        Folders.CreatePrivate(folder);
        var path = Path.Combine(folder, "lock");
        var holderFile = Path.Combine(folder, "holder");
        for (var said = false; ; said = true)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var taken = TryTake(path, holderFile);
            if (taken is not null)
            {
                taken.Sign();
                return taken;
            }
            if (!said)
                waiting(ReadHolder(holderFile));
            await Task.Delay(RetryInterval, time, cancellationToken);
        }
    }

    public void Dispose()
    {
        File.Delete(_holderFile);
        _file.Dispose();
    }

    /// <summary>Null where the holder has not signed yet, or has just left.</summary>
    private static string? ReadHolder(string holderFile)
    {
        try
        {
            return File.ReadAllText(holderFile);
        }
        catch (IOException)
        {
            return null;
        }
    }

    private void Sign()
    {
        try
        {
            var processId = Environment.ProcessId.ToString(CultureInfo.InvariantCulture);
            File.WriteAllText(_holderFile, processId);
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    /// <summary>Null where another run holds it.</summary>
    private static RunLock? TryTake(string path, string holderFile)
    {
        try
        {
            var file = new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, bufferSize: 0);
            HandleInheritance.Allow(file.SafeFileHandle);
            return new(file, holderFile);
        }
        catch (IOException exception) when (IsHeld(exception))
        {
            return null;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw Folders.Unwritable(Path.GetDirectoryName(path)!, exception);
        }
    }

    /// <summary>ERROR_SHARING_VIOLATION of Windows; EWOULDBLOCK of Linux and of macOS.</summary>
    private static bool IsHeld(IOException exception) => (exception.HResult & 0xFFFF) is 32 or 11 or 35;
}
