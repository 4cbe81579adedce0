using Deployment;

namespace Build.Fingerprints.Stores;

/// <summary>Folders and files that the owner alone may read.</summary>
internal static class Folders
{
    private const UnixFileMode Owner = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    public static FileStreamOptions NewPrivateFile
    {
        get
        {
            var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
            if (!OperatingSystem.IsWindows())
                options.UnixCreateMode = Owner;
            return options;
        }
    }

    public static BuildException Unwritable(string folder, Exception reason) =>
        new(
            new Finding(
                "FolderUnwritable",
                $"Fingerprints cannot be kept in {folder}",
                [reason.Message],
                "let the current user write to that folder, or delete it"
            ),
            innerException: reason
        );

    public static void CreatePrivate(string folder)
    {
        try
        {
            if (OperatingSystem.IsWindows())
                Directory.CreateDirectory(folder);
            else
                Directory.CreateDirectory(folder, Owner | UnixFileMode.UserExecute);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw Unwritable(folder, exception);
        }
    }
}
