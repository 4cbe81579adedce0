using Cake.Frosting;
using Releases.Bootstraps;
using Releases.Deployments;
using Releases.Hosting;
using Settings;
using Settings.Roles;
using Steps;

namespace Build.Tasks;

[TaskName("AllowLocal")]
[TaskDescription(
    "Allows CloudFormation in the local AWS what the Cloud Assemblies need, where the settings ask for the least privilege; a part of rehearsals"
)]
[IsDependentOn(typeof(SynthTask))]
[IsDependentOn(typeof(BootstrapLocalTask))]
[AssumesRole(Purpose.Bootstrap, OnlyLocally = true)]
public sealed class AllowLocalTask : AsyncFrostingTask<BuildContext>, IFrostingTask
{
    public override bool ShouldRun(BuildContext context) =>
        context.Options.Local
        && context.Settings.AllEnvironments.Any(environment =>
            LeastPrivilege.IsAskedFor(context.Settings, environment)
        );

    public string SkippedMessage => "It is for rehearsals with executionPolicies leastPrivilege";

    public override Task RunAsync(BuildContext context) =>
        EnvironmentBootstrapping.RunAsync(context, BootstrapScope.LeastPrivilege);
}
