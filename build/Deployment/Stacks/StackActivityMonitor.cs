using Cake.AWS.CloudFormation.Client;

namespace Deployment.Stacks;

/// <summary>Follows the events of one operation on a stack and passes each on once, oldest first.</summary>
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
        if (operation.Start?.ClientRequestToken is { } other && other != token)
            return;
        foreach (var happened in operation.Events.Reverse().Where(e => seen.Add(e.EventId)))
            Report(happened);
    }

    void Report(StackEvent happened)
    {
        if (happened.Status.EndsWith("_COMPLETE", StringComparison.Ordinal) && !happened.IsOfStack)
            done.Add(happened.LogicalId);
        progress.Report(
            new DeploymentEvent.ResourceProgressed(
                stack,
                happened.LogicalId,
                constructPaths.GetValueOrDefault(happened.LogicalId),
                happened.ResourceType,
                happened.Status,
                happened.StatusReason,
                done.Count,
                total
            )
        );
    }
}
