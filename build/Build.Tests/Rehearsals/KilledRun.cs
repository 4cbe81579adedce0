using LocalAws.Faults;

namespace Build.Tests.Rehearsals;

/// <summary>A call of an undisturbed run: its API, what it is about, and how many change sets had been made before it.</summary>
/// <param name="IsDone">The call is still executed, and the run ends with it; otherwise it ends before.</param>
public sealed record Step(string Api, string Resource, int ChangeSets, bool IsDone)
{
    public override string ToString() => $"{(IsDone ? "after" : "before")} {Api} {Resource} ({ChangeSets})";
}

/// <summary>Watches the wire for the step at which a run is to end, and lets nothing of that run through any more.</summary>
sealed class KilledRun
{
    readonly Lock gate = new();
    readonly HashSet<string> created = new(StringComparer.Ordinal);
    readonly List<Step> steps = [];
    Step? last;
    Action? kill;
    bool isDead;

    /// <summary>The steps of what was called since the last reset, each once.</summary>
    public IReadOnlyList<Step> Steps
    {
        get
        {
            lock (gate)
                return [.. steps.Distinct()];
        }
    }

    public bool WasKilled
    {
        get
        {
            lock (gate)
                return isDead;
        }
    }

    public FaultKind? Strike(WireCall call)
    {
        lock (gate)
        {
            if (isDead)
                return FaultKind.Reset;
            var step = new Step(call.Api, call.Resource, created.Count, IsDone: false);
            steps.Add(step);
            if (call.Action == "CreateChangeSet")
                created.Add(call.Resource);
            if (last is null || step != last with { IsDone = false })
                return null;
            isDead = true;
            kill!();
            return last.IsDone ? null : FaultKind.Reset;
        }
    }

    /// <summary>Begins anew: the next run ends with that step, or not at all.</summary>
    public void Begin(Step? step = null, Action? whenReached = null)
    {
        lock (gate)
        {
            (last, kill, isDead) = (step, whenReached, false);
            created.Clear();
            steps.Clear();
        }
    }
}
