using Cake.AWS.CloudFormation.Client;

namespace Deployment.Stacks;

/// <summary>Looks for root causes among the events of a stack's last operation and of the stacks nested in it.</summary>
sealed class RootCauseSearch(StackCalls calls, IReadOnlyDictionary<string, string> constructPaths)
{
    internal const string NestedStack = "AWS::CloudFormation::Stack";

    const int LastShown = 5;

    public async Task<FailureCauses> FindAsync(string stackId, CancellationToken cancellationToken)
    {
        var operation = await OperationEvents.ReadAsync(calls, stackId, cancellationToken);
        var failures = await FailuresAsync(operation, [], cancellationToken);
        return new FailureCauses(
            [.. failures.OrderBy(cause => cause.Event.Timestamp)],
            [.. operation.Events.Take(LastShown).Reverse()]
        );
    }

    async Task<List<RootCause>> FailuresAsync(
        OperationEvents operation,
        IReadOnlyList<string> nesting,
        CancellationToken cancellationToken
    )
    {
        var found = new List<RootCause>();
        foreach (var happened in operation.Events.Reverse().Where(e => e != operation.Start && RootCause.Is(e)))
        {
            // A nested stack's failure only repeats what its own events tell.
            var within =
                IsNested(happened) && operation.Start is { } start
                    ? await WithinAsync(happened, start.Timestamp, nesting, cancellationToken)
                    : [];
            if (within.Count == 0)
                within = [Cause(happened, operation, nesting)];
            // What was tried again failed again.
            found.AddRange(
                within.Where(cause =>
                    found.All(known => (known.Path, known.Event.Status) != (cause.Path, cause.Event.Status))
                )
            );
        }
        return found;
    }

    /// <summary>
    /// The failures in a nested stack since its parent's operation began. One that was created has gone back and has been deleted
    /// since: it is found by its ARN, and the creation before the deletion.
    /// </summary>
    async Task<List<RootCause>> WithinAsync(
        StackEvent nested,
        DateTimeOffset since,
        IReadOnlyList<string> nesting,
        CancellationToken cancellationToken
    )
    {
        try
        {
            var operation = await OperationEvents.ReadAsync(calls, nested.PhysicalId!, cancellationToken, since);
            return await FailuresAsync(operation, [.. nesting, nested.LogicalId], cancellationToken);
        }
        catch (CloudFormationException e) when (e is StackNotFoundException || e.IsAccessDenied)
        {
            // What the parent says of it is what there is to say.
            return [];
        }
    }

    RootCause Cause(StackEvent happened, OperationEvents operation, IReadOnlyList<string> nesting) =>
        new(
            happened,
            nesting,
            nesting.Count == 0 && !happened.IsOfStack ? constructPaths.GetValueOrDefault(happened.LogicalId) : null,
            [.. operation.Events.Where(hook => IsHookOf(hook, happened)).DistinctBy(hook => hook.HookType)]
        );

    /// <summary>A hook's failure is an event of its own; the resource's reason names the hook (aws-cdk-cli, resource-errors.ts).</summary>
    static bool IsHookOf(StackEvent hook, StackEvent failed) =>
        hook is { IsHookFailure: true, HookType: { } type }
        && hook.LogicalId == failed.LogicalId
        && hook.HookFailureMode != "WARN"
        && failed.StatusReason?.Contains(type, StringComparison.Ordinal) == true;

    internal static bool IsNested(StackEvent happened) =>
        happened is { ResourceType: NestedStack, IsOfStack: false, PhysicalId: { } id }
        && id.StartsWith("arn:", StringComparison.Ordinal);
}
