using Cake.AWS.CloudFormation.Client;

namespace Deployment.Stacks;

/// <summary>Makes the change set of a stack, and discards it when it is not to be executed.</summary>
sealed class ChangeSetPreparation(
    StackSpecification wanted,
    StackEnvironment environment,
    StackOptions options,
    string name
)
{
    /// <summary>Delete what runs that were killed left on the stack; what only looks leaves that alone, for it may be waiting for approval.</summary>
    public bool DeletesLeftovers { get; init; } = true;

    /// <summary>How long cleaning up may take when the run is interrupted.</summary>
    static readonly TimeSpan cleanUpTime = TimeSpan.FromSeconds(30);

    /// <param name="found">Null for a stack that is to be created.</param>
    /// <param name="cancellationToken">Leaves nothing behind.</param>
    /// <exception cref="BuildException">CloudFormation cannot make it.</exception>
    public async Task<PreparedChangeSet> CreateAsync(StackDescription? found, CancellationToken cancellationToken)
    {
        var changeSets = Named(name);
        var leftovers = changeSets;
        try
        {
            if (found is not null && DeletesLeftovers)
                await changeSets.DeleteLeftoversAsync(found.StackId, cancellationToken);
            var (changeSet, problem) =
                wanted.Nested.Count > 0
                    ? await WithNestedAsync(changeSets, found, cancellationToken)
                    : (await RequestAsync(changeSets, found, withNested: false, cancellationToken), null);
            if (changeSet is null)
            {
                leftovers = changeSets = Named($"{name}-flat");
                changeSet = await RequestAsync(changeSets, found, withNested: false, cancellationToken);
            }
            if (changeSet.IsFailed)
            {
                // What went wrong is told as long as the change set is there.
                var failure =
                    !changeSet.HasNoChanges || found is null
                        ? await ReadFailureAsync(changeSet, cancellationToken)
                        : null;
                await DiscardAsync(changeSets, found);
                if (failure is not null)
                    throw StackFindings.ChangeSetFailed(wanted.Stack, failure);
            }
            cancellationToken.ThrowIfCancellationRequested();
            var warnings = changeSet.IsFailed
                ? []
                : await ChangeSetFailure.WarningsAsync(
                    environment.Calls,
                    changeSet,
                    wanted.ConstructPaths,
                    cancellationToken
                );
            return new PreparedChangeSet(changeSets, found, changeSet, problem) { Warnings = warnings };
        }
        catch (OperationCanceledException)
        {
            await DiscardAsync(leftovers, found);
            throw;
        }
    }

    /// <summary>Deletes the change set, and the empty stack that came into being with it. Also when the run is interrupted.</summary>
    public Task DiscardAsync(PreparedChangeSet prepared) =>
        prepared.HasChanges ? DiscardAsync(prepared.ChangeSets, prepared.Found) : Task.CompletedTask;

    async Task DiscardAsync(ChangeSets changeSets, StackDescription? found)
    {
        using var limit = new CancellationTokenSource(cleanUpTime, environment.Time);
        try
        {
            await changeSets.DeleteAsync(wanted.Stack.StackName, limit.Token);
        }
        catch (StackNotFoundException)
        {
            return;
        }
        if (found is not null)
            return;
        var left = await environment.Lookup.FindAsync(wanted.Stack.StackName, limit.Token);
        if (left?.Status == StackStatus.ReviewInProgress)
            await environment.Calls.SendAsync(new DeleteStackRequest(left.StackId), limit.Token);
    }

    Task<ChangeSetFailure> ReadFailureAsync(ChangeSetDescription changeSet, CancellationToken cancellationToken) =>
        ChangeSetFailure.ReadAsync(environment.Calls, changeSet, wanted.ConstructPaths, cancellationToken);

    /// <summary>None, and why, where nested change sets cannot be made: they need more than the update does, such as the permission to make them.</summary>
    async Task<(ChangeSetDescription? ChangeSet, string? Problem)> WithNestedAsync(
        ChangeSets changeSets,
        StackDescription? found,
        CancellationToken cancellationToken
    )
    {
        ChangeSetDescription made;
        try
        {
            made = await RequestAsync(changeSets, found, withNested: true, cancellationToken);
        }
        catch (CloudFormationException e) when (!e.IsThrottling && !e.IsExpired)
        {
            return (null, e.Message);
        }
        if (made is not { IsFailed: true, HasNoChanges: false })
            return (made, null);
        var failure = await ReadFailureAsync(made, cancellationToken);
        if (failure.IsEarlyValidation)
        {
            await DiscardAsync(changeSets, found);
            throw StackFindings.ChangeSetFailed(wanted.Stack, failure);
        }
        await changeSets.DeleteAsync(wanted.Stack.StackName, cancellationToken);
        return (null, made.StatusReason ?? RootCause.NoReason);
    }

    Task<ChangeSetDescription> RequestAsync(
        ChangeSets changeSets,
        StackDescription? found,
        bool withNested,
        CancellationToken cancellationToken
    ) =>
        changeSets.CreateAsync(
            StackRequests.ChangeSet(wanted, found, changeSets.Name, options, withNested),
            cancellationToken
        );

    ChangeSets Named(string named) => new(environment, ChangeSetNames.For(named, wanted.Template));
}
