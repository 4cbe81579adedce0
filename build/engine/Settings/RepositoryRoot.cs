namespace Settings;

/// <summary>Finds the repository that the program was built in.</summary>
public static class RepositoryRoot
{
    /// <summary>The nearest folder above the program that has build/settings.json; else the current one.</summary>
    public static string Find() => OfBootstrapper() ?? Search();

    /// <summary>Where build.sh has put the program, in build/.publish/FINGERPRINT/: known without asking the file system.</summary>
    static string? OfBootstrapper()
    {
        var published = Path.GetDirectoryName(Path.GetDirectoryName(AppContext.BaseDirectory));
        return published?.EndsWith(".publish", StringComparison.Ordinal) == true
            ? Path.GetDirectoryName(Path.GetDirectoryName(published))
            : null;
    }

    static string Search()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, SettingsFile.Name)))
                return folder.FullName;
        }

        return Environment.CurrentDirectory;
    }
}
