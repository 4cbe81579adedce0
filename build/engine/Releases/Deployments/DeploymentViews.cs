using Cake.Core.Diagnostics;
using Reporting;
using Spectre.Console;
using Steps;

namespace Releases.Deployments;

/// <summary>Chooses the view that fits where the output goes.</summary>
static class DeploymentViews
{
    /// <summary>A live table on a terminal; plain lines in CI, in a pipe, with NO_COLOR and at high verbosity.</summary>
    public static IDeploymentView Open(ReleaseContext context)
    {
        var isTerminal =
            !Console.IsOutputRedirected
            && !context.IsContinuousIntegration
            && string.IsNullOrEmpty(context.Environment.GetEnvironmentVariable("NO_COLOR"))
            && context.Log.Verbosity == Verbosity.Normal;
        var times = StackTimes.Read(Path.Combine(context.Root, context.World.ReportFolder));
        return isTerminal
            ? new LiveDeploymentView(AnsiConsole.Console, context.Time, times)
            : new PlainDeploymentView(line => context.Log.Information("{0}", line), context.Time, times);
    }
}
