using Cake.Frosting;
using Releases.Bootstraps;
using Releases.Deployments;
using Releases.Hosting;
using Settings;
using Steps;

namespace Build.Tasks;

[TaskName("Bootstrap")]
[TaskDescription(
    "Deploys CDK's bootstrap stack into every environment and the CI/CD account, or those of --environment"
)]
[IsDependentOn(typeof(InstallTask))]
[AssumesRole(Purpose.Bootstrap)]
public sealed class BootstrapTask : AsyncFrostingTask<BuildContext>
{
    public override Task RunAsync(BuildContext context) =>
        EnvironmentBootstrapping.RunAsync(context, BootstrapScope.Everything);
}
