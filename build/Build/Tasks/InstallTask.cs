using Cake.Frosting;
using Steps;
using Tools;

namespace Build.Tasks;

[TaskName("Install")]
[TaskDescription("Installs the packages of the lock files with the pinned yarn")]
[Needs(Tool.Node, Tool.Npm)]
public sealed class InstallTask : SynthesisTask
{
    public override Task RunAsync(BuildContext context) =>
        context.Steps.RunAsync(ProjectSteps.Installations(context, context.Options.Projects));
}
