using Cake.Core.Diagnostics;
using Deployment;
using Reporting;
using Reporting.Runs;
using Steps;

namespace Releases.Runs;

/// <summary>Writes the page of a run when it is over, and says where it is.</summary>
static class RunReporting
{
    /// <summary>The targets whose runs have pages; what only answers a question, or serves, has none.</summary>
    public static readonly IReadOnlyList<string> Targets =
    [
        "Synth",
        "Bootstrap",
        "Deploy",
        "Destroy",
        "Diff",
        "Doctor",
        "Rehearse",
    ];

    public static async Task WriteAsync(ReleaseContext context, Exception? failure)
    {
        var targets = TargetsOf(context);
        if (targets.Count == 0 || !context.Record.HasBegun || context.Run.IsDryRun)
            return;
        var page = RunPages.Of(
            context.Record,
            targets[^1],
            await RunOrigins.OfAsync(context),
            failure,
            context.Cancellation.IsCancellationRequested,
            context.Time.GetUtcNow()
        );
        try
        {
            var file = RunFiles.Write(
                Path.Combine(context.Root, ReportFiles.Folder),
                Path.Combine(context.Root, context.World.ReportFolderOf(targets[^1])),
                targets,
                page
            );
            context.Run.LastWords.Add(output =>
                output.WriteLine($"Report: {Path.GetRelativePath(context.Root, file)}")
            );
        }
        catch (BuildException exception)
        {
            // The run itself is over, and how it ended is what counts.
            context.Log.Warning("{0}", exception.Message);
        }
    }

    /// <summary>Those of the command line that have pages; a run without a target is one of Synth.</summary>
    static List<string> TargetsOf(ReleaseContext context)
    {
        var asked = context.Arguments.GetArguments("target");
        var names = asked.Count == 0 ? ["Default"] : asked;
        return
        [
            .. names
                .Select(name => name.Equals("Default", StringComparison.OrdinalIgnoreCase) ? "Synth" : name)
                .Select(name => Targets.FirstOrDefault(one => one.Equals(name, StringComparison.OrdinalIgnoreCase)))
                .OfType<string>()
                .Distinct(),
        ];
    }
}
