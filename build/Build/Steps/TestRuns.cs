using Build.Projects;
using Build.Reporting;
using Build.Tools;

namespace Build.Steps;

/// <summary>How a run of tests ended.</summary>
sealed record TestRun(string Name, TestCounts Counts, int ExitCode);

/// <summary>Runs the tests of the build and of the apps.</summary>
static class TestRuns
{
    /// <summary>The C# tests, of Deployment, LocalAws, Build and the Cake layers.</summary>
    public static async Task<TestRun> OfBuildAsync(BuildContext context)
    {
        var counts = TestCounts.None;
        string[] arguments = ["test", "--project", "Build.Tests/Build.Tests.csproj", "--nologo"];
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

    /// <summary>An app's jest tests.</summary>
    public static async Task<TestRun> OfProjectAsync(BuildContext context, Project project)
    {
        var folder = Path.Combine(context.Root, ReportFiles.Folder);
        Directory.CreateDirectory(folder);
        var report = Path.Combine(folder, $"jest-{project.Name}.json");
        File.Delete(report);
        var command = NodePackages.Command(
            context,
            project,
            "jest/bin/jest.js",
            "--ci",
            "--json",
            $"--outputFile={report}"
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
