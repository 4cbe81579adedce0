using Build.Rehearsal;
using Cake.Frosting;

namespace Build.Tasks;

[TaskName("LocalAws")]
[TaskDescription("Serves the local AWS on --port until interrupted; --reset empties it first")]
public sealed class LocalAwsTask : AsyncFrostingTask<BuildContext>
{
    public override async Task RunAsync(BuildContext context)
    {
        await using var server = await LocalAwsStart.RunAsync(context, context.Options.Port, Console.WriteLine);
        var profile = LocalAwsProfile.Write(context.Root, server, context.Settings);
        Console.WriteLine($"The local AWS answers at {server.Endpoint}. Point a shell at it:");
        foreach (var (name, value) in profile.Variables)
            Console.WriteLine($"  export {name}={value}");
        Console.WriteLine($"Profiles of the other accounts: {string.Join(", ", profile.Profiles)}");

        var interrupted = new TaskCompletionSource();
        using var registration = context.Cancellation.Register(interrupted.SetResult);
        await interrupted.Task;
    }
}
