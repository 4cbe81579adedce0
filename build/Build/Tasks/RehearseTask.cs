using Cake.Frosting;
using Rehearsal.Pipelines;
using Rehearsal.Workflows;
using Settings;
using Steps;
using Tools;

namespace Build.Tasks;

[TaskName("Rehearse")]
[TaskDescription("Runs the pipeline on the last commit in a local AWS; with --retry, from its failed stage on")]
[Needs(Tool.Node, Tool.DotNet)]
public sealed class RehearseTask : AsyncFrostingTask<BuildContext>
{
    public override Task RunAsync(BuildContext context) =>
        context.Settings.Source.Type == SourceSettings.GitHubActions
            ? WorkflowRehearsal.RunAsync(context)
            : PipelineRehearsal.RunAsync(context);
}
