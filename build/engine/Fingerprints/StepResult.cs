namespace Fingerprints;

/// <summary>How a step came to its result.</summary>
/// <param name="HasRun">False where an earlier result still holds, or came from the shared store.</param>
/// <param name="Text">What the step itself returned, now or when it ran: a summary line, say.</param>
public sealed record StepResult(bool HasRun, string Text, Digest Fingerprint);
