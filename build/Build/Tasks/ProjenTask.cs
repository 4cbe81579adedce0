using Cake.Frosting;
using Settings.Projects;
using Steps;
using Tools;

namespace Build.Tasks;

[TaskName("Projen")]
[TaskDescription("Regenerates what .projenrc.ts generates; with CI=true stale files fail the build")]
[IsDependentOn(typeof(InstallTask))]
[Needs(Tool.Node)]
public sealed class ProjenTask : SynthesisTask
{
    public override Task RunAsync(BuildContext context) =>
        context.Steps.RunAsync(
            context
                .Options.Projects.Where(project => project.Kind == ProjectKind.Projen)
                .Select(project => ProjectSteps.Projen(context, project))
        );
}
