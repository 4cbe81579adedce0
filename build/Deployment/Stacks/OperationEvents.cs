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
        await foreach (var page in calls.PagesAsync(new DescribeStackEventsRequest(stackId), cancellationToken))
        {
            foreach (var happened in page.Events)
            {
                events.Add(happened);
                if (IsStart(happened))
                    return new OperationEvents(events);
            }
        }
        return new OperationEvents(events);
    }

    static bool IsStart(StackEvent happened) =>
        happened.IsOfStack
        && happened.Status
            is ("CREATE_IN_PROGRESS" or "UPDATE_IN_PROGRESS" or "DELETE_IN_PROGRESS" or "IMPORT_IN_PROGRESS");
}
