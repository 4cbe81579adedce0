using Build.Steps;
using Build.Tools;
using Cake.Frosting;

namespace Build.Tasks;

[TaskName("Build")]
[TaskDescription("Checks types once and publishes the C# functions")]
[IsDependentOn(typeof(ProjenTask))]
[Needs(Tool.Node, Tool.DotNet)]
public sealed class BuildTask : AsyncFrostingTask<BuildContext>
{
    public override Task RunAsync(BuildContext context) =>
        StepRunner.RunAsync(
            context.Options.Projects.SelectMany(project =>
                new[] { ProjectSteps.TypeCheck(context, project), ProjectSteps.PublishLambdas(context, project) }
            )
        );
}
