using Build.Projects;
using Build.Reporting;
using Build.Tools;
using Deployment;

namespace Build.Steps;

/// <summary>Runs the tests of the build and of the apps.</summary>
static class TestRuns
{
    /// <summary>The C# tests, of Deployment, LocalAws, Build and the Cake layers.</summary>
    public static async Task<TestRun> OfBuildAsync(BuildContext context)
    {
        var counts = TestCounts.None;
        string[] arguments = ["test", "--project", "Build.Tests/Build.Tests.csproj"];
        var command = new Command("dotnet", arguments, Path.Combine(context.Root, "build"), "build")
        {
            OnLine = line =>
            {
                counts = counts.WithSummaryLine(line);
                return true;
            },
        };
        var exitCode = await context.Processes.RunAsync(command);
        return new("build", counts.OfRunThatEndedWith(exitCode), exitCode);
    }

    public static readonly string[] JestArguments = ["--ci", "--json"];

    /// <summary>An app's jest tests, unless they passed and nothing that they depend on has changed since.</summary>
    public static async Task<TestRun> OfProjectAsync(BuildContext context, Project project)
    {
        TestRun? failed = null;
        var step = ProjectSteps.Test(
            context,
            project,
            async () =>
            {
                var run = await RunJestAsync(context, project);
                failed = run.ExitCode == 0 ? null : run;
                return failed is null ? run.Counts.ToString() : throw new BuildException(failed.Finding);
            }
        );
        try
        {
            var result = (await context.Steps.RunAsync([step])).Single();
            return new(project.Name, TestCounts.Parse(result.Text), ExitCode: 0);
        }
        catch (BuildException) when (failed is not null)
        {
            // The others are to run too before the build fails.
            return failed;
        }
    }

    static async Task<TestRun> RunJestAsync(BuildContext context, Project project)
    {
        var folder = Path.Combine(context.Root, ReportFiles.Folder);
        Directory.CreateDirectory(folder);
        var report = Path.Combine(folder, $"jest-{project.Name}.json");
        File.Delete(report);
        var command = NodePackages.Command(
            context,
            project,
            "jest/bin/jest.js",
            [.. JestArguments, $"--outputFile={report}"]
        ) with
        {
            Environment = new Dictionary<string, string?>
            {
                // Templates are validated once, by Synth.
                ["CDK_VALIDATION"] = "false",
            },
            // With --outputFile jest still names the file and prints the report itself.
            OnLine = line => !line.StartsWith("Test results written to", StringComparison.Ordinal),
        };
        var exitCode = await context.Processes.RunAsync(command);
        var counts = File.Exists(report) ? TestCounts.OfJest(await File.ReadAllBytesAsync(report)) : TestCounts.None;
        return new(project.Name, counts.OfRunThatEndedWith(exitCode), exitCode);
    }
}
