using System.Text.RegularExpressions;
using Cake.AWS.CloudFormation.Client;

namespace Deployment.Stacks;

/// <summary>A failure that no other failure explains.</summary>
/// <param name="Event">A resource's, or the stack's own where it says why it goes back.</param>
/// <param name="Nesting">The logical ids of the nested stacks on the way to it, outermost first.</param>
/// <param name="Hooks">The failures of the hooks that made it fail.</param>
public sealed partial record RootCause(
    StackEvent Event,
    IReadOnlyList<string> Nesting,
    string? ConstructPath,
    IReadOnlyList<StackEvent> Hooks
)
{
    internal const string NoReason = "CloudFormation gives no reason";

    /// <summary>The logical ids down to it; a nested stack's own failure is at the nested stack.</summary>
    public string Path =>
        string.Join('/', Event.IsOfStack && Nesting.Count > 0 ? Nesting : [.. Nesting, Event.LogicalId]);

    public IEnumerable<string> Lines =>
        [
            $"{Path} ({Event.ResourceType}): {Event.Status}",
            .. ConstructPath is null ? [] : (string[])[$"Construct {ConstructPath}"],
            Event.StatusReason ?? NoReason,
            .. Hooks.Select(hook => $"Hook {hook.HookType}: {hook.HookStatusReason ?? NoReason}"),
        ];

    /// <summary>Whether an event tells of a failure that it does not itself explain by another one.</summary>
    /// <remarks>
    /// That a stack goes back for a reason of its own (an export that is in use or taken, an output, a user) has no _FAILED
    /// event: aws-cdk-cli counts these two statuses too (toolkit-lib, util/cloudformation.ts, isErrorEvent).
    /// </remarks>
    internal static bool Is(StackEvent happened) =>
        happened.IsOfStack
            ? happened.StatusReason is { } reason
                && (
                    happened.IsFailure
                    || happened.Status.EndsWith("ROLLBACK_IN_PROGRESS", StringComparison.Ordinal)
                    || IsDeletedByItself(happened)
                )
                && !OnlyNamesOthers().IsMatch(reason)
            : happened.IsFailure && !IsCancellation(happened);

    /// <summary>The deletion that follows a failed creation where that was asked for says why; one that somebody asks for does not.</summary>
    static bool IsDeletedByItself(StackEvent happened) =>
        happened.Status == "DELETE_IN_PROGRESS"
        && happened.StatusReason!.Contains("Delete requested by user", StringComparison.Ordinal);

    static bool IsCancellation(StackEvent happened) =>
        happened.StatusReason is { } reason && Cancellations().IsMatch(reason);

    [GeneratedRegex(
        @"^\s*(?:Resource \w+ cancelled|The following resource\(s\) failed)",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant
    )]
    private static partial Regex Cancellations();

    [GeneratedRegex(
        @"^\s*(?:The following resource\(s\) failed[^\[.]*(?:\[[^\]]*\])?\s*\.?\s*|Resource \w+ cancelled\.?\s*|(?:Rollback|Delete) requested by user\.?\s*)+$",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant
    )]
    private static partial Regex OnlyNamesOthers();
}
