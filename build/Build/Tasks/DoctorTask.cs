using Cake.Frosting;
using Releases.Diagnoses;
using Releases.Hosting;
using Steps;

namespace Build.Tasks;

[TaskName("Doctor")]
[TaskDescription("Lists everything that a deployment would fail on, and how to fix it; changes nothing")]
[MachineReadable(OnlyInFormat = true)]
public sealed class DoctorTask : AsyncFrostingTask<BuildContext>
{
    public override Task RunAsync(BuildContext context) => ProjectDiagnosis.RunAsync(context);
}
