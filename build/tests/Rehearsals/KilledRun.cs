using LocalAws.Faults;

namespace Build.Tests.Rehearsals;

/// <summary>A call of an undisturbed run, named so that other runs have it too, although some of their calls come in another order.</summary>
/// <param name="Resource">The object that is written; otherwise empty, as stacks are looked at one by one or all at once.</param>
/// <param name="ChangeSets">How many change sets had been made, and so at which stack the run is; 0 for what comes alongside.</param>
/// <param name="IsDone">The call is still executed, and the run ends with it; otherwise it ends before.</param>
public sealed record Step(string Api, string Resource, int ChangeSets, bool IsDone)
{
    public static Step Of(WireCall call, int changeSets) =>
        call.Service == "cloudformation" ? new(call.Api, "", changeSets, IsDone: false)
        : call.Action == "PutObject" ? new(call.Api, call.Resource, 0, IsDone: false)
        : new(call.Api, "", 0, IsDone: false);

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
            var step = Step.Of(call, created.Count);
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
