namespace Deployment.Files;

/// <summary>Files and folders that are their owner's alone from the first byte on.</summary>
public static class PrivateFiles
{
    /// <summary>How a new file of mode 0600 is made.</summary>
    public static FileStreamOptions New
    {
        get
        {
            var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
            if (!OperatingSystem.IsWindows())
                options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
            return options;
        }
    }

    /// <summary>Makes a folder of mode 0700 unless it is there; on Windows its access list is inherited, from a checkout that is the user's own.</summary>
    public static void CreateFolder(string folder)
    {
        if (OperatingSystem.IsWindows())
            Directory.CreateDirectory(folder);
        else
            Directory.CreateDirectory(
                folder,
                UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute
            );
    }
}
