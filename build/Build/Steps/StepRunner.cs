using Deployment;

namespace Build.Steps;

/// <summary>Runs the steps of a target, the subprojects side by side.</summary>
static class StepRunner
{
    /// <summary>Runs every step to its end; what failed is thrown together.</summary>
    public static async Task RunAsync(IEnumerable<Step> steps)
    {
        var running = steps.Select(step => Task.Run(step.RunAsync)).ToList();
        try
        {
            await Task.WhenAll(running);
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
}
