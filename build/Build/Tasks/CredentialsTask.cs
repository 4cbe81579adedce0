using Cake.Frosting;
using Releases.Deployments;
using Releases.Hosting;
using Steps;

namespace Build.Tasks;

[TaskName("Credentials")]
[TaskDescription(
    "Prints credentials of --environment for --purpose, as credential_process takes them, and nothing else"
)]
[MachineReadable]
public sealed class CredentialsTask : AsyncFrostingTask<BuildContext>
{
    public override async Task RunAsync(BuildContext context) =>
        await context.Run.Output.WriteLineAsync(await RoleCredentials.JsonAsync(context));
}
