using Build.Steps;
using Build.Tools;
using Cake.Frosting;
using Deployment;

namespace Build.Tasks;

[TaskName("Test")]
[TaskDescription("Runs the C# tests and both apps' jest tests, all of them even when one fails")]
[IsDependentOn(typeof(BuildTask))]
[Needs(Tool.Node, Tool.DotNet)]
public sealed class TestTask : AsyncFrostingTask<BuildContext>
{
    public override async Task RunAsync(BuildContext context)
    {
        List<TestRun> runs = [];
        foreach (var project in context.Options.Projects)
            runs.Add(await TestRuns.OfProjectAsync(context, project));
        runs.Add(await TestRuns.OfBuildAsync(context));

        var counts = runs.Aggregate(TestCounts.None, (sum, run) => sum + run.Counts);
        context.Run.LastWords.Add(output => output.WriteLine(counts));
        // dotnet test's own exit code is kept: it says why tests failed, 2 for failed tests, 8 for none at all.
        if (runs.Where(run => run.ExitCode != 0).ToList() is [.., var last] failed)
            throw new BuildException([.. failed.Select(run => run.Finding)], last.ExitCode);
    }
}
