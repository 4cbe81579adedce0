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
    readonly HashSet<string> seen = new(StringComparer.Ordinal);
    readonly HashSet<string> done = new(StringComparer.Ordinal);

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
