using Build.Projects;
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

    public static async Task SynthesizeAsync(BuildContext context, Project project)
    {
        await context.Aws.StartAsync();
        var command = NodePackages.Command(context, project, "aws-cdk/bin/cdk", Arguments);
        // A build server begins without anything kept, and ends with it.
        string[] preloaded = context.IsContinuousIntegration ? [] : ["--require", CompileCache];
        await context.Processes.RunOrFailAsync(
            command with
            {
                Arguments = [.. preloaded, .. command.Arguments],
                Environment = context.Aws.ChildEnvironment(),
                OnLine = IsWorthPrinting,
            },
            $"the synthesis of {project}"
        );
        // How long synthesizing took is the only thing in there that differs each time.
        File.Delete(Path.Combine(project.AssemblyIn(context.Root), "performance-counters.json"));
    }

    /// <summary>All but the CLI's advice on what to synthesize next.</summary>
    static bool IsWorthPrinting(string line) =>
        line.Length > 0
        && !line.StartsWith("Supply a stack id", StringComparison.Ordinal)
        && !line.StartsWith("Successfully synthesized", StringComparison.Ordinal);
}
