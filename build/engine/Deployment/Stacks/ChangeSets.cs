using Cake.AWS.CloudFormation.Client;

namespace Deployment.Stacks;

/// <summary>The life of one change set: made under the run's name, waited for, executed or deleted.</summary>
sealed class ChangeSets(StackEnvironment environment, string name)
{
    /// <summary>How long a stack is looked at for an execution that may have been started.</summary>
    static readonly TimeSpan untilExecutionShows = TimeSpan.FromSeconds(30);

    public string Name => name;

    /// <summary>Makes the change set and waits until it is computed; failed ones are returned as they are.</summary>
    public async Task<ChangeSetDescription> CreateAsync(
        CreateChangeSetRequest request,
        CancellationToken cancellationToken
    )
    {
        var (id, stackName) = (name, (string?)request.StackName);
        try
        {
            var created = await environment.Calls.SendAsync(request, cancellationToken);
            (id, stackName) = (created.Id, null);
        }
        catch (AlreadyExistsException)
        {
            // The name is this run's own: the call arrived before, and its answer was lost.
        }
        var start = environment.Time.GetTimestamp();
        while (true)
        {
            var elapsed = environment.Time.GetElapsedTime(start);
            await Task.Delay(environment.ChangeSetPace.Next(elapsed), environment.Time, cancellationToken);
            var changeSet = await DescribeNewAsync(id, stackName, elapsed, cancellationToken);
            if (changeSet is null or { IsPending: true })
                continue;
            environment.ChangeSetPace.Learn(environment.Time.GetElapsedTime(start));
            return changeSet;
        }
    }

    /// <summary>Null where it is not to be seen yet.</summary>
    async Task<ChangeSetDescription?> DescribeNewAsync(
        string id,
        string? stackName,
        TimeSpan age,
        CancellationToken cancellationToken
    )
    {
        try
        {
            return await DescribeAsync(id, stackName, cancellationToken);
        }
        catch (CloudFormationException e)
            when (e is ChangeSetNotFoundException or StackNotFoundException && age < StackLookup.StaleAtMost)
        {
            return null;
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
                await DeleteLeftoverAsync(summary.ChangeSetId, cancellationToken);
        }
    }

    async Task DeleteLeftoverAsync(string id, CancellationToken cancellationToken)
    {
        try
        {
            await environment.Calls.SendAsync(new DeleteChangeSetRequest(id), cancellationToken);
        }
        catch (ChangeSetNotFoundException)
        {
            // It is gone, and only the listing was stale.
        }
    }

    public async Task<IReadOnlyList<ChangeSetSummary>> ListAsync(string stackName, CancellationToken cancellationToken)
    {
        var all = new List<ChangeSetSummary>();
        try
        {
            await foreach (
                var page in environment.Calls.PagesAsync(new ListChangeSetsRequest(stackName), cancellationToken)
            )
                all.AddRange(page.ChangeSets);
        }
        catch (StackNotFoundException)
        {
            // Not every read shows the stack yet.
        }
        return all;
    }

    /// <summary>The stack is at, or has been through, the execution of this very change set: the first answer was lost.</summary>
    async Task<bool> WasExecutedAsync(string stackName, CancellationToken cancellationToken)
    {
        var start = environment.Time.GetTimestamp();
        while (true)
        {
            var stack = await environment.Lookup.FindAsync(stackName, cancellationToken);
            if (
                stack?.ChangeSetId is { } id
                && id.Contains($"/{name}/", StringComparison.Ordinal)
                && stack.Status != StackStatus.ReviewInProgress
            )
                return true;
            if (environment.Time.GetElapsedTime(start) > untilExecutionShows)
                return false;
            await Task.Delay(untilExecutionShows / 10, environment.Time, cancellationToken);
        }
    }

    /// <summary>What a change set will change, with the values of properties, in the stacks nested in its stack too.</summary>
    /// <param name="id">The ARN.</param>
    /// <param name="cancellationToken">Reads no more.</param>
    public async Task<ChangeSetContents> ReadAsync(string id, CancellationToken cancellationToken)
    {
        var whole = await DescribeAsync(id, null, cancellationToken, withValues: true);
        var nested = new Dictionary<string, ChangeSetContents>(StringComparer.Ordinal);
        foreach (var change in whole.Changes)
            if (change.ChangeSetId is { } inner)
                nested[change.LogicalId] = await ReadAsync(inner, cancellationToken);
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
