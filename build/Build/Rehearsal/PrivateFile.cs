namespace Build.Rehearsal;

/// <summary>Writes files that only their owner may read.</summary>
static class PrivateFile
{
    /// <summary>Writes a file of mode 0600 in a folder of mode 0700 and returns its path; a file that is there is replaced whole.</summary>
    public static string Write(string folder, string name, string content)
    {
        var file = Path.Combine(folder, name);
        var temporary = $"{file}.{Guid.NewGuid():N}";
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (OperatingSystem.IsWindows())
        {
            // A user's checkout is the user's own there: the folder's access list is inherited.
            Directory.CreateDirectory(folder);
        }
        else
        {
            Directory.CreateDirectory(
                folder,
                UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute
            );
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        using (var stream = new StreamWriter(temporary, options))
            stream.Write(content);
        File.Move(temporary, file, overwrite: true);
        return file;
    }
}
