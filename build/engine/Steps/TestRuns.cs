using Deployment;
using Fingerprints;
using Reporting;
using Settings.Projects;
using Steps.Traces;
using Tools;
using Tools.Failures;

namespace Steps;

/// <summary>Runs the tests of the build and of the apps.</summary>
public static class TestRuns
{
    const string Tests = "tests/Build.Tests.csproj";

    public static readonly string[] DotNetArguments = ["test", "--project", Tests, "--no-build"];

    /// <summary>The variable that names the compiled program to the C# tests.</summary>
    public const string TestedProgram = "TESTED_BUILD_PROGRAM";

    public static readonly string[] JestArguments = ["--ci", "--json"];

    /// <summary>The C# tests, of Deployment, LocalAws, Build and the Cake layers.</summary>
    public static Task<TestRun> OfBuildAsync(ProjectContext context) =>
        RunUnlessUnchangedAsync(
            context,
            "build",
            test => ProjectSteps.TestOfBuild(context, test),
            () => RunDotNetAsync(context)
        );

    /// <summary>An app's jest tests.</summary>
    public static Task<TestRun> OfProjectAsync(ProjectContext context, Project project) =>
        RunUnlessUnchangedAsync(
            context,
            project.Name,
            test => ProjectSteps.Test(context, project, test),
            () => RunJestAsync(context, project)
        );

    /// <summary>Runs tests, unless they passed and nothing that they depend on has changed since: then they count as they did.</summary>
    static async Task<TestRun> RunUnlessUnchangedAsync(
        ProjectContext context,
        string name,
        Func<Func<Task<StepOutcome>>, ProjectStep> stepOf,
        Func<Task<TestRun>> runAsync
    )
    {
        TestRun? failed = null;
        var step = stepOf(async () =>
        {
            var run = await runAsync();
            failed = run.ExitCode == 0 ? null : run;
            return failed is null
                ? new StepOutcome(run.Counts.ToString(), run.Observed)
                : throw new BuildException(failed.Finding);
        });
        try
        {
            var result = (await context.Steps.RunAsync([step])).Single();
            return new(name, TestCounts.Parse(result.Text), ExitCode: 0);
        }
        catch (BuildException) when (failed is not null)
        {
            // The others are to run too before the build fails.
            return failed;
        }
    }

    static async Task<TestRun> RunDotNetAsync(ProjectContext context)
    {
        var counts = TestCounts.None;
        var command = new Command("dotnet", DotNetArguments, Path.Combine(context.Root, "build"), "build")
        {
            // Tests that start the program start this one, which is compiled from the same sources, and ahead of time.
            Environment = new Dictionary<string, string?> { [TestedProgram] = context.ProgramFile },
            OnLine = line =>
            {
                counts = counts.WithSummaryLine(line);
                return true;
            },
        };
        // In a process of its own: one that also restores and compiles needs more than 256 open files.
        // Analyzers take longer than the compiler: dotnet build build/Build.slnx asks them.
        var compilation = command with
        {
            Arguments =
            [
                "build",
                Tests,
                "--verbosity",
                "quiet",
                "-p:RunAnalyzers=false",
                "-p:EnforceCodeStyleInBuild=false",
            ],
            OnLine = _ => true,
        };
        var printed = new PrintedLines();
        var exitCode = await context.Processes.RunAsync(compilation, printed);
        if (exitCode == 0)
            exitCode = await context.Processes.RunAsync(command, printed);
        return new("build", counts.OfRunThatEndedWith(exitCode), exitCode)
        {
            Error = ToolErrors.Find(printed.All, command.WorkingDirectory, context.Root),
        };
    }

    static async Task<TestRun> RunJestAsync(ProjectContext context, Project project)
    {
        var folder = Path.Combine(context.Root, ReportFiles.Folder);
        Directory.CreateDirectory(folder);
        var report = Path.Combine(folder, $"jest-{project.Name}.json");
        File.Delete(report);
        using var trace = new NodeTrace(context.Root, project.DirectoryIn(context.Root));
        var command = NodePackages.Command(
            context,
            project,
            "jest/bin/jest.js",
            [.. JestArguments, $"--outputFile={report}"]
        ) with
        {
            Environment = trace.Environment(
                new Dictionary<string, string?>
                {
                    [NodePackages.SearchPathVariable] = NodePackages.SearchPath(context, project),
                    // Templates are validated once, by Synth.
                    ["CDK_VALIDATION"] = "false",
                }
            ),
            // With --outputFile jest still names the file and prints the report itself.
            OnLine = line => !line.StartsWith("Test results written to", StringComparison.Ordinal),
        };
        var printed = new PrintedLines();
        var exitCode = await context.Processes.RunAsync(command, printed);
        var counts = File.Exists(report) ? TestCounts.OfJest(await File.ReadAllBytesAsync(report)) : TestCounts.None;
        return new(project.Name, counts.OfRunThatEndedWith(exitCode), exitCode)
        {
            Observed = trace.Read("jest"),
            Error = ToolErrors.Find(printed.All, command.WorkingDirectory, context.Root),
        };
    }
}
