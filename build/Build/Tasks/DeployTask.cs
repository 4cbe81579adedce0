using Cake.Frosting;
using Releases.Deployments;
using Releases.Hosting;
using Settings;
using Steps;

namespace Build.Tasks;

[TaskName("Deploy")]
[TaskDescription(
    "Deploys the projects in their order, by default pipeline, then infra; with --local into the local AWS"
)]
[IsDependentOn(typeof(SynthTask))]
[IsDependentOn(typeof(BootstrapLocalTask))]
[IsDependentOn(typeof(AllowLocalTask))]
[AssumesRole(Purpose.Deploy)]
public sealed class DeployTask : AsyncFrostingTask<BuildContext>
{
    public override Task RunAsync(BuildContext context) => ProjectDeployments.DeployAsync(context);
}
