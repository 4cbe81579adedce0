using Cake.Frosting;
using Rehearsal;
using Reporting;
using Steps;

namespace Build.Tasks;

[TaskName("LocalAws")]
[TaskDescription("Serves the local AWS on --port until interrupted; --reset empties it first")]
public sealed class LocalAwsTask : AsyncFrostingTask<BuildContext>
{
    public override async Task RunAsync(BuildContext context)
    {
        await using var server = await LocalAwsStart.RunAsync(context, Terminal.WriteLine);
        await LocalAwsServing.UntilInterruptedAsync(context, server, context.World.StateFolder);
    }
}
