using Cake.Frosting;
using Releases.Repositories;
using Tools;

namespace Build.Tasks;

[TaskName("Upgrade")]
[TaskDescription("Brings a team's repository to the newest version of the packages, or to --to, and says what changed")]
[Needs(Tool.DotNet)]
public sealed class UpgradeTask : AsyncFrostingTask<BuildContext>
{
    public override Task RunAsync(BuildContext context) => TeamRepositories.UpgradeAsync(context);
}
