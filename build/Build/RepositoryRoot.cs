using Build.Settings;

namespace Build;

/// <summary>Finds the repository that the program was built in.</summary>
static class RepositoryRoot
{
    /// <summary>The nearest folder above the program that has build/settings.json; else the current one.</summary>
    public static string Find()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, SettingsFile.Name)))
                return folder.FullName;
        }

        return Environment.CurrentDirectory;
    }
}
