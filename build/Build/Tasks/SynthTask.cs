using Cake.Frosting;
using Releases.AccessChecks;
using Releases.ExecutionPolicies;
using Steps;
using Steps.Worlds;
using Tools;

namespace Build.Tasks;

[TaskName("Synth")]
[TaskDescription(
    "Writes the Cloud Assemblies, <folder>/cdk.out of each project, and checks that the pipeline may do what they need"
)]
[IsDependentOn(typeof(BuildTask))]
[IsDependentOn(typeof(BootstrapLocalTask))]
[Needs(Tool.Node)]
public sealed class SynthTask : SynthesisTask
{
    public override async Task RunAsync(BuildContext context)
    {
        CommittedContext.Check(context);
        await context.Steps.RunAsync(
            context
                .Assembled.Where(project => project.Assembly is null)
                .Select(project => ProjectSteps.Synth(context, project))
                .Concat(SourceChecks.Beside("Synth", context))
        );
        await Task.WhenAll(
            StatementWarnings.RunAsync(context),
            OutgrownPolicies.RunAsync(context),
            PipelineAccessCheck.RunAsync(context)
        );
    }
}
