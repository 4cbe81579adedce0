using Cake.AWS.CloudFormation.Client;

namespace Deployment.Stacks;

/// <summary>The life of one change set: made under the run's name, waited for, executed or deleted.</summary>
sealed class ChangeSets(StackEnvironment environment, string name)
{
    public string Name => name;

    /// <summary>Makes the change set and waits until it is computed; failed ones are returned as they are.</summary>
    public async Task<ChangeSetDescription> CreateAsync(
        CreateChangeSetRequest request,
        CancellationToken cancellationToken
    )
    {
        string id;
        try
        {
            var created = await environment.Calls.SendAsync(request, cancellationToken);
            id = created.Id;
        }
        catch (AlreadyExistsException)
        {
            // The name is this run's own: the call arrived before, and its answer was lost.
            var found = await DescribeAsync(name, request.StackName, cancellationToken);
            id = found.ChangeSetId;
        }
        var start = environment.Time.GetTimestamp();
        while (true)
        {
            var elapsed = environment.Time.GetElapsedTime(start);
            await Task.Delay(environment.ChangeSetPace.Next(elapsed), environment.Time, cancellationToken);
            var changeSet = await DescribeAsync(id, null, cancellationToken);
            if (changeSet.IsPending)
                continue;
            environment.ChangeSetPace.Learn(environment.Time.GetElapsedTime(start));
            return changeSet;
        }
    }

    /// <summary>Starts the execution. The stack's events carry the change set's name as their token.</summary>
    public async Task ExecuteAsync(string stackName, StackOptions options, CancellationToken cancellationToken)
    {
        var request = new ExecuteChangeSetRequest(name, stackName)
        {
            ClientRequestToken = name,
            DisableRollback = options.DisableRollback ? true : null,
        };
        try
        {
            await environment.Calls.SendAsync(request, cancellationToken);
        }
        catch (Exception e)
            when (e is TokenAlreadyExistsException or ChangeSetNotFoundException or InvalidChangeSetStatusException
                && !cancellationToken.IsCancellationRequested
            )
        {
            if (!await WasExecutedAsync(stackName, cancellationToken))
                throw;
        }
    }

    public Task DeleteAsync(string stackName, CancellationToken cancellationToken) =>
        environment.Calls.SendAsync(new DeleteChangeSetRequest(name, stackName), cancellationToken);

    /// <summary>Deletes what runs that were killed left on the stack.</summary>
    public async Task DeleteLeftoversAsync(string stackName, CancellationToken cancellationToken)
    {
        foreach (var summary in await ListAsync(stackName, cancellationToken))
        {
            if (ChangeSetNames.IsOurs(summary.ChangeSetName) && summary.ChangeSetName != name)
                await environment.Calls.SendAsync(new DeleteChangeSetRequest(summary.ChangeSetId), cancellationToken);
        }
    }

    public async Task<IReadOnlyList<ChangeSetSummary>> ListAsync(string stackName, CancellationToken cancellationToken)
    {
        var all = new List<ChangeSetSummary>();
        await foreach (
            var page in environment.Calls.PagesAsync(new ListChangeSetsRequest(stackName), cancellationToken)
        )
            all.AddRange(page.ChangeSets);
        return all;
    }

    /// <summary>The stack is at, or has been through, the execution of this very change set: the first answer was lost.</summary>
    async Task<bool> WasExecutedAsync(string stackName, CancellationToken cancellationToken)
    {
        var stack = await environment.Lookup.FindAsync(stackName, cancellationToken);
        return stack?.ChangeSetId is { } id && id.Contains($"/{name}/", StringComparison.Ordinal);
    }

    /// <summary>What the change set will change, with the values of properties, in the stacks nested in its stack too.</summary>
    public async Task<ChangeSetContents> ReadAsync(ChangeSetDescription changeSet, CancellationToken cancellationToken)
    {
        var whole = await DescribeAsync(changeSet.ChangeSetId, null, cancellationToken, withValues: true);
        var nested = new Dictionary<string, ChangeSetContents>(StringComparer.Ordinal);
        foreach (var change in whole.Changes)
            if (change.ChangeSetId is { } id)
            {
                var inner = await DescribeAsync(id, null, cancellationToken);
                nested[change.LogicalId] = await ReadAsync(inner, cancellationToken);
            }
        return new ChangeSetContents(whole.Changes, whole.Parameters, nested);
    }

    /// <summary>The change set with the changes of all its pages.</summary>
    async Task<ChangeSetDescription> DescribeAsync(
        string id,
        string? stackName,
        CancellationToken cancellationToken,
        bool withValues = false
    )
    {
        ChangeSetDescription? first = null;
        var changes = new List<ResourceChange>();
        var request = new DescribeChangeSetRequest(id, stackName) { IncludePropertyValues = withValues ? true : null };
        await foreach (var page in environment.Calls.PagesAsync(request, cancellationToken))
        {
            first ??= page;
            changes.AddRange(page.Changes);
        }
        return first! with { Changes = changes, NextToken = null };
    }
}
