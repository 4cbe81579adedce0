using Deployment;

namespace Reporting.Timelines;

/// <summary>Notes when each stack and asset was where, from events on their way to a view; one at a time, whoever reports them.</summary>
/// <param name="time">Stamps events that nobody has stamped; null: there are none.</param>
public sealed class DeploymentTimeline(IProgress<DeploymentEvent> view, TimeProvider? time = null)
    : IProgress<DeploymentEvent>
{
    readonly Lock gate = new();

    // By the whole reference: a run may name one stack in many environments.
    readonly Dictionary<object, TimelineRow> rows = [];

    /// <summary>Stacks in the plan's order, assets as they began.</summary>
    public List<TimelineRow> Rows { get; } = [];

    /// <summary>When the first thing happened; null where nothing did.</summary>
    public DateTimeOffset? Began { get; private set; }

    public DateTimeOffset? Ended { get; private set; }

    /// <summary>How each stack ended, as far as it has.</summary>
    public IReadOnlyList<StackResult> Results => [.. Rows.Select(row => row.Result).OfType<StackResult>()];

    /// <summary>In the plan's order.</summary>
    public IEnumerable<StackReference> Stacks => rows.Keys.OfType<StackReference>();

    /// <summary>What is known of a stack; null where nothing is.</summary>
    public TimelineRow? RowOf(StackReference stack) => rows.GetValueOrDefault(stack);

    /// <summary>Notes what waits for what.</summary>
    /// <param name="plan">What is carried out.</param>
    /// <param name="part">Its number among the plans of the run, from 1.</param>
    /// <param name="isReversed">Stacks wait for those that depend on them, as where they are deleted.</param>
    public void Order(DeploymentPlan plan, int part, bool isReversed)
    {
        var stacks = plan.Stacks.ToDictionary(stack => stack.Reference.Id, StringComparer.Ordinal);
        foreach (var asset in plan.Assets)
        {
            if (rows.GetValueOrDefault(asset.Reference) is not { } row)
                continue;
            row.Part = part;
            row.After = [.. RowsOf(asset.After)];
        }
        foreach (var stack in plan.Stacks)
        {
            if (RowOf(stack.Reference) is not { } row)
                continue;
            row.Part = part;
            row.After = isReversed
                ?
                [
                    .. RowsOf(
                        plan.Stacks.Where(other => other.DependsOn.Contains(stack.Reference.Id))
                            .Select(other => other.Reference.Id)
                    ),
                ]
                : [.. RowsOf(stack.DependsOn), .. AssetsOf(plan, stack)];
        }

        IEnumerable<TimelineRow> RowsOf(IEnumerable<string> ids) =>
            ids.Where(stacks.ContainsKey).Select(id => RowOf(stacks[id].Reference)).OfType<TimelineRow>();
    }

    IEnumerable<TimelineRow> AssetsOf(DeploymentPlan plan, PlannedStack stack) =>
        plan
            .Assets.Where(asset => asset.NeededBy.Contains(stack.Reference.Id))
            .Select(asset => rows.GetValueOrDefault(asset.Reference))
            .OfType<TimelineRow>();

    public void Report(DeploymentEvent value)
    {
        lock (gate)
        {
            var happened = value.At == default && time is not null ? value with { At = time.GetUtcNow() } : value;
            Began ??= happened.At;
            Ended = happened.At;
            Note(happened);
            view.Report(happened);
        }
    }

    void Note(DeploymentEvent happened)
    {
        switch (happened)
        {
            case DeploymentEvent.Planned plan:
                foreach (var stack in plan.Stacks)
                    Row(stack);
                break;
            case DeploymentEvent.StackStarted started:
                Row(started.Stack).Enter(TimelinePhase.Checking, "assuming its role", happened.At);
                break;
            case DeploymentEvent.StackProgressed { Step: var step, Detail: var detail } progressed:
                var words = detail is null ? DeploymentLines.Of(step) : $"{DeploymentLines.Of(step)}, {detail}";
                Row(progressed.Stack).Enter(PhaseOf(step), words, happened.At);
                break;
            case DeploymentEvent.ResourceProgressed resource:
                Row(resource.Stack)
                    .Note(
                        new(
                            resource.ConstructPath ?? resource.LogicalId,
                            resource.ResourceType ?? "",
                            resource.Status,
                            resource.Reason
                        )
                    );
                break;
            case DeploymentEvent.StackFinished { Result: var result }:
                Row(result.Stack).Result = result;
                Row(result.Stack).End(DeploymentLines.Of(result), result is StackResult.Failed, happened.At);
                break;
            case DeploymentEvent.AssetStarted started:
                Row(started.Asset).Enter(TimelinePhase.Publishing, "publishing", happened.At);
                break;
            case DeploymentEvent.AssetFinished { Result: var asset }:
                var failed = asset.Outcome == AssetOutcome.Failed;
                Row(asset.Asset).End(DeploymentLines.Of(asset.Outcome), failed, happened.At);
                break;
        }
    }

    static TimelinePhase PhaseOf(StackStep step) =>
        step switch
        {
            StackStep.Waiting => TimelinePhase.Waiting,
            StackStep.Checking => TimelinePhase.Checking,
            StackStep.CreatingChangeSet => TimelinePhase.Preparing,
            StackStep.AwaitingApproval => TimelinePhase.Approval,
            StackStep.Executing => TimelinePhase.Deploying,
            StackStep.Recovering or StackStep.RollingBack => TimelinePhase.Recovering,
            StackStep.Deleting => TimelinePhase.Deleting,
            _ => throw new ArgumentOutOfRangeException(nameof(step), step, "A step that no phase is known of."),
        };

    TimelineRow Row(StackReference stack) => Row(stack, () => new(stack.DisplayName, stack.Environment));

    TimelineRow Row(AssetReference asset) => Row(asset, () => new(asset.DisplayName, asset.Environment));

    TimelineRow Row(object key, Func<TimelineRow> create)
    {
        if (!rows.TryGetValue(key, out var row))
        {
            rows[key] = row = create();
            Rows.Add(row);
        }
        return row;
    }
}
