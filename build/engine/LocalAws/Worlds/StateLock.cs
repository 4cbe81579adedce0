using System.Globalization;

namespace LocalAws.Worlds;

/// <summary>Keeps a state folder to one process; the holder's process id and endpoint stand beside the lock for whom it turns away.</summary>
sealed class StateLock : IDisposable
{
    readonly FileStream _file;
    readonly string _holder;

    StateLock(FileStream file, string holder)
    {
        _file = file;
        _holder = holder;
    }

    /// <summary>Takes the lock or throws <see cref="StateInUseException"/>.</summary>
    public static StateLock Take(string directory)
    {
        var holder = Path.Combine(directory, "holder");
        StateLock taken;
        try
        {
            taken = new(
                PrivateFiles.Open(Path.Combine(directory, "lock"), FileMode.OpenOrCreate, FileShare.None),
                holder
            );
        }
        catch (IOException reason) when (IsHeld(reason))
        {
            var lines = File.Exists(holder) ? File.ReadAllLines(holder) : [];
            throw new StateInUseException(directory, lines.ElementAtOrDefault(0), lines.ElementAtOrDefault(1));
        }
        try
        {
            taken.Announce(endpoint: null);
            return taken;
        }
        catch
        {
            taken._file.Dispose();
            throw;
        }
    }

    /// <summary>Whether another process has the file: EWOULDBLOCK of Linux and of macOS, and Windows' sharing violation.</summary>
    static bool IsHeld(IOException reason) => reason.HResult is 11 or 35 or unchecked((int)0x80070020);

    /// <summary>Removes all that the folder holds but the lock and its holder: the journal first, without which the rest means nothing.</summary>
    public void EmptyDirectory()
    {
        var folder = new DirectoryInfo(Path.GetDirectoryName(_holder)!);
        new JournalFiles(folder.FullName).Delete();
        foreach (
            var file in folder.EnumerateFiles().Where(file => file.FullName != _holder && file.FullName != _file.Name)
        )
            file.Delete();
        foreach (var part in folder.EnumerateDirectories())
            part.Delete(recursive: true);
    }

    /// <summary>Says where the holder answers, once it does.</summary>
    public void Announce(Uri? endpoint)
    {
        using var file = PrivateFiles.Open(_holder, FileMode.Create);
        using var writer = new StreamWriter(file);
        writer.WriteLine(Environment.ProcessId.ToString(CultureInfo.InvariantCulture));
        if (endpoint is not null)
            writer.WriteLine(endpoint);
    }

    public void Dispose()
    {
        File.Delete(_holder);
        _file.Dispose();
    }
}
