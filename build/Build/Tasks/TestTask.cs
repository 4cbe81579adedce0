using Cake.Frosting;
using Deployment;
using Settings.Projects;
using Steps;
using Tools;

namespace Build.Tasks;

[TaskName("Test")]
[TaskDescription("Runs the C# tests and those of every project, all of them even when one fails")]
[IsDependentOn(typeof(SynthTask))]
[Needs(Tool.Node, Tool.DotNet)]
public sealed class TestTask : AsyncFrostingTask<BuildContext>
{
    /// <summary>What is wrong with the apps whose tests are a command.</summary>
    static async Task<IReadOnlyList<Finding>> TestErrorsAsync(BuildContext context)
    {
        try
        {
            await context.Steps.RunAsync(
                context
                    .Options.Projects.Where(project => project.Kind == ProjectKind.Cdk)
                    .SelectMany(project => AppSteps.Test(context, project))
            );
            return [];
        }
        catch (BuildException exception)
        {
            return exception.Findings;
        }
    }

    public override async Task RunAsync(BuildContext context)
    {
        var ofApps = TestErrorsAsync(context);
        var sourceErrors = SourceChecks.FindErrorsAsync(context, "Test");
        var runs = await Task.WhenAll(
            context
                .Options.Projects.Where(project => project.Kind == ProjectKind.Projen)
                .Select(project => TestRuns.OfProjectAsync(context, project))
                .Prepend(TestRuns.OfBuildAsync(context))
        );
        var counts = runs.Aggregate(TestCounts.None, (sum, run) => sum + run.Counts);
        context.Run.LastWords.Add(output => output.WriteLine(counts));

        var failed = runs.Where(run => run.ExitCode != 0).ToList();
        List<Finding> findings = [.. failed.Select(run => run.Finding), .. await sourceErrors, .. await ofApps];
        // dotnet test's own exit code is kept: it says why tests failed, 2 for failed tests, 8 for none at all.
        if (findings.Count > 0)
            throw new BuildException(findings, failed is [var first, ..] ? first.ExitCode : 1);
    }
}
