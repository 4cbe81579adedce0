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
        for (var start = settings.Time.GetTimestamp(); ; )
        {
            try
            {
                var changeSet = await client.SendAsync(new DescribeChangeSetRequest(id), cancellationToken);
                if (!changeSet.IsPending)
                    return await WithAllChangesAsync(changeSet, cancellationToken);
            }
            catch (CloudFormationException e)
                when (e is ChangeSetNotFoundException or StackNotFoundException
                    && settings.Time.GetElapsedTime(start) < StackOperation.Patience
                )
            {
                // It was made just now, and not every read shows it yet.
            }
            await PauseAsync(cancellationToken);
        }
    }

    /// <summary>Waits until the operation has come to its end; null when the stack is gone.</summary>
    public async Task<StackDescription?> ForStackAsync(
        string id,
        StackOperation operation,
        CancellationToken cancellationToken
    )
    {
        for (var moved = settings.Time.GetTimestamp(); ; )
        {
            var stack = await FindAsync(id, cancellationToken);
            if (stack is { Status.IsInProgress: true })
                moved = settings.Time.GetTimestamp();
            else if (
                operation.HasEnded(stack, settings.Time.GetUtcNow())
                || settings.Time.GetElapsedTime(moved) >= StackOperation.Patience
            )
                return stack?.Status == StackStatus.DeleteComplete ? null : stack;
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
