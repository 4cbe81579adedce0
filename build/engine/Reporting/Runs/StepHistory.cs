using Fingerprints;
using Reporting.Pages;
using Reporting.Timelines;

namespace Reporting.Runs;

/// <summary>Notes when each step ran and how it ended, from events on their way to a view.</summary>
public sealed class StepHistory(IProgress<StepEvent> view, TimeProvider time) : IProgress<StepEvent>
{
    readonly Lock gate = new();
    readonly Dictionary<string, TimelineRow> rows = new(StringComparer.Ordinal);
    readonly Dictionary<string, (Step Step, PageItem Item)> items = new(StringComparer.Ordinal);

    /// <summary>Those that ran, as they began.</summary>
    public IReadOnlyList<TimelineRow> Rows
    {
        get
        {
            lock (gate)
                return [.. rows.Values];
        }
    }

    /// <summary>All of them, by project.</summary>
    public IReadOnlyList<PageGroup> Groups
    {
        get
        {
            lock (gate)
                return
                [
                    .. items
                        .Values.GroupBy(item => item.Step.Subproject)
                        .Select(group => new PageGroup(group.Key, "", [.. group.Select(item => item.Item)])),
                ];
        }
    }

    public void Report(StepEvent value)
    {
        lock (gate)
            Note(value);
        view.Report(value);
    }

    void Note(StepEvent happened)
    {
        var now = time.GetUtcNow();
        switch (happened)
        {
            case StepEvent.Skipped { Step: var step } skipped:
                Set(step, ItemState.Unchanged, $"unchanged, saves {Durations.Text(skipped.Saved)}");
                break;
            case StepEvent.Restored { Step: var step } restored:
                Set(step, ItemState.Unchanged, $"from the shared outputs, saves {Durations.Text(restored.Saved)}");
                break;
            case StepEvent.Started { Step: var step } started:
                rows[step.Id] = new(step.Id, null)
                {
                    After = [.. step.After.Select(id => rows.GetValueOrDefault(id)).OfType<TimelineRow>()],
                };
                rows[step.Id].Enter(TimelinePhase.Building, "running", now);
                Set(step, ItemState.Failed, string.Join(", ", started.Reasons.Take(3)));
                break;
            // Whether well or not is known when it has succeeded.
            case StepEvent.Ended { Step: var step }:
                rows[step.Id].End("failed", hasFailed: true, now);
                Set(step, ItemState.Failed, "failed", now - rows[step.Id].Began);
                break;
            case StepEvent.Succeeded { Step: var step } succeeded:
                rows[step.Id].End("done", hasFailed: false, now);
                Set(step, ItemState.Succeeded, "done", succeeded.Duration);
                break;
        }
    }

    void Set(Step step, ItemState state, string words, TimeSpan? elapsed = null) =>
        items[step.Id] = (step, new PageItem(state, step.Name, words) { Elapsed = elapsed });
}
