using Fingerprints.Observations;

namespace Fingerprints;

/// <summary>What a step's work came to.</summary>
/// <param name="Text">Kept, and returned again when the step is skipped.</param>
/// <param name="Observed">Of what it was seen to make its result.</param>
public sealed record StepOutcome(string Text, IReadOnlyCollection<Observation> Observed)
{
    public StepOutcome(string text)
        : this(text, []) { }
}
