namespace Deployment.Scheduling;

/// <summary>Runs a work graph: whatever is ready at once, those on the longest remaining path first; a failure stops only what depends on it.</summary>
/// <param name="concurrency">The most items that run at a time; null: no bound.</param>
public sealed class WorkScheduler(int? concurrency = null)
{
    readonly int limit = concurrency is < 1
        ? throw new ArgumentOutOfRangeException(nameof(concurrency), concurrency, "at least 1")
        : concurrency ?? int.MaxValue;

    /// <summary>Runs the graph to its end and tells how each item ended; it does not throw for a failed item.</summary>
    /// <param name="stopping">Starts nothing more; items that run see it and end when they have cleaned up.</param>
    /// <param name="leaving">Leaves at once, without waiting for the items that run.</param>
    public async Task<IReadOnlyDictionary<string, WorkOutcome>> RunAsync(
        WorkGraph graph,
        CancellationToken stopping,
        CancellationToken leaving = default
    )
    {
        var run = new WorkRun(graph, limit, stopping);
        await run.FinishAsync(leaving);
        return run.Outcomes;
    }
}
