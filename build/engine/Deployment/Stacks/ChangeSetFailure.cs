using Cake.AWS.CloudFormation.Client;

namespace Deployment.Stacks;

/// <summary>
/// Why a change set failed. Its status says it all, or points elsewhere: early validation's findings are in DescribeEvents,
/// those of hooks in ListHookResults. Both end with the change set, and are read before it is deleted.
/// </summary>
/// <param name="Lines">The reasons, a resource each.</param>
/// <param name="HasNameConflicts">Something of a name that the template gives is there already.</param>
sealed record ChangeSetFailure(IReadOnlyList<string> Lines, bool IsEarlyValidation, bool HasNameConflicts)
{
    static readonly Dictionary<string, string> NoPaths = [];

    public static async Task<ChangeSetFailure> ReadAsync(
        StackCalls calls,
        ChangeSetDescription changeSet,
        IReadOnlyDictionary<string, string> constructPaths,
        CancellationToken cancellationToken
    )
    {
        var reason = changeSet.StatusReason ?? RootCause.NoReason;
        if (FailedNested(changeSet, reason) is { } nested)
            return await ReadNestedAsync(calls, nested, reason, cancellationToken);
        var isEarly = reason.Contains("AWS::EarlyValidation", StringComparison.Ordinal);
        try
        {
            var events = await EventsAsync(calls, changeSet, cancellationToken);
            if (events.Count > 0)
                return new(
                    [.. events.OrderBy(IsWarning).Select(happened => Line(happened, constructPaths))],
                    isEarly,
                    events.Exists(happened => happened.ValidationName == "NAME_CONFLICT_VALIDATION")
                );
            return new([reason, .. await HookLinesAsync(calls, changeSet, reason, cancellationToken)], isEarly, false);
        }
        catch (CloudFormationException e) when (!e.IsExpired)
        {
            // The reason alone is less, and true.
            return new([reason, $"No more details: {e.ErrorCode}, {e.Message}"], isEarly, false);
        }
    }

    /// <summary>
    /// What early validation warns of although the change set can be executed: of what it deletes (CloudFormation User Guide,
    /// "Validate stack deployments", bucket emptiness). A role that may not ask is told nothing.
    /// </summary>
    public static async Task<IReadOnlyList<string>> WarningsAsync(
        StackCalls calls,
        ChangeSetDescription changeSet,
        IReadOnlyDictionary<string, string> constructPaths,
        CancellationToken cancellationToken
    )
    {
        if (
            !changeSet.Changes.Any(change => change is { Action: "Remove" } or { Replacement: "True" or "Conditional" })
        )
            return [];
        try
        {
            var events = await EventsAsync(calls, changeSet, cancellationToken);
            return [.. events.Where(IsWarning).Select(happened => Line(happened, constructPaths))];
        }
        catch (CloudFormationException e) when (!e.IsExpired)
        {
            return [];
        }
    }

    static async Task<List<OperationEvent>> EventsAsync(
        StackCalls calls,
        ChangeSetDescription changeSet,
        CancellationToken cancellationToken
    )
    {
        var events = new List<OperationEvent>();
        var stack = changeSet.StackId ?? changeSet.StackName ?? "";
        var request = new DescribeEventsRequest(stack, changeSet.ChangeSetId);
        await foreach (var page in calls.PagesAsync(request, cancellationToken))
            events.AddRange(page.Events.Where(happened => Words(happened) is not null));
        return events;
    }

    /// <summary>The change whose own change set made this one fail, which its reason names.</summary>
    static ResourceChange? FailedNested(ChangeSetDescription changeSet, string reason) =>
        changeSet.Changes.FirstOrDefault(change =>
            change.ChangeSetId is { } id && reason.Contains(id, StringComparison.Ordinal)
        );

    static async Task<ChangeSetFailure> ReadNestedAsync(
        StackCalls calls,
        ResourceChange nested,
        string reason,
        CancellationToken cancellationToken
    )
    {
        try
        {
            var request = new DescribeChangeSetRequest(nested.ChangeSetId!);
            ChangeSetDescription? found = null;
            await foreach (var page in calls.PagesAsync(request, cancellationToken))
                found = found is null ? page : found with { Changes = [.. found.Changes, .. page.Changes] };
            var within = await ReadAsync(calls, found!, NoPaths, cancellationToken);
            return within with { Lines = [.. within.Lines.Select(line => $"{nested.LogicalId}/{line}")] };
        }
        catch (CloudFormationException e) when (!e.IsExpired)
        {
            return new([reason, $"No more details: {e.ErrorCode}, {e.Message}"], false, false);
        }
    }

    static async Task<IReadOnlyList<string>> HookLinesAsync(
        StackCalls calls,
        ChangeSetDescription changeSet,
        string reason,
        CancellationToken cancellationToken
    )
    {
        if (!reason.Contains("hook", StringComparison.OrdinalIgnoreCase))
            return [];
        var lines = new List<string>();
        var request = new ListHookResultsRequest(changeSet.ChangeSetId);
        await foreach (var page in calls.PagesAsync(request, cancellationToken))
            lines.AddRange(
                page.HookResults.Where(hook => hook.HasStopped)
                    .Select(hook => $"Hook {hook.TypeName}: {hook.StatusReason ?? RootCause.NoReason}")
            );
        return lines;
    }

    static string? Words(OperationEvent happened) =>
        happened.ValidationStatusReason
        ?? (
            happened.HookStatusReason is { } hook ? $"hook {happened.HookType}: {hook}" : happened.ResourceStatusReason
        );

    static bool IsWarning(OperationEvent happened) => happened.ValidationFailureMode == "WARN";

    static string Line(OperationEvent happened, IReadOnlyDictionary<string, string> constructPaths)
    {
        var path = constructPaths.GetValueOrDefault(happened.LogicalId ?? "");
        return (IsWarning(happened) ? "Warning: " : "")
            + $"{happened.LogicalId} ({happened.ResourceType}): {Words(happened)}"
            + (happened.ValidationPath is { } at ? $" (at {at})" : "")
            + (path is null ? "" : $", construct {path}");
    }
}
