using System.Globalization;
using Deployment;
using Deployment.Assemblies;
using Reporting.Pages;
using Reporting.Timelines;

namespace Reporting.Runs;

/// <summary>The stacks of a deployment, and the assets that failed, by environment.</summary>
static class StackItems
{
    /// <param name="isLocal">There is no console to point at.</param>
    /// <param name="prefix">What its anchors begin with.</param>
    public static IReadOnlyList<PageGroup> Of(DeploymentPart part, bool isLocal, string prefix)
    {
        // Those that have no result yet are shown too: where the run was ended before them.
        var results = (part.Report?.Stacks ?? part.Timeline.Results)
            .DistinctBy(result => result.Stack)
            .ToDictionary(result => result.Stack);
        var stacks = part.Timeline.Stacks.Union(results.Keys).ToList();
        foreach (var row in part.Timeline.Rows)
            row.PlaceName = row.Environment is { } place ? part.EnvironmentName(place) : null;
        foreach (var (stack, index) in stacks.Select((stack, index) => (stack, index)))
            if (part.Timeline.RowOf(stack) is { } row)
                row.Anchor = string.Create(CultureInfo.InvariantCulture, $"{prefix}{index}");
        var items = stacks
            .Select(stack =>
                (
                    stack.Environment,
                    Item: Item(stack, results.GetValueOrDefault(stack), part.Timeline.RowOf(stack), isLocal)
                )
            )
            .Concat(
                (part.Report?.Assets ?? [])
                    .Where(asset => asset.Outcome == AssetOutcome.Failed)
                    .Select(asset => (asset.Asset.Environment, Item: Item(asset)))
            );
        return EnvironmentGroups.Of(items, part.EnvironmentName);
    }

    static PageItem Item(StackReference stack, StackResult? result, TimelineRow? row, bool isLocal) =>
        new(StateOf(result), stack.DisplayName, WordsOf(result, row))
        {
            Anchor = row?.Anchor,
            Elapsed = result?.Elapsed,
            Findings = (result as StackResult.Failed)?.Findings ?? [],
            Notes = result?.Notes ?? [],
            Outputs = result?.Outputs ?? new Dictionary<string, string>(),
            Resources = [.. row?.Resources ?? []],
            After = row?.After ?? [],
            Console = isLocal || result?.StackId is not { } id ? null : AwsConsole.OfStack(stack.Environment, id),
        };

    static PageItem Item(AssetResult asset) =>
        new(ItemState.Failed, $"Asset {asset.Asset.DisplayName}", "not published")
        {
            Elapsed = asset.Elapsed,
            Findings = asset.Findings,
            Notes = [asset.Asset.Destination],
        };

    static string WordsOf(StackResult? result, TimelineRow? row) =>
        // What happened stands below it, with all reasons and the next action.
        result is StackResult.Failed { Findings: [{ Why: [{ Length: > 0 } reason, ..] }, ..] }
            ? reason
        : result is StackResult.Failed { Findings: [var first, ..] } ? first.What
        : result is not null ? DeploymentLines.Of(result)
        : row?.Spans is [.., var last] ? $"Not finished: {last.Words}"
        : "Not started";

    static ItemState StateOf(StackResult? result) =>
        result switch
        {
            StackResult.Failed => ItemState.Failed,
            StackResult.Interrupted or null => ItemState.Interrupted,
            StackResult.Skipped => ItemState.Skipped,
            StackResult.Destroyed => ItemState.Deleted,
            StackResult.Deployed { Created: true } => ItemState.Created,
            StackResult.Deployed => ItemState.Updated,
            _ => ItemState.Unchanged,
        };
}
