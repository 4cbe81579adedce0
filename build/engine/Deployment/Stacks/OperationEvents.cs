using Cake.AWS.CloudFormation.Client;

namespace Deployment.Stacks;

/// <summary>
/// The events of operations on a stack, newest first, down to the one with which the last, or the earliest wanted, began.
/// Found by that event and not by this machine's time, since the clocks here and there differ.
/// </summary>
sealed record OperationEvents(IReadOnlyList<StackEvent> Events)
{
    /// <summary>Null when the history ends before a beginning is found.</summary>
    public StackEvent? Start { get; private init; }

    /// <param name="since">Operations that began no earlier, by CloudFormation's clock, count too; null for the last alone.</param>
    public static async Task<OperationEvents> ReadAsync(
        StackCalls calls,
        string stackId,
        CancellationToken cancellationToken,
        DateTimeOffset? since = null
    )
    {
        var events = new List<StackEvent>();
        StackEvent? start = null;
        var count = 0;
        // Of the stack itself, and begins an operation unless what came before it is of the same.
        StackEvent? candidate = null;
        var countToCandidate = 0;
        await foreach (var happened in AllAsync(calls, stackId, cancellationToken))
        {
            if (happened.IsOfStack)
            {
                if (candidate is not null && !happened.IsOfSameOperationAs(candidate))
                {
                    if (candidate.Timestamp < since)
                        return Until();
                    (start, count) = (candidate, countToCandidate);
                    if (since is null)
                        return Until();
                }
                candidate = happened.IsInProgress ? happened : null;
                countToCandidate = events.Count + 1;
            }
            events.Add(happened);
        }
        if (candidate is not null && !(candidate.Timestamp < since))
            (start, count) = (candidate, countToCandidate);
        return Until();

        OperationEvents Until() =>
            start is null && since is null ? new(events) : new(events[..count]) { Start = start };
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
}

static class StackEventOrder
{
    extension(StackEvent happened)
    {
        public bool IsInProgress => happened.Status.EndsWith("_IN_PROGRESS", StringComparison.Ordinal);

        /// <summary>
        /// Whether an event of the stack itself belongs to the operation of the one that came next: it is not the end of one, nor
        /// a review, and where the next is a deletion, that was not asked for by somebody else.
        /// </summary>
        public bool IsOfSameOperationAs(StackEvent next) =>
            happened.IsInProgress
            && happened.Status != "REVIEW_IN_PROGRESS"
            && (next.Status != "DELETE_IN_PROGRESS" || happened.ClientRequestToken == next.ClientRequestToken);
    }
}
