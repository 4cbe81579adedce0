using Cake.AWS.CloudFormation.Client;

namespace Deployment.Stacks;

/// <summary>The first resource that failed, and why; what failed after it was cancelled because of it.</summary>
/// <param name="Nesting">The logical ids of the nested stacks on the way to it, outermost first.</param>
public sealed record RootCause(StackEvent Event, IReadOnlyList<string> Nesting, string? ConstructPath)
{
    public IEnumerable<string> Lines =>
        [
            $"{string.Join("/", [.. Nesting, Event.LogicalId])} ({Event.ResourceType}): {Event.Status}",
            .. ConstructPath is null ? [] : (string[])[$"Construct {ConstructPath}"],
            Event.StatusReason ?? "CloudFormation gives no reason",
        ];
}

/// <summary>Looks for the root cause among the events of a stack and of the stacks nested in it.</summary>
sealed class RootCauseSearch(StackCalls calls, IReadOnlyDictionary<string, string> constructPaths)
{
    const string NestedStack = "AWS::CloudFormation::Stack";

    public async Task<RootCause?> FindAsync(string stackId, CancellationToken cancellationToken)
    {
        var nesting = new List<string>();
        RootCause? found = null;
        for (var id = stackId; !string.IsNullOrEmpty(id); )
        {
            var first = await FirstFailureAsync(id, cancellationToken);
            if (first is null)
                break;
            var path = nesting.Count == 0 ? constructPaths.GetValueOrDefault(first.LogicalId) : null;
            found = new RootCause(first, [.. nesting], path);
            nesting.Add(first.LogicalId);
            id = first.ResourceType == NestedStack && !first.IsOfStack ? first.PhysicalId : null;
        }
        return found;
    }

    async Task<StackEvent?> FirstFailureAsync(string stackId, CancellationToken cancellationToken)
    {
        var operation = await OperationEvents.ReadAsync(calls, stackId, cancellationToken);
        var failures = operation.Events.Where(e => e.IsFailure && !IsCancellation(e)).ToList();
        // Newest first: the last is the earliest. The stack's own failures only repeat those of its resources.
        return failures.FindLast(e => !e.IsOfStack) ?? failures.LastOrDefault();
    }

    static bool IsCancellation(StackEvent happened) =>
        happened.StatusReason is { } reason
        && (
            reason.StartsWith("Resource creation cancelled", StringComparison.OrdinalIgnoreCase)
            || reason.StartsWith("Resource update cancelled", StringComparison.OrdinalIgnoreCase)
            || reason.StartsWith("Resource deletion cancelled", StringComparison.OrdinalIgnoreCase)
            || reason.StartsWith("The following resource(s) failed", StringComparison.OrdinalIgnoreCase)
        );
}
