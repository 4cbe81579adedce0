namespace Rehearsal.Workflows;

/// <summary>Where the steps of a job run.</summary>
/// <param name="variables">What every step finds in its environment.</param>
/// <param name="runAsync">Runs bash with arguments and an environment in a folder, and returns the exit code.</param>
sealed class JobMachine(
    JobFolder folder,
    IReadOnlyDictionary<string, string> variables,
    Func<IReadOnlyList<string>, string, IReadOnlyDictionary<string, string?>, Task<int>> runAsync,
    Action end
) : IDisposable
{
    int scripts;

    public JobFolder Folder => folder;

    /// <summary>Runs a script as a step with the shell bash does.</summary>
    /// <remarks>GitHub Docs, "Workflow syntax", jobs.job_id.steps[*].shell.</remarks>
    public async Task<bool> RunAsync(string script, IReadOnlyDictionary<string, string> own)
    {
        var file = Path.Combine(folder.Temporary, $"step-{++scripts}.sh");
        await File.WriteAllTextAsync(file, script);
        var environment = variables.ToDictionary(entry => entry.Key, string? (entry) => entry.Value);
        foreach (var (name, value) in own)
            environment[name] = value;
        return await runAsync(["--noprofile", "--norc", "-eo", "pipefail", file], folder.Workspace, environment) == 0;
    }

    public void Dispose() => end();
}
