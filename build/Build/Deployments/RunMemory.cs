using Build.Fingerprints;

namespace Build.Deployments;

/// <summary>The files in which runs tell the next ones what they have learnt of AWS; what is learnt of a local one is kept apart.</summary>
static class RunMemory
{
    public static string FileOf(BuildContext context, string name)
    {
        var isLocal =
            context.Options.Local || !string.IsNullOrEmpty(Environment.GetEnvironmentVariable("AWS_ENDPOINT_URL"));
        return Path.Combine(new StepRunnerOptions(context.Root).StoreFolder, $"{name}{(isLocal ? ".local" : "")}.json");
    }
}
