using Cake.Frosting;
using Releases.Repositories;
using Tools;

namespace Build.Tasks;

[TaskName("Pack")]
[TaskDescription("Makes NuGet packages of the libraries, and of the local AWS as a .NET tool, in build/.packages")]
[Needs(Tool.DotNet)]
public sealed class PackTask : AsyncFrostingTask<BuildContext>
{
    public override Task RunAsync(BuildContext context) => TeamRepositories.PackAsync(context);
}
