using Build.Reporting;
using LocalAws;

namespace Build.Rehearsal;

/// <summary>Leaves a local AWS to other programs until the run is interrupted.</summary>
static class LocalAwsServing
{
    public static async Task UntilInterruptedAsync(BuildContext context, LocalAwsServer server, string stateFolder)
    {
        var profile = LocalAwsProfile.Write(context.Root, stateFolder, server, context.Settings);
        Terminal.WriteLine($"The local AWS answers at {server.Endpoint}. Point a shell at it:");
        foreach (var (name, value) in profile.Variables)
            Terminal.WriteLine($"  export {name}={value}");
        Terminal.WriteLine($"Profiles of the other accounts: {string.Join(", ", profile.Profiles)}");

        var interrupted = new TaskCompletionSource();
        using var registration = context.Cancellation.Register(interrupted.SetResult);
        await interrupted.Task;
    }
}
