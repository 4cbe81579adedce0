using Build.Rehearsal.Pipelines;
using Build.Rehearsal.Workflows;
using Build.Settings;
using Build.Tools;
using Cake.Frosting;

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
