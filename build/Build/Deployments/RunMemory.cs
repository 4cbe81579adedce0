using Build.Fingerprints;

namespace Build.Deployments;

/// <summary>The files in which runs tell the next ones what they have learnt of AWS; what is learnt of a local one is kept apart.</summary>
static class RunMemory
{
    public static string FileOf(BuildContext context, string name)
    {
        return Path.Combine(
            new StepRunnerOptions(context.Root).StoreFolder,
            $"{name}{(context.World.IsLocal ? ".local" : "")}.json"
        );
    }
}
