using Fingerprints;
using Steps;

namespace Releases.Deployments;

/// <summary>The files in which runs tell the next ones what they have learnt of AWS; what is learnt of a local one is kept apart.</summary>
static class RunMemory
{
    public static string FileOf(ReleaseContext context, string name)
    {
        // The local AWS of an assembly that is made elsewhere is another one.
        var world =
            context.World is { IsRehearsal: true, App: { } app } ? $".local.{app}"
            : context.World.IsLocal ? ".local"
            : "";
        return Path.Combine(new StepRunnerOptions(context.Root).StoreFolder, $"{name}{world}.json");
    }
}
