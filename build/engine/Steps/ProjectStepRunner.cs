using Arguments;
using Deployment;
using Fingerprints;
using Guards;
using Reporting;

namespace Steps;

/// <summary>Runs the steps of a target, the subprojects side by side, and skips those whose result still holds.</summary>
public sealed class ProjectStepRunner : IDisposable
{
    /// <summary>Many apps at once would have each other wait for memory; the steps of a few wait for files and networks.</summary>
    static readonly int atOnce = Math.Max(8, Environment.ProcessorCount);

    readonly ProjectContext context;
    readonly SemaphoreSlim places = new(atOnce);
    readonly Lazy<StepLines> lines;
    readonly Lazy<StepRunner> runner;

    public ProjectStepRunner(ProjectContext context)
    {
        // The options are read once it is known which targets run.
        lines = new(() => new(context.Log, context.Options.Explain, context.Time));
        runner = new(() =>
            new(
                new(context.Root) { Force = context.Options.Force, SharedFolder = SharedFolder(context) },
                context.Record.Watch(lines.Value),
                context.Time
            )
        );
        this.context = context;
    }

    /// <summary>A build server names it in the environment, where the command is to stay that of a laptop.</summary>
    static string? SharedFolder(ProjectContext context) =>
        (context.Options.SharedOutputs ?? Environment.GetEnvironmentVariable(BuildOptions.SharedOutputsVariable))
            is { Length: > 0 } folder
            ? Own(Path.GetFullPath(folder, context.Root))
            : null;

    /// <summary>What lies there is taken over and run: nobody else may be able to put it there.</summary>
    static string Own(string folder) =>
        FileNode.WhoElseWrites(folder) is { } why
            ? throw new BuildException(
                new Finding(
                    StepCodes.SharedFolderNotOwn,
                    $"The folder {folder} of --{BuildOptions.SharedOutputs} {why}: what they put there would run as you",
                    $"chmod go-w {folder}  (or name a folder of your own)"
                )
            )
            : folder;

    /// <summary>Runs every step to its end; what failed is thrown together.</summary>
    /// <exception cref="BuildException">What failed; that a project has no folder, before anything runs.</exception>
    public async Task<IReadOnlyList<StepResult>> RunAsync(IEnumerable<ProjectStep> steps)
    {
        var all = steps.ToList();
        ProjectFolders.Check(context, all);
        var running = all.Select(step => Task.Run(() => RunInTurnAsync(step))).ToList();
        try
        {
            return await Task.WhenAll(running);
        }
        catch (BuildException)
        {
            var failures = running
                .Where(task => task.IsFaulted)
                .SelectMany(task => task.Exception!.InnerExceptions)
                .ToList();
            if (failures.Find(failure => failure is not BuildException) is { } bug)
                throw new AggregateException(failures.Prepend(bug).Distinct());
            throw new BuildException([.. failures.OfType<BuildException>().SelectMany(failure => failure.Findings)]);
        }
    }

    /// <summary>Whether an earlier result of a step still holds.</summary>
    public Task<bool> IsCurrentAsync(ProjectStep step) =>
        runner.Value.IsCurrentAsync(step.Declaration, context.Cancellation);

    /// <summary>Makes every step run next time, once no other run is at work here.</summary>
    public Task ForgetAsync() => runner.Value.ForgetAsync(context.Cancellation);

    public void Dispose()
    {
        places.Dispose();
        if (runner.IsValueCreated)
            runner.Value.Dispose();
        if (lines.IsValueCreated)
            lines.Value.Dispose();
    }

    async Task<StepResult> RunInTurnAsync(ProjectStep step)
    {
        await places.WaitAsync(context.Cancellation);
        try
        {
            return await RunAsync(step);
        }
        finally
        {
            places.Release();
        }
    }

    Task<StepResult> RunAsync(ProjectStep step) =>
        runner.Value.RunAsync(step.Declaration, _ => step.RunAsync(), context.Cancellation);
}
