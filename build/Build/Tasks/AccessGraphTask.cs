using Cake.Frosting;
using Releases.AccessChecks;
using Steps;
using Tools;

namespace Build.Tasks;

[TaskName("AccessGraph")]
[TaskDescription("Draws who may assume what, and what is missing, as SVG, Mermaid and a page under build/.reports")]
[IsDependentOn(typeof(BuildTask))]
[IsDependentOn(typeof(BootstrapLocalTask))]
[Needs(Tool.Node)]
public sealed class AccessGraphTask : AsyncFrostingTask<BuildContext>
{
    public override Task RunAsync(BuildContext context) => AccessGraphFiles.WriteAsync(context);
}
