using Cake.Frosting;
using Releases.Repositories;
using Tools;

namespace Build.Tasks;

[TaskName("New")]
[TaskDescription("Writes a team's repository into --output: its apps and tasks, over packages of this one")]
[Needs(Tool.DotNet)]
public sealed class NewTask : AsyncFrostingTask<BuildContext>
{
    public override Task RunAsync(BuildContext context) => TeamRepositories.NewAsync(context);
}
