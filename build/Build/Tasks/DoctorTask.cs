using Build.Diagnoses;
using Cake.Frosting;

namespace Build.Tasks;

[TaskName("Doctor")]
[TaskDescription("Says what a deployment would fail on, all at once, and what mends it; changes nothing")]
[MachineReadable(OnlyAsJson = true)]
public sealed class DoctorTask : AsyncFrostingTask<BuildContext>
{
    public override Task RunAsync(BuildContext context) => ProjectDiagnosis.RunAsync(context);
}
