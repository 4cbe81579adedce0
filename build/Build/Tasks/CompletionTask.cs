using Arguments.Completions;
using Cake.Frosting;
using Releases.Hosting;
using Steps;

namespace Build.Tasks;

[TaskName("Completion")]
[TaskDescription("Prints what --shell loads to complete targets and options, and nothing else")]
[MachineReadable]
public sealed class CompletionTask : AsyncFrostingTask<BuildContext>
{
    public override Task RunAsync(BuildContext context) =>
        context.Run.Output.WriteAsync(CompletionScript.Of(context.Options.Shell, GetType().Assembly, context.Settings));
}
