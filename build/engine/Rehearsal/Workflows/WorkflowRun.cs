using System.Diagnostics;
using Reporting;

namespace Rehearsal.Workflows;

/// <summary>Runs the jobs of a workflow one after the other, each in a folder of its own; what needs one that failed is left out.</summary>
/// <param name="world">What GitHub would provide.</param>
/// <param name="tell">Takes lines on how far it is.</param>
sealed class WorkflowRun(WorkflowWorld world, Action<string> tell, CancellationToken cancellationToken)
{
    readonly Dictionary<string, bool> succeeded = new(StringComparer.Ordinal);

    /// <summary>The jobs that have succeeded, each leg of a matrix by itself; those that had before are not run again.</summary>
    public HashSet<string> Done { get; init; } = new(StringComparer.Ordinal);

    /// <summary>What failed, by name of the workflow and job.</summary>
    public List<string> Failed { get; } = [];

    public async Task RunAsync(Workflow workflow)
    {
        foreach (var (job, matrix) in workflow.Legs)
        {
            var name = $"{workflow.Name} / {job.Id}{(matrix.TryGetValue("name", out var leg) ? $" {leg}" : "")}";
            if (job.Needs.FirstOrDefault(need => !succeeded.GetValueOrDefault(need)) is { } missing)
            {
                tell($"{name} is left out: {missing} did not succeed");
                succeeded[job.Id] = false;
                continue;
            }
            if (Done.Contains(name))
            {
                tell($"{name} has succeeded before");
                succeeded[job.Id] = succeeded.GetValueOrDefault(job.Id, true);
                continue;
            }
            if (job.Environment is { } environment)
                tell($"{name} waits for environment {environment} and is approved: a rehearsal waits for nobody");
            var start = Stopwatch.GetTimestamp();
            tell($"{name} ...");
            var ended = await RunAsync(name, job, matrix);
            // A job with a matrix has succeeded where each of its legs has.
            succeeded[job.Id] = ended && succeeded.GetValueOrDefault(job.Id, true);
            if (ended)
                Done.Add(name);
            else
                Failed.Add(name);
            tell($"{name} {(ended ? "succeeded" : "FAILED")} in {Durations.Text(Stopwatch.GetElapsedTime(start))}");
        }
    }

    async Task<bool> RunAsync(string name, WorkflowJob job, IReadOnlyDictionary<string, string> matrix)
    {
        using var machine = world.OpenMachine(name, job);
        var expressions = new WorkflowExpressions(
            world
                .ContextOf(machine.Folder)
                .Concat(matrix.Select(entry => KeyValuePair.Create($"matrix.{entry.Key}", entry.Value)))
                .ToDictionary(StringComparer.Ordinal)
        );
        if (!expressions.IsTrue(job.If, hasFailed: false))
        {
            tell($"{name} has nothing to do here: {job.If}");
            return true;
        }
        var hasFailed = false;
        foreach (var step in job.Steps)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (expressions.IsTrue(step.If, hasFailed) && !await RunAsync(machine, step, expressions))
                hasFailed = true;
        }
        return !hasFailed;
    }

    async Task<bool> RunAsync(JobMachine machine, WorkflowStep step, WorkflowExpressions expressions)
    {
        if (step.Run is { } script)
            return await machine.RunAsync(
                expressions.Fill(script),
                step.Env.ToDictionary(entry => entry.Key, entry => expressions.Fill(entry.Value))
            );
        switch (step.Uses)
        {
            case "actions/checkout":
                machine.Folder.CheckOut(world.Source);
                return true;
            case "actions/setup-node":
                return true;
            case "actions/upload-artifact":
                return machine.Folder.Upload(Given("path"), world.ArtifactOf(Given("name")))
                    || step.With.GetValueOrDefault("if-no-files-found") == "ignore";
            case "actions/download-artifact":
                return machine.Folder.Download(world.ArtifactOf(Given("name")));
            default:
                tell($"A rehearsal cannot run the action {step.Uses}");
                return false;
        }

        string Given(string name) => expressions.Fill(step.With[name]);
    }
}
