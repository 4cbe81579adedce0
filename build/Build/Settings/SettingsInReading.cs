namespace Build.Settings;

/// <summary>The settings of a repository, read beside the rest of a start until somebody wants them.</summary>
public sealed class SettingsInReading(string root)
{
    readonly Task<BuildSettings> reading = Task.Run(() => SettingsFile.Load(root));

    /// <exception cref="Deployment.BuildException">Everything that is wrong with the file; exit code 2.</exception>
    public BuildSettings Of(string wanted) =>
        wanted == root ? reading.GetAwaiter().GetResult() : SettingsFile.Load(wanted);
}
