using Cake.Frosting;
using Releases.ExecutionPolicies;
using Releases.Hosting;
using Steps;

namespace Build.Tasks;

[TaskName("ExecutionPolicy")]
[TaskDescription(
    "Writes, per environment, the smallest policies with which CloudFormation can deploy the Cloud Assemblies; --format=json for programs"
)]
[IsDependentOn(typeof(SynthTask))]
[MachineReadable(OnlyInFormat = true, KeepsLog = true)]
public sealed class ExecutionPolicyTask : AsyncFrostingTask<BuildContext>
{
    public override Task RunAsync(BuildContext context) => ExecutionPolicyFiles.WriteAsync(context);
}
