using Cake.Frosting;
using Steps;

namespace Build.Tasks;

/// <summary>A task that leads to the Cloud Assemblies of the subprojects: it is skipped where an assembly is taken that is made elsewhere.</summary>
public abstract class SynthesisTask : AsyncFrostingTask<BuildContext>, IFrostingTask
{
    public override bool ShouldRun(BuildContext context) => context.Synthesizes;

    public string SkippedMessage => "Nothing is synthesized of Cloud Assemblies that are made elsewhere";
}
