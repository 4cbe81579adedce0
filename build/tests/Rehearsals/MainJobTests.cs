using Build.Tests.Build;
using Settings;
using Settings.Projects;

namespace Build.Tests.Rehearsals;

/// <summary>
/// The main job with the program itself: both apps' Cloud Assemblies, as Synth wrote them before the tests, go into the local
/// AWS. Whatever an app needs that the local AWS refuses, a permission or a property, fails here.
/// </summary>
public sealed class MainJobTests : IDisposable
{
    static readonly string root = RepositoryRoot.Find();

    readonly BuildProgram program = new();

    public MainJobTests()
    {
        var missing = Project
            .Defaults.Select(project => project.AssemblyIn(root))
            .Where(path => !Directory.Exists(path));
        var onServer = Environment.GetEnvironmentVariable("CI") == "true";
        Assert.SkipWhen(missing.Any() && !onServer, "Both apps' assemblies are needed: ./build.sh --target=Synth");
        foreach (var project in Project.Defaults)
            Directory.CreateSymbolicLink(project.DirectoryIn(program.Root), project.DirectoryIn(root));
    }

    public void Dispose() => program.Dispose();

    [Fact]
    public void Deploy_BothAppsAsSynthesized_CreatesTheirStacksAndThenFindsThemUnchanged()
    {
        var first = Run("Deploy");
        var second = Run("Deploy");

        Assert.All(Stacks(first), line => Assert.Contains(" Created ", line, StringComparison.Ordinal));
        Assert.All(Stacks(second), line => Assert.Contains(" Unchanged ", line, StringComparison.Ordinal));
        Assert.Equal(Stacks(first).Count, Stacks(second).Count);
        Assert.Contains(Stacks(first), line => line.StartsWith("pipeline ", StringComparison.Ordinal));
        Assert.True(Stacks(first).Count >= 3, first.Output);
    }

    ProgramRun Run(string target)
    {
        var run = program.Run("--target=BootstrapLocal", $"--target={target}", "--exclusive", "--local");
        Assert.True(run.ExitCode == 0, run.Output + run.Errors);
        return run;
    }

    /// <summary>The lines of the table that the program ends with.</summary>
    static List<string> Stacks(ProgramRun run) =>
        [
            .. run
                .Output.Split('\n')
                .SkipWhile(line => !line.StartsWith("Stack ", StringComparison.Ordinal))
                .Skip(2)
                .TakeWhile(line =>
                    line.Contains(" s", StringComparison.Ordinal) && !line.Contains("---", StringComparison.Ordinal)
                ),
        ];
}
