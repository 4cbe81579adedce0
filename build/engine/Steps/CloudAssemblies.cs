using Deployment.Assemblies;
using Fingerprints.Observations;
using Settings.Projects;
using Steps.Traces;
using Steps.Worlds;
using Tools;

namespace Steps;

/// <summary>Synthesizes a subproject's Cloud Assembly with the CDK CLI.</summary>
static class CloudAssemblies
{
    /// <summary>What the CLI is started with, in the subproject's folder.</summary>
    public static string[] ArgumentsIn(ProjectContext context, Project project) =>
        [
            "synth",
            "--quiet",
            "--no-notices",
            "--no-color",
            "--output",
            context.World.IsRehearsal
                ? Path.Combine(context.Root, context.World.AssemblyOf(project))
                : Project.AssemblyFolder,
        ];

    /// <summary>The script by which the CLI starts from what node compiled of it before.</summary>
    internal static readonly string CompileCache = Path.Combine(
        AppContext.BaseDirectory,
        "Steps",
        "cdk-compile-cache.js"
    );

    /// <summary>Returns what the app was seen to read.</summary>
    public static async Task<IReadOnlyList<Observation>> SynthesizeAsync(ProjectContext context, Project project)
    {
        await context.StartLocalAwsAsync();
        var assembly = Path.Combine(context.Root, context.World.AssemblyOf(project));
        if (!context.World.IsLocal)
        {
            var real = await RunAsync(context, project, assembly, null);
            // Only now: what a synthesis that failed left of a rehearsal's assembly keeps its mark.
            if (Directory.Exists(assembly))
                RehearsalMark.Remove(assembly);
            return real;
        }
        // Before anything is in it: an end of this process at any moment leaves no assembly without the mark.
        RehearsalMark.Write(assembly);
        var local = new LocalContext(context.Root, project, LocalContext.FixturesOf(context.Settings));
        local.Prepare();
        var seen = await RunAsync(context, project, assembly, local);
        local.Keep();
        return seen;
    }

    static async Task<IReadOnlyList<Observation>> RunAsync(
        ProjectContext context,
        Project project,
        string assembly,
        LocalContext? local
    )
    {
        var folder = project.DirectoryIn(context.Root);
        // A build server begins without anything kept, and ends with it.
        string[] preloaded =
        [
            // First, so that the CLI is loaded after it.
            .. local is null ? (string[])[] : ["--require", LocalContext.Script],
            .. AppCommand.ValidationAhead(folder) is { } validation
                ? (string[])["--single-threaded-gc", "--liftoff-only", "--require", validation]
                : [],
            .. context.IsContinuousIntegration ? (string[])[] : ["--require", CompileCache],
        ];
        var variables = VariablesOf(context, project);
        if (local is not null)
            variables[LocalContext.Variable] = local.WorkingFile;
        if (project.Commands.Synth is { } own)
            return await RunOwnAsync(context, project, own, assembly, variables);
        using var trace = new NodeTrace(context.Root, folder);
        await context.Processes.RunOrFailAsync(
            ProjectCli.Command(context, project, preloaded, ArgumentsIn(context, project)) with
            {
                Environment = trace.Environment(variables),
                OnLine = IsWorthPrinting,
                // Lookups are the CLI's own, and an app reads what its team gives it.
                ReachesAws = true,
            },
            $"the synthesis of {project}"
        );
        // How long synthesizing took is the only thing in there that differs each time.
        File.Delete(Path.Combine(assembly, "performance-counters.json"));
        var seen = trace.Read($"the app of {project}");
        return
        [
            .. seen,
            .. AppCommand.Doubts(folder, Environment.GetEnvironmentVariable("CDK_APP")),
            .. DefaultEnvironment.Of(
                seen,
                Environment.GetEnvironmentVariable,
                Environment.GetFolderPath(Environment.SpecialFolder.UserProfile)
            ),
        ];
    }

    /// <summary>A command of the settings, in the place of the CLI; what it reads is not known.</summary>
    static async Task<IReadOnlyList<Observation>> RunOwnAsync(
        ProjectContext context,
        Project project,
        IReadOnlyList<string> command,
        string assembly,
        IReadOnlyDictionary<string, string?> variables
    )
    {
        var folder = project.DirectoryIn(context.Root);
        var words = command.Select(word => word.Replace(ProjectCommands.Output, assembly, StringComparison.Ordinal));
        await context.Processes.RunOrFailAsync(
            new Command(AppSteps.ProgramOf(command[0], folder), [.. words.Skip(1)], folder, project.Name)
            {
                Environment = variables,
                ReachesAws = true,
            },
            $"the synthesis of {project}"
        );
        return [new Observation.Doubt($"what the synth command of {project} reads is not known")];
    }

    static Dictionary<string, string?> VariablesOf(ProjectContext context, Project project)
    {
        var variables = new Dictionary<string, string?>(context.ChildEnvironment());
        foreach (var (name, value) in AppSteps.Environment(context, project))
            variables[name] = value;
        return variables;
    }

    /// <summary>All but the CLI's advice on what to synthesize next.</summary>
    static bool IsWorthPrinting(string line) =>
        line.Length > 0
        && !line.StartsWith("Supply a stack id", StringComparison.Ordinal)
        && !line.StartsWith("Successfully synthesized", StringComparison.Ordinal);
}
