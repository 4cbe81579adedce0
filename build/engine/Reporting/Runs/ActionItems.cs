using Reporting.Pages;

namespace Reporting.Runs;

/// <summary>The actions of a rehearsed pipeline, by stage.</summary>
static class ActionItems
{
    public static IReadOnlyList<PageGroup> Of(IReadOnlyList<ActionRecord> actions) =>
        [
            .. actions
                .GroupBy(action => action.Stage)
                .Select(group => new PageGroup(group.Key, "", [.. group.Select(Item)])),
        ];

    static PageItem Item(ActionRecord action) =>
        new(StateOf(action.Status), action.Action, action.Error?.Split('\n')[0] ?? WordOf(action.Status))
        {
            Elapsed = action.Duration,
            Notes =
            [
                .. (
                    (string?[])[Rest(action.Error), action.LogFile is null ? null : $"Log: {action.LogFile}"]
                ).OfType<string>(),
            ],
        };

    /// <summary>A line stands beside the action already.</summary>
    static string? Rest(string? error) => error?.Contains('\n', StringComparison.Ordinal) == true ? error : null;

    static ItemState StateOf(string status) =>
        status switch
        {
            "Succeeded" => ItemState.Succeeded,
            "Failed" => ItemState.Failed,
            _ => ItemState.Skipped,
        };

    static string WordOf(string status) =>
        status == "Abandoned" ? "given up: the pipeline changed itself" : status.ToLowerInvariant();
}
