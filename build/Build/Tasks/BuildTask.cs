using Cake.Frosting;
using Settings.Projects;
using Steps;
using Tools;

namespace Build.Tasks;

[TaskName("Build")]
[TaskDescription("Checks types, lints, and publishes the C# functions")]
[IsDependentOn(typeof(ProjenTask))]
[Needs(Tool.Node, Tool.DotNet)]
public sealed class BuildTask : SynthesisTask
{
    public override Task RunAsync(BuildContext context) =>
        context.Steps.RunAsync(
            context
                .Options.Projects.SelectMany(project => ProjectSteps.PublishLambdas(context, project))
                .Concat(
                    context
                        .Options.Projects.Where(project => project.Kind == ProjectKind.Cdk)
                        .SelectMany(project => AppSteps.Build(context, project))
                )
                .Concat(SourceChecks.Beside("Build", context))
        );
}
