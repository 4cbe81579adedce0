using Cake.Frosting;
using Releases.Deployments;
using Releases.Hosting;
using Settings;
using Steps;

namespace Build.Tasks;

[TaskName("Destroy")]
[TaskDescription("Deletes the stacks of the projects in reverse order, after asking; --force does not ask")]
[IsDependentOn(typeof(SynthTask))]
[AssumesRole(Purpose.Deploy)]
public sealed class DestroyTask : AsyncFrostingTask<BuildContext>
{
    public override async Task RunAsync(BuildContext context)
    {
        Confirmation.OfDestroy(context);
        await ProjectDeployments.DestroyAsync(context);
    }
}
