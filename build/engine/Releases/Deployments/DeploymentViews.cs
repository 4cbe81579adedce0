using Cake.Core.Diagnostics;
using Reporting;
using Spectre.Console;
using Steps;

namespace Releases.Deployments;

/// <summary>Chooses the view that fits where the output goes.</summary>
static class DeploymentViews
{
    /// <summary>A live table on a terminal; plain lines in CI, in a pipe, with NO_COLOR and at high verbosity.</summary>
    /// <param name="target">The target whose last run says how long stacks take; null where none does.</param>
    public static IDeploymentView Open(ReleaseContext context, string? target = null)
    {
        var isTerminal =
            !Console.IsOutputRedirected
            && !context.IsContinuousIntegration
            && string.IsNullOrEmpty(context.Environment.GetEnvironmentVariable("NO_COLOR"))
            && context.Log.Verbosity == Verbosity.Normal;
        var times = target is null
            ? StackTimes.None
            : StackTimes.Read(Path.Combine(context.Root, context.World.ReportFolder), target);
        return isTerminal
            ? new LiveDeploymentView(AnsiConsole.Console, context.Time, times)
            : new PlainDeploymentView(line => context.Log.Information("{0}", line), context.Time, times);
    }
}
