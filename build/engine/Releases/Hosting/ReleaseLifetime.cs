using System.Reflection;
using Arguments;
using Cake.Core;
using Cake.Frosting;
using Deployment;
using Deployment.Files;
using Releases.Deployments;
using Releases.Runs;
using Settings.Roles;
using Steps;
using Tools;

namespace Releases.Hosting;

/// <summary>Before the first task everything that can be known to be wrong is said at once; after the last, all is put away.</summary>
public class ReleaseLifetime<TContext> : FrostingLifetime<TContext>
    where TContext : ReleaseContext
{
    public override void Setup(TContext context, ISetupContext info) =>
        SetupAsync(context, info).GetAwaiter().GetResult();

    public override void Teardown(TContext context, ITeardownContext info)
    {
        context.Run.Note(info.ThrownException);
        context.DisposeAsync().AsTask().GetAwaiter().GetResult();
        RunReporting.WriteAsync(context, info.ThrownException).GetAwaiter().GetResult();
        TemporaryFolders.RemoveOwn();
    }

    /// <summary>Beneath the tasks that the engine names.</summary>
    static async Task ShowPlanAsync(ReleaseContext context)
    {
        using var plan = new StringWriter();
        await DryPlan.WriteAsync(context, plan);
        var text = plan.ToString();
        context.Run.LastWords.Add(output => output.Write(text));
    }

    static async Task SetupAsync(ReleaseContext context, ISetupContext info)
    {
        context.Plan(info.TasksToExecute.Select(task => task.Name));
        if (!context.Run.IsDryRun)
            TemporaryFolders.RemoveLeftovers();
        var findings = new List<Finding>();
        Collect(() => _ = context.Settings);
        if (findings.Count == 0)
        {
            findings.AddRange(ChainChecks.FindProblems(context.Settings));
            InstanceMetadata.Heed(context.Settings.Credentials);
            findings.AddRange(context.App?.Problems ?? []);
            if (!context.Run.IsDryRun)
                Collect(() => context.App?.Hold());
            Collect(() => _ = context.Options);
        }

        var needs = context
            .PlannedTasks.Where(name => Synthesizes() || !OptionTargets.Synthesis.Contains(name))
            .Select(name => context.TaskOf(name)?.GetCustomAttribute<NeedsAttribute>())
            .OfType<NeedsAttribute>()
            .ToList();
        if (!context.Run.IsDryRun)
            findings.AddRange(await ToolChecks.FindProblemsAsync(needs, context.Versions.OfAsync));
        if (findings.Count > 0)
            throw new BuildException(findings, BuildException.WrongInput);
        if (context.Run.IsDryRun)
            await ShowPlanAsync(context);
        context.Record.HasBegun = true;

        // What is wrong with the arguments has been collected: then nothing more is asked of them.
        bool Synthesizes() => findings.Count > 0 ? context.App is null : context.Synthesizes;

        void Collect(Action check)
        {
            try
            {
                check();
            }
            catch (BuildException exception)
            {
                findings.AddRange(exception.Findings);
            }
        }
    }
}
