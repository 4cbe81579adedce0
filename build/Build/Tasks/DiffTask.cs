using Cake.Frosting;
using Releases.Deployments;
using Releases.Hosting;
using Settings;
using Steps;

namespace Build.Tasks;

[TaskName("Diff")]
[TaskDescription(
    "Says what Deploy would change; --fail for checks, --format=json for programs, markdown for pull requests"
)]
[IsDependentOn(typeof(SynthTask))]
[AssumesRole(Purpose.Deploy, MayOnlyRead = true)]
[MachineReadable(OnlyInFormat = true, KeepsLog = true)]
public sealed class DiffTask : AsyncFrostingTask<BuildContext>
{
    public override Task RunAsync(BuildContext context) => ProjectDifferences.RunAsync(context);
}
