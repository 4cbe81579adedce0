using System.Reflection;
using Cake.Core;
using Cake.Frosting;
using Deployment;
using Steps;

namespace Releases.Hosting;

/// <summary>Before a task that declares a purpose: role chain to session. After it the session is dropped.</summary>
public class SessionLifetime<TContext> : FrostingTaskLifetime<TContext>
    where TContext : ReleaseContext
{
    public override void Setup(TContext context, ITaskSetupContext info)
    {
        var purpose = context.TaskOf(info.Task.Name)?.GetCustomAttribute<AssumesRoleAttribute>();
        if (purpose is null || (purpose.OnlyLocally && !context.Options.Local))
            return;
        try
        {
            // The engine's task setup is synchronous, and there is no context to come back to.
            context.Hold(context.Aws.OpenAsync(purpose.In(context.Options)).GetAwaiter().GetResult());
            context.Record.Caller = context.Session.Identity.Arn;
        }
        catch (BuildException exception)
        {
            throw Named(info.Task.Name, exception);
        }
    }

    public override void Teardown(TContext context, ITaskTeardownContext info) => context.Hold(null);

    /// <summary>Names the task: one whose setup throws is missing from Cake's report.</summary>
    static BuildException Named(string task, BuildException exception)
    {
        var findings = exception.Findings.Select(finding =>
            finding with
            {
                What = $"{task} cannot start: {char.ToLowerInvariant(finding.What[0])}{finding.What[1..]}",
            }
        );
        return new BuildException([.. findings], exception.ExitCode, exception);
    }
}
