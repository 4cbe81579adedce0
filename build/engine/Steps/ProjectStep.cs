using Fingerprints;
using Fingerprints.Observations;

namespace Steps;

/// <summary>A step with the work that it stands for.</summary>
/// <param name="What">What the step does, as in "the type check of infra".</param>
/// <param name="RunAsync">Returns what is said of the result, also when the step is skipped later, and what the work was seen to depend on.</param>
public sealed record ProjectStep(Step Declaration, string What, Func<Task<StepOutcome>> RunAsync)
{
    public ProjectStep(Step declaration, string what, Func<Task> runAsync)
        : this(
            declaration,
            what,
            async () =>
            {
                await runAsync();
                return new StepOutcome("");
            }
        ) { }

    /// <param name="runAsync">Returns what is said of the result.</param>
    public ProjectStep(Step declaration, string what, Func<Task<string>> runAsync)
        : this(declaration, what, async () => new StepOutcome(await runAsync())) { }

    public ProjectStep(Step declaration, string what, Func<Task<IReadOnlyList<Observation>>> runAsync)
        : this(declaration, what, async () => new StepOutcome("", await runAsync())) { }
}
