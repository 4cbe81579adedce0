namespace Deployment.Scheduling;

/// <summary>One run of a work graph; touched by one loop only, so it needs no locks.</summary>
sealed class WorkRun
{
    readonly WorkGraph graph;
    readonly int limit;
    readonly CancellationToken stopping;
    readonly Dictionary<string, int> waitingFor;
    readonly Dictionary<string, SortedSet<string>> causes = new(StringComparer.Ordinal);
    readonly PriorityQueue<string, (TimeSpan, int)> ready = new();
    readonly Dictionary<string, int> position;
    readonly Dictionary<string, WorkOutcome> outcomes = new(StringComparer.Ordinal);
    readonly HashSet<string> running = new(StringComparer.Ordinal);
    readonly System.Threading.Channels.Channel<(string Id, WorkOutcome Outcome)> ended =
        System.Threading.Channels.Channel.CreateUnbounded<(string, WorkOutcome)>();

    public WorkRun(WorkGraph graph, int limit, CancellationToken stopping)
    {
        (this.graph, this.limit, this.stopping) = (graph, limit, stopping);
        position = graph.Items.Select((item, index) => (item.Id, index)).ToDictionary(StringComparer.Ordinal);
        waitingFor = graph.Items.ToDictionary(
            item => item.Id,
            item => item.Dependencies.Distinct().Count(),
            StringComparer.Ordinal
        );
        foreach (var item in graph.Items.Where(item => waitingFor[item.Id] == 0))
            Enqueue(item.Id);
    }

    public IReadOnlyDictionary<string, WorkOutcome> Outcomes => outcomes;

    /// <summary>Runs until every item has an outcome; when leaving, those that still run are said to be cancelled.</summary>
    public async Task FinishAsync(CancellationToken leaving)
    {
        try
        {
            while (outcomes.Count < graph.Items.Count)
            {
                StartWhatIsReady();
                if (running.Count == 0)
                    break;
                var (id, outcome) = await ended.Reader.ReadAsync(leaving);
                running.Remove(id);
                Settle(id, outcome);
            }
        }
        catch (OperationCanceledException) when (leaving.IsCancellationRequested)
        {
            foreach (var id in running)
                outcomes[id] = new WorkOutcome.Cancelled(Started: true);
        }
        foreach (var item in graph.Items)
            outcomes.TryAdd(item.Id, new WorkOutcome.Cancelled(Started: false));
    }

    void StartWhatIsReady()
    {
        while (!stopping.IsCancellationRequested && running.Count < limit && ready.TryDequeue(out var id, out _))
        {
            running.Add(id);
            _ = RunAsync(graph[id]);
        }
    }

    async Task RunAsync(WorkItem item)
    {
        WorkOutcome outcome;
        try
        {
            // The loop goes on starting others while this one computes.
            await Task.Run(() => item.RunAsync(stopping), CancellationToken.None);
            outcome = new WorkOutcome.Succeeded();
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            outcome = new WorkOutcome.Cancelled(Started: true);
        }
#pragma warning disable CA1031 // Whatever an item throws is its failure and is handed on, as its outcome.
        catch (Exception exception)
        {
            outcome = new WorkOutcome.Failed(exception);
        }
#pragma warning restore CA1031
        ended.Writer.TryWrite((item.Id, outcome));
    }

    /// <summary>Records an outcome and what follows from it for the dependents, without recursion.</summary>
    void Settle(string settled, WorkOutcome result)
    {
        var open = new Queue<(string Id, WorkOutcome Outcome)>([(settled, result)]);
        while (open.TryDequeue(out var next))
        {
            outcomes[next.Id] = next.Outcome;
            foreach (var dependent in graph.Dependents[next.Id])
            {
                Blame(dependent, next.Id, next.Outcome);
                if (--waitingFor[dependent] > 0)
                    continue;
                if (causes.TryGetValue(dependent, out var roots))
                    open.Enqueue(
                        (
                            dependent,
                            roots.Count > 0
                                ? new WorkOutcome.Skipped([.. roots])
                                : new WorkOutcome.Cancelled(Started: false)
                        )
                    );
                else
                    Enqueue(dependent);
            }
        }
    }

    void Blame(string dependent, string id, WorkOutcome outcome)
    {
        if (outcome is WorkOutcome.Succeeded)
            return;
        if (!causes.TryGetValue(dependent, out var roots))
            causes[dependent] = roots = new(StringComparer.Ordinal);
        switch (outcome)
        {
            case WorkOutcome.Failed:
                roots.Add(id);
                break;
            case WorkOutcome.Skipped skipped:
                roots.UnionWith(skipped.Causes);
                break;
        }
    }

    void Enqueue(string id) => ready.Enqueue(id, (-graph.RemainingPath(id), position[id]));
}
