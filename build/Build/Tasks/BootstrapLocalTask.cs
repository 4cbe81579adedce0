using Cake.Frosting;
using Releases.Bootstraps;
using Releases.Deployments;
using Releases.Hosting;
using Settings;
using Steps;

namespace Build.Tasks;

[TaskName("BootstrapLocal")]
[TaskDescription(
    "Bootstraps what is not bootstrapped yet in the local AWS, for lookups and deployments; a part of rehearsals"
)]
[IsDependentOn(typeof(InstallTask))]
[AssumesRole(Purpose.Bootstrap, OnlyLocally = true)]
public sealed class BootstrapLocalTask : AsyncFrostingTask<BuildContext>, IFrostingTask
{
    public override bool ShouldRun(BuildContext context) => context.Options.Local;

    public string SkippedMessage => "It is for rehearsals: --local. AWS is bootstrapped by --target=Bootstrap";

    public override Task RunAsync(BuildContext context) =>
        EnvironmentBootstrapping.RunAsync(context, BootstrapScope.Outdated);
}
