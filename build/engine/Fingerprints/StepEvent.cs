namespace Fingerprints;

/// <summary>What the runner says while it works.</summary>
public abstract record StepEvent
{
    private StepEvent() { }

    /// <summary>Another run holds the lock of this checkout.</summary>
    /// <param name="Holder">Its process id, where it is known.</param>
    public sealed record Waiting(string? Holder) : StepEvent;

    /// <summary>Nothing the step depends on has changed, and its outputs are intact.</summary>
    /// <param name="Saved">What it took when it last ran.</param>
    public sealed record Skipped(Step Step, TimeSpan Saved, Fingerprint Fingerprint) : StepEvent;

    /// <summary>Its outputs came from the shared store.</summary>
    /// <param name="Saved">What it took where it ran.</param>
    public sealed record Restored(Step Step, TimeSpan Saved, IReadOnlyList<Change> Reasons) : StepEvent;

    /// <param name="Last">What it took when it last ran; null where that is not known.</param>
    public sealed record Started(Step Step, IReadOnlyList<Change> Reasons, TimeSpan? Last = null) : StepEvent;

    /// <summary>Its work is over, well or not.</summary>
    public sealed record Ended(Step Step) : StepEvent;

    public sealed record Succeeded(Step Step, TimeSpan Duration) : StepEvent;

    /// <summary>It succeeded, but runs again next time, because what it depends on changed meanwhile.</summary>
    public sealed record NotRecorded(Step Step, IReadOnlyList<Change> Reasons) : StepEvent;
}
