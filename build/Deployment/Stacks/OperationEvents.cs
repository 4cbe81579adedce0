using Cake.AWS.CloudFormation.Client;

namespace Deployment.Stacks;

/// <summary>
/// The events of the last operation on a stack, newest first, down to the one with which it began. Found by that event and
/// not by the time, since the clocks here and there differ.
/// </summary>
sealed record OperationEvents(IReadOnlyList<StackEvent> Events)
{
    /// <summary>Null when the history ends before a beginning is found.</summary>
    public StackEvent? Start => Events.LastOrDefault(IsStart);

    public static async Task<OperationEvents> ReadAsync(
        StackCalls calls,
        string stackId,
        CancellationToken cancellationToken
    )
    {
        var events = new List<StackEvent>();
        await foreach (var happened in AllAsync(calls, stackId, cancellationToken))
        {
            events.Add(happened);
            if (IsStart(happened))
                break;
        }
        return new OperationEvents(events);
    }

    /// <summary>The newest event of the stack itself; null where there is none.</summary>
    public static async Task<StackEvent?> LastOfStackAsync(
        StackCalls calls,
        string stackId,
        CancellationToken cancellationToken
    )
    {
        await foreach (var happened in AllAsync(calls, stackId, cancellationToken))
        {
            if (happened.IsOfStack)
                return happened;
        }
        return null;
    }

    /// <summary>The events as they are asked for, newest first; none of a stack that reads do not show yet.</summary>
    static async IAsyncEnumerable<StackEvent> AllAsync(
        StackCalls calls,
        string stackId,
        [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken
    )
    {
        for (var request = new DescribeStackEventsRequest(stackId); ; )
        {
            DescribeStackEventsResult page;
            try
            {
                page = await calls.SendAsync(request, cancellationToken);
            }
            catch (StackNotFoundException)
            {
                yield break;
            }
            foreach (var happened in page.Events)
                yield return happened;
            if (string.IsNullOrEmpty(page.NextToken))
                yield break;
            request = request with { NextToken = page.NextToken };
        }
    }

    static bool IsStart(StackEvent happened) =>
        happened.IsOfStack
        && happened.Status
            is ("CREATE_IN_PROGRESS" or "UPDATE_IN_PROGRESS" or "DELETE_IN_PROGRESS" or "IMPORT_IN_PROGRESS");
}
