using Deployment;
using Settings.Projects;

namespace Steps;

/// <summary>
/// Types are checked and sources linted once in a run, and nothing waits for the verdict: beside the tests where they are
/// planned, else beside Synth, else by Build itself.
/// </summary>
public static class SourceChecks
{
    const string Home = "Build";
    static readonly string[] places = ["Test", "Synth", Home];

    /// <summary>The checks that run beside a task's own steps.</summary>
    public static IEnumerable<ProjectStep> Beside(string task, ProjectContext context) =>
        IsPlace(task, context.PlannedTasks)
            ? context
                .Options.Projects.Where(project => project.Kind == ProjectKind.Projen)
                .SelectMany(project =>
                    (ProjectStep[])[ProjectSteps.TypeCheck(context, project), ProjectSteps.Lint(context, project)]
                )
            : [];

    /// <summary>What is wrong with the sources, where they are checked beside a task that goes on regardless.</summary>
    public static async Task<IReadOnlyList<Finding>> FindErrorsAsync(ProjectContext context, string task)
    {
        try
        {
            await context.Steps.RunAsync(Beside(task, context));
            return [];
        }
        catch (BuildException exception)
        {
            return exception.Findings;
        }
    }

    /// <summary>Whether sources are checked there, of all the tasks of a run.</summary>
    internal static bool IsPlace(string task, IReadOnlyList<string> planned) =>
        planned.Contains(Home) && places.First(planned.Contains) == task;
}
