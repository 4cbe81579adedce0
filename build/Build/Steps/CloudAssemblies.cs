using Build.Fingerprints.Observations;
using Build.Projects;
using Build.Steps.Traces;
using Build.Tools;

namespace Build.Steps;

/// <summary>Synthesizes a subproject's Cloud Assembly with the CDK CLI.</summary>
static class CloudAssemblies
{
    public static readonly string[] Arguments =
    [
        "synth",
        "--quiet",
        "--no-notices",
        "--no-color",
        "--output",
        "cdk.out",
    ];

    /// <summary>The script by which the CLI starts from what node compiled of it before.</summary>
    internal static readonly string CompileCache = Path.Combine(
        AppContext.BaseDirectory,
        "Steps",
        "cdk-compile-cache.js"
    );

    /// <summary>Returns what the app was seen to read.</summary>
    public static async Task<IReadOnlyList<Observation>> SynthesizeAsync(BuildContext context, Project project)
    {
        await context.Aws.StartAsync();
        var command = NodePackages.Command(context, project, "aws-cdk/bin/cdk", Arguments);
        // A build server begins without anything kept, and ends with it.
        string[] preloaded = context.IsContinuousIntegration ? [] : ["--require", CompileCache];
        var folder = project.DirectoryIn(context.Root);
        using var trace = new NodeTrace(context.Root, folder);
        await context.Processes.RunOrFailAsync(
            command with
            {
                Arguments = [.. preloaded, .. command.Arguments],
                Environment = trace.Environment(context.Aws.ChildEnvironment()),
                OnLine = IsWorthPrinting,
            },
            $"the synthesis of {project}"
        );
        // How long synthesizing took is the only thing in there that differs each time.
        File.Delete(Path.Combine(project.AssemblyIn(context.Root), "performance-counters.json"));
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

    /// <summary>All but the CLI's advice on what to synthesize next.</summary>
    static bool IsWorthPrinting(string line) =>
        line.Length > 0
        && !line.StartsWith("Supply a stack id", StringComparison.Ordinal)
        && !line.StartsWith("Successfully synthesized", StringComparison.Ordinal);
}
