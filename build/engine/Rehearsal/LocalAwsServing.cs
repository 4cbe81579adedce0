using LocalAws;
using Reporting;
using Steps;

namespace Rehearsal;

/// <summary>Leaves a local AWS to other programs until the run is interrupted.</summary>
public static class LocalAwsServing
{
    public static async Task UntilInterruptedAsync(ProjectContext context, LocalAwsServer server, string stateFolder)
    {
        var profiles = LocalAwsProfile.Write(context.Root, stateFolder, server, context.Settings);
        foreach (var line in profiles.Instructions())
            Terminal.WriteLine(line);

        var interrupted = new TaskCompletionSource();
        using var registration = context.Cancellation.Register(interrupted.SetResult);
        await interrupted.Task;
    }
}
