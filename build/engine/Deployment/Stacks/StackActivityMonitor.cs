using Cake.AWS.CloudFormation.Client;

namespace Deployment.Stacks;

/// <summary>Follows the events of one operation on a stack and on the stacks nested in it, and passes each on once, oldest first.</summary>
/// <param name="token">The client request token of the operation: events of another are not passed on.</param>
/// <param name="total">The resources that the operation touches; 0 where that is not known.</param>
sealed class StackActivityMonitor(
    StackCalls calls,
    StackReference stack,
    IReadOnlyDictionary<string, string> constructPaths,
    string stackId,
    string token,
    int total,
    IProgress<DeploymentEvent> progress
)
{
    /// <summary>Events tell what goes on; the end is seen in the stack's status, which is looked at more often.</summary>
    static readonly TimeSpan interval = TimeSpan.FromSeconds(2);

    readonly HashSet<string> seen = new(StringComparer.Ordinal);
    readonly HashSet<string> done = new(StringComparer.Ordinal);

    /// <summary>The nested stacks at work, by ARN, with the logical ids on the way to them.</summary>
    readonly Dictionary<string, IReadOnlyList<string>> nested = new(StringComparer.Ordinal);

    long? looked;

    /// <summary>Looks, unless it did so a moment ago.</summary>
    public async Task FollowAsync(CancellationToken cancellationToken)
    {
        if (looked is { } before && calls.Time.GetElapsedTime(before) < interval)
            return;
        looked = calls.Time.GetTimestamp();
        await LookAsync(cancellationToken);
    }

    /// <summary>Looks once, and passes on what is new.</summary>
    public async Task LookAsync(CancellationToken cancellationToken)
    {
        var operation = await OperationEvents.ReadAsync(calls, stackId, cancellationToken);
        if (operation.Start is not { } start || start.ClientRequestToken is { } other && other != token)
            return;
        var news = New(operation, []);
        // A nested stack may have begun one of its own in the meantime.
        for (var open = new Queue<string>(nested.Keys); open.TryDequeue(out var id); )
        {
            var known = nested.Keys.ToHashSet(StringComparer.Ordinal);
            news.AddRange(await WithinAsync(id, start.Timestamp, cancellationToken));
            foreach (var found in nested.Keys.Except(known))
                open.Enqueue(found);
        }
        foreach (var (happened, nesting) in news.OrderBy(entry => entry.Event.Timestamp))
            Report(happened, nesting);
    }

    async Task<List<(StackEvent Event, IReadOnlyList<string> Nesting)>> WithinAsync(
        string id,
        DateTimeOffset since,
        CancellationToken cancellationToken
    )
    {
        var nesting = nested[id];
        try
        {
            var operation = await OperationEvents.ReadAsync(calls, id, cancellationToken, since);
            if (operation.Events.FirstOrDefault(e => e.IsOfStack) is { IsInProgress: false })
                nested.Remove(id);
            return New(operation, nesting);
        }
        catch (CloudFormationException e) when (e is StackNotFoundException || e.IsAccessDenied)
        {
            nested.Remove(id);
            return [];
        }
    }

    List<(StackEvent Event, IReadOnlyList<string> Nesting)> New(
        OperationEvents operation,
        IReadOnlyList<string> nesting
    )
    {
        var news = new List<(StackEvent, IReadOnlyList<string>)>();
        foreach (var happened in operation.Events.Reverse().Where(e => seen.Add(e.EventId)))
        {
            news.Add((happened, nesting));
            if (RootCauseSearch.IsNested(happened) && happened.IsInProgress)
                nested.TryAdd(happened.PhysicalId!, [.. nesting, happened.LogicalId]);
        }
        return news;
    }

    void Report(StackEvent happened, IReadOnlyList<string> nesting)
    {
        if (
            happened.Status.EndsWith("_COMPLETE", StringComparison.Ordinal)
            && !happened.IsOfStack
            && nesting.Count == 0
        )
            done.Add(happened.LogicalId);
        progress.Report(
            new DeploymentEvent.ResourceProgressed(
                stack,
                string.Join(
                    '/',
                    [.. nesting, .. happened.IsOfStack && nesting.Count > 0 ? [] : (string[])[happened.LogicalId]]
                ),
                nesting.Count == 0 ? constructPaths.GetValueOrDefault(happened.LogicalId) : null,
                happened.ResourceType,
                happened.Status,
                happened.StatusReason,
                done.Count,
                total
            )
        );
    }
}
