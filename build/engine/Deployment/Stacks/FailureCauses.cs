using Cake.AWS.CloudFormation.Client;

namespace Deployment.Stacks;

/// <summary>Why an operation on a stack failed, as its events and those of the stacks nested in it tell.</summary>
/// <param name="Failures">The earliest first. The others failed beside it, before CloudFormation stopped, or on the way back.</param>
/// <param name="Last">The stack's last events, the newest last.</param>
public sealed record FailureCauses(IReadOnlyList<RootCause> Failures, IReadOnlyList<StackEvent> Last)
{
    const int Shown = 10;

    /// <param name="stackReason">The reason that the stack's status has.</param>
    public IReadOnlyList<string> Lines(string? stackReason) =>
        [
            .. Failures.Take(1).SelectMany(cause => cause.Lines),
            .. Failures.Skip(1).Take(Shown).Select(cause => $"Also {string.Join(": ", cause.Lines)}"),
            .. Failures.Count > Shown + 1 ? [$"and {Failures.Count - Shown - 1} more"] : (string[])[],
            .. Failures.Count == 0 ? [stackReason ?? RootCause.NoReason] : (string[])[],
            .. IsExplained(stackReason) ? [] : Last.Select(Line),
        ];

    bool IsExplained(string? stackReason) =>
        Failures is [var first, ..]
            ? first.Event.StatusReason is not null || first.Hooks.Count > 0
            : stackReason is not null;

    static string Line(StackEvent happened) =>
        $"Event {happened.LogicalId} ({happened.ResourceType}): {happened.Status}"
        + (happened.StatusReason is { } reason ? $", {reason}" : "");
}
