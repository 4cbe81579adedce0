namespace Settings;

/// <summary>The settings of a repository, read beside the rest of a start until somebody wants them.</summary>
public sealed class SettingsLoader(string root)
{
    // A thread of its own is there sooner than the pool.
    readonly Task<BuildSettings> reading = Task.Factory.StartNew(
        () => SettingsFile.Load(root),
        CancellationToken.None,
        TaskCreationOptions.LongRunning,
        TaskScheduler.Default
    );

    /// <exception cref="Deployment.BuildException">Everything that is wrong with the file; exit code 2.</exception>
    public BuildSettings Of(string wanted) =>
        wanted == root ? reading.GetAwaiter().GetResult() : SettingsFile.Load(wanted);
}
