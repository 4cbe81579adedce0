using System.Reflection;
using Build.Tasks;
using Build.Tools;
using Cake.Core;
using Cake.Frosting;
using Deployment;

namespace Build;

/// <summary>Before the first task everything that can be known to be wrong is said at once; after the last, all is put away.</summary>
public sealed class BuildLifetime : FrostingLifetime<BuildContext>
{
    public override void Setup(BuildContext context, ISetupContext info) =>
        SetupAsync(context, info).GetAwaiter().GetResult();

    public override void Teardown(BuildContext context, ITeardownContext info)
    {
        context.Run.Note(info.ThrownException);
        context.DisposeAsync().AsTask().GetAwaiter().GetResult();
    }

    static async Task SetupAsync(BuildContext context, ISetupContext info)
    {
        var findings = new List<Finding>();
        Collect(() => _ = context.Settings);
        if (findings.Count == 0)
            Collect(() => _ = context.Options);

        var tools = info
            .TasksToExecute.Select(task => TaskNames.TypeOf(task.Name)?.GetCustomAttribute<NeedsAttribute>())
            .SelectMany(needs => needs?.Tools ?? []);
        findings.AddRange(await ToolChecks.FindProblemsAsync(tools, context.Versions.OfAsync));
        if (findings.Count > 0)
            throw new BuildException(findings, BuildException.WrongInput);

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
