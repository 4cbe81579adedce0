using Amazon.Runtime;
using Cake.AWS.CloudFormation.Client;

namespace Deployment.Stacks;

/// <summary>Deploys one stack: recovers what was found, leaves alone what is unchanged, and otherwise runs one change set.</summary>
public sealed class StackDeployment
{
    /// <summary>How long an examination counts; after that the stack is looked at again before it is changed.</summary>
    static readonly TimeSpan freshFor = TimeSpan.FromSeconds(30);

    readonly StackSpecification wanted;
    readonly StackEnvironment environment;
    readonly StackOptions options;
    readonly IProgress<DeploymentEvent> progress;
    readonly ChangeSets changeSets;
    readonly ChangeSetPreparation preparation;

    public StackDeployment(
        StackSpecification wanted,
        StackEnvironment environment,
        StackOptions options,
        string changeSetName,
        IProgress<DeploymentEvent> progress
    )
    {
        (this.wanted, this.environment, this.options, this.progress) = (wanted, environment, options, progress);
        changeSets = new ChangeSets(environment, changeSetName);
        preparation = new ChangeSetPreparation(wanted, environment, options, changeSetName);
    }

    /// <summary>What CloudFormation warned of when it made the change set that is executed.</summary>
    IReadOnlyList<string> warnings = [];

    /// <summary>CloudFormation is at work on the stack, and goes on when the run is interrupted.</summary>
    public bool IsExecuting { get; private set; }

    StackReference Stack => wanted.Stack;

    /// <summary>Looks at the stack without writing anything: one DescribeStacks, and one GetTemplate when that shows no difference.</summary>
    public async Task<StackExamination> ExamineAsync(CancellationToken cancellationToken)
    {
        try
        {
            progress.Report(new DeploymentEvent.StackProgressed(Stack, StackStep.Checking));
            var found = await environment.Lookup.FindAsync(Stack.StackName, cancellationToken);
            return await CompareAsync(found, cancellationToken);
        }
        catch (AmazonServiceException e)
        {
            throw StackFindings.Refused(
                Stack,
                e,
                FindingCodes.StackDeploymentFailed,
                environment.Calls.Session.Endpoint
            );
        }
    }

    /// <summary>The same of a stack that was looked at just now, or that was not found.</summary>
    internal async Task<StackExamination> ExamineAsync(StackDescription? found, CancellationToken cancellationToken)
    {
        try
        {
            progress.Report(new DeploymentEvent.StackProgressed(Stack, StackStep.Checking));
            return await CompareAsync(found, cancellationToken);
        }
        catch (AmazonServiceException e)
        {
            throw StackFindings.Refused(
                Stack,
                e,
                FindingCodes.StackDeploymentFailed,
                environment.Calls.Session.Endpoint
            );
        }
    }

    /// <exception cref="BuildException">The stack failed, or was found in a state that it cannot be deployed from.</exception>
    public Task<StackResult> RunAsync(StackExamination examined, CancellationToken cancellationToken) =>
        RunAsync(examined, prepared: null, approveAsync: null, cancellationToken);

    /// <param name="examined">The stack as it was found.</param>
    /// <param name="prepared">The change set to execute; null: it is still to be made.</param>
    /// <param name="approveAsync">Asked before a change set is executed; throws when it is not to be.</param>
    /// <param name="cancellationToken">Discards what is not executed yet.</param>
    internal async Task<StackResult> RunAsync(
        StackExamination examined,
        PreparedChangeSet? prepared,
        Func<PreparedChangeSet, CancellationToken, Task>? approveAsync,
        CancellationToken cancellationToken
    )
    {
        try
        {
            if (examined is { IsUnchanged: true, Found: { } same })
                return await UnchangedAsync(same, cancellationToken);
            if (prepared is not null)
                return await ExecuteAsync(prepared, approveAsync, cancellationToken);
            var age = environment.Time.GetElapsedTime(examined.Timestamp);
            var found =
                age < freshFor
                    ? examined.Found
                    : await environment.Lookup.FindAsync(Stack.StackName, cancellationToken);
            var (unchanged, made) = await StaleReads.RetryAsync(
                environment,
                Stack.StackName,
                found,
                (read, cancel) => PrepareAsync(examined, read, cancel),
                cancellationToken
            );
            return unchanged is null
                ? await ExecuteAsync(made!, approveAsync, cancellationToken)
                : await UnchangedAsync(unchanged, cancellationToken);
        }
        catch (AmazonServiceException e)
        {
            throw StackFindings.Refused(
                Stack,
                e,
                FindingCodes.StackDeploymentFailed,
                environment.Calls.Session.Endpoint
            );
        }
    }

    /// <summary>Recovers the stack, and makes its change set unless it turns out to be what it is to be.</summary>
    async Task<(StackDescription? Unchanged, PreparedChangeSet? Made)> PrepareAsync(
        StackExamination examined,
        StackDescription? found,
        CancellationToken cancellationToken
    )
    {
        var recovery = new StackRecovery(wanted, environment, changeSets, options, progress);
        var ready = await recovery.RecoverAsync(found, cancellationToken);
        // What another run was doing may have been just this.
        if (ready is not null && ready != examined.Found && await IsUnchangedAsync(ready, cancellationToken))
            return (ready, null);
        progress.Report(new DeploymentEvent.StackProgressed(Stack, StackStep.CreatingChangeSet));
        return (null, await preparation.CreateAsync(ready, cancellationToken));
    }

    async Task<StackExamination> CompareAsync(StackDescription? found, CancellationToken cancellationToken)
    {
        // One without resources is not deployed, but deleted where it exists.
        var unchanged = wanted.Template.HasResources
            ? found is not null && await IsUnchangedAsync(found, cancellationToken)
            : found is null || found.Status == StackStatus.ReviewInProgress;
        return new StackExamination(found, unchanged, environment.Time.GetTimestamp());
    }

    async Task<bool> IsUnchangedAsync(StackDescription found, CancellationToken cancellationToken)
    {
        try
        {
            return !options.Force
                && found.Status.IsSteady
                && await StackComparison.IsUnchangedAsync(wanted, found, options, environment.Calls, cancellationToken);
        }
        catch (StackNotFoundException)
        {
            // Not every read shows the stack yet: a change set finds out.
            return false;
        }
    }

    async Task<StackResult> UnchangedAsync(StackDescription found, CancellationToken cancellationToken) =>
        await StackSettings.ApplyAsync(wanted, found, environment.Calls, cancellationToken)
            ? Result(new StackResult.Deployed(Stack, Created: false, Changes: 0), found)
            : Result(new StackResult.Unchanged(Stack), found);

    async Task<StackResult> ExecuteAsync(
        PreparedChangeSet prepared,
        Func<PreparedChangeSet, CancellationToken, Task>? approveAsync,
        CancellationToken cancellationToken
    )
    {
        if (prepared is { HasChanges: false, Found: { } same })
            return await UnchangedAsync(same, cancellationToken);
        try
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (approveAsync is not null)
                await approveAsync(prepared, cancellationToken);
        }
        catch (Exception e) when (e is OperationCanceledException or BuildException)
        {
            await preparation.DiscardAsync(prepared);
            throw;
        }
        return await ExecuteAsync(prepared, cancellationToken);
    }

    async Task<StackResult> ExecuteAsync(PreparedChangeSet prepared, CancellationToken cancellationToken)
    {
        var (changeSet, found) = (prepared.Description, prepared.Found);
        warnings = prepared.Warnings;
        progress.Report(
            new DeploymentEvent.StackProgressed(Stack, StackStep.Executing, $"{changeSet.Changes.Count} changes")
        );
        using var counted = environment.Executing();
        IsExecuting = true;
        // Once asked, CloudFormation does it: the answer is awaited even when the run is being interrupted.
        await prepared.ChangeSets.ExecuteAsync(Stack.StackName, options, CancellationToken.None);
        var stackId = changeSet.StackId ?? Stack.StackName;
        var monitor = new StackActivityMonitor(
            environment.Calls,
            Stack,
            wanted.ConstructPaths,
            stackId,
            prepared.ChangeSets.Name,
            changeSet.Changes.Count,
            progress
        );
        var watch = new StackWatch(environment);
        var after = await watch.UntilSettledAsync(
            stackId,
            new StackOperation.Execution(prepared.ChangeSets.Name, changeSet.ChangeSetId, found),
            cancel => environment.CanFollowEvents ? monitor.FollowAsync(cancel) : Task.CompletedTask,
            cancellationToken
        );
        IsExecuting = false;
        if (environment.CanFollowEvents)
            await monitor.LookAsync(cancellationToken);
        if (after is null || !after.Status.IsSuccess)
            throw await FailureAsync(stackId, after, cancellationToken);
        await StackSettings.ApplyAsync(wanted, after, environment.Calls, cancellationToken);
        return Result(new StackResult.Deployed(Stack, found is null, changeSet.Changes.Count), after);
    }

    async Task<BuildException> FailureAsync(
        string stackId,
        StackDescription? after,
        CancellationToken cancellationToken
    )
    {
        var search = new RootCauseSearch(environment.Calls, wanted.ConstructPaths);
        var causes = await search.FindAsync(stackId, cancellationToken);
        var status = after?.Status ?? StackStatus.DeleteComplete;
        return StackFindings.DeploymentFailed(Stack, status, causes, after?.StatusReason);
    }

    T Result<T>(T result, StackDescription stack)
        where T : StackResult =>
        result with
        {
            StackId = stack.StackId,
            Notes = [.. StackParameters.Notes(wanted, stack, options), .. warnings],
            Outputs = stack.Outputs.ToDictionary(o => o.Key, o => o.Value, StringComparer.Ordinal),
        };
}

/// <summary>What a stack was found to be.</summary>
/// <param name="Found">Null where there is none.</param>
/// <param name="IsUnchanged">It is what it is to be.</param>
/// <param name="Timestamp">When it was looked at.</param>
public sealed record StackExamination(StackDescription? Found, bool IsUnchanged, long Timestamp);
