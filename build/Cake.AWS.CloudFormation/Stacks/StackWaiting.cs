using Cake.AWS.CloudFormation.Client;

namespace Cake.AWS.CloudFormation.Stacks;

/// <summary>Waits for change sets and stacks, and tells why one failed.</summary>
sealed class StackWaiting(CloudFormationClient client, CloudFormationSettings settings)
{
    public async Task<StackDescription?> FindAsync(string nameOrId, CancellationToken cancellationToken)
    {
        try
        {
            var answer = await client.SendAsync(new DescribeStacksRequest(nameOrId), cancellationToken);
            return answer.Stacks is [var stack, ..] ? stack : null;
        }
        catch (StackNotFoundException)
        {
            return null;
        }
    }

    public async Task<ChangeSetDescription> ForChangeSetAsync(string id, CancellationToken cancellationToken)
    {
        while (true)
        {
            var changeSet = await client.SendAsync(new DescribeChangeSetRequest(id), cancellationToken);
            if (!changeSet.IsPending)
                return await WithAllChangesAsync(changeSet, cancellationToken);
            await PauseAsync(cancellationToken);
        }
    }

    /// <summary>Waits until the stack is in no operation; null when it is gone.</summary>
    /// <param name="before">The stack before the operation was started: what has not moved yet has not ended.</param>
    public async Task<StackDescription?> ForStackAsync(
        string id,
        StackDescription? before,
        CancellationToken cancellationToken
    )
    {
        const int looksBeforeBelieved = 4;
        for (var looks = 1; ; looks++)
        {
            var stack = await FindAsync(id, cancellationToken);
            if (stack is null || stack.Status == StackStatus.DeleteComplete)
                return null;
            var moved =
                stack.Status != StackStatus.ReviewInProgress
                && (stack.Status != before?.Status || stack.LastUpdatedTime != before.LastUpdatedTime);
            if (!stack.Status.IsInProgress && (moved || looks >= looksBeforeBelieved))
                return stack;
            await PauseAsync(cancellationToken);
        }
    }

    /// <summary>The first resource that failed in the last operation, and its reason.</summary>
    public async Task<string?> FirstFailureAsync(string stackId, CancellationToken cancellationToken)
    {
        StackEvent? first = null;
        for (var request = new DescribeStackEventsRequest(stackId); ; )
        {
            var page = await client.SendAsync(request, cancellationToken);
            foreach (var happened in page.Events)
            {
                if (happened is { IsFailure: true, IsOfStack: false })
                    first = happened;
                if (
                    happened.IsOfStack
                    && happened.Status is ("CREATE_IN_PROGRESS" or "UPDATE_IN_PROGRESS" or "DELETE_IN_PROGRESS")
                )
                    return first is null ? null : $"{first.LogicalId} ({first.ResourceType}): {first.StatusReason}";
            }
            if (string.IsNullOrEmpty(page.NextToken))
                return first is null ? null : $"{first.LogicalId} ({first.ResourceType}): {first.StatusReason}";
            request = request with { NextToken = page.NextToken };
        }
    }

    async Task<ChangeSetDescription> WithAllChangesAsync(
        ChangeSetDescription first,
        CancellationToken cancellationToken
    )
    {
        var changes = first.Changes.ToList();
        for (var token = first.NextToken; !string.IsNullOrEmpty(token); )
        {
            var request = new DescribeChangeSetRequest(first.ChangeSetId) { NextToken = token };
            var page = await client.SendAsync(request, cancellationToken);
            changes.AddRange(page.Changes);
            token = page.NextToken;
        }
        return first with { Changes = changes, NextToken = null };
    }

    Task PauseAsync(CancellationToken cancellationToken) =>
        Task.Delay(settings.PollingInterval, settings.Time, cancellationToken);
}
