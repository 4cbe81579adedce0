using Deployment;

namespace Build.Reporting.Timelines;

/// <summary>Notes when each stack and asset was where, from events on their way to a view.</summary>
sealed class DeploymentTimeline(IProgress<DeploymentEvent> view) : IProgress<DeploymentEvent>
{
    // By the whole reference: a run may name one stack in many environments.
    readonly Dictionary<object, TimelineRow> rows = [];

    /// <summary>Stacks in the plan's order, assets as they began.</summary>
    public List<TimelineRow> Rows { get; } = [];

    /// <summary>When the first thing happened; null where nothing did.</summary>
    public DateTimeOffset? Began { get; private set; }

    public DateTimeOffset? Ended { get; private set; }

    public void Report(DeploymentEvent value)
    {
        Began ??= value.At;
        Ended = value.At;
        Note(value);
        view.Report(value);
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
            case DeploymentEvent.StackFinished { Result: var result }:
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
