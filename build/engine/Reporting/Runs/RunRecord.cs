using Cake.Core.Diagnostics;
using Diagnosis.Checks;
using Fingerprints;
using Reporting.Timelines;

namespace Reporting.Runs;

/// <summary>What a run did, as it is noted while it goes on: its page is made of it.</summary>
public sealed class RunRecord(TimeProvider time)
{
    readonly Lock gate = new();
    readonly List<string> warnings = [];

    public DateTimeOffset Began { get; } = time.GetUtcNow();

    /// <summary>Its setup is over: arguments and settings are good, and from here on it does something.</summary>
    public bool HasBegun { get; set; }

    /// <summary>The ARN that AWS knows the caller by; null where it was not asked.</summary>
    public string? Caller { get; set; }

    public StepHistory? Steps { get; private set; }

    /// <summary>In the order in which they were carried out.</summary>
    public List<DeploymentPart> Deployments { get; } = [];

    public DiagnosisReport? Diagnosis { get; set; }

    /// <summary>What Diff found; null where nothing was compared.</summary>
    public DifferencePart? Difference { get; set; }

    /// <summary>What a rehearsed pipeline ran; null where none was.</summary>
    public IReadOnlyList<ActionRecord>? Actions { get; set; }

    /// <summary>Each once.</summary>
    public IReadOnlyList<string> Warnings
    {
        get
        {
            lock (gate)
                return [.. warnings.Distinct(StringComparer.Ordinal)];
        }
    }

    /// <summary>Notes the steps, which go on to a view.</summary>
    public IProgress<StepEvent> Watch(IProgress<StepEvent> view) => Steps = new StepHistory(view, time);

    /// <summary>Notes what is warned of.</summary>
    public void Hear(LogLevel level, string line)
    {
        if (level != LogLevel.Warning)
            return;
        lock (gate)
            warnings.Add(line);
    }

    /// <summary>When what was done, steps first.</summary>
    public IReadOnlyList<TimelineRow> OrderedRows()
    {
        var part = 1;
        foreach (var deployment in Deployments)
        {
            foreach (var row in deployment.Timeline.Rows)
                row.Part = part;
            foreach (var plan in deployment.Plans)
                deployment.Timeline.Order(plan, part++, deployment.IsReversed);
            part++;
        }
        return [.. Steps?.Rows ?? [], .. Deployments.SelectMany(deployment => deployment.Timeline.Rows)];
    }
}
