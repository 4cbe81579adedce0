using Build.Fingerprints;

namespace Build.Steps;

/// <summary>A step with the work that it stands for.</summary>
/// <param name="What">What the step does, as in "the type check of infra".</param>
/// <param name="RunAsync">Returns what is said of the result, also when the step is skipped later.</param>
public sealed record ProjectStep(Step Declaration, string What, Func<Task<string>> RunAsync)
{
    public ProjectStep(Step declaration, string what, Func<Task> runAsync)
        : this(
            declaration,
            what,
            async () =>
            {
                await runAsync();
                return "";
            }
        ) { }
}
