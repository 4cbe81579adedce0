using Amazon.Runtime;
using Cake.AWS.CloudFormation.Client;

namespace Deployment.Stacks;

/// <summary>Deploys one stack: recovers what was found, leaves alone what is unchanged, and otherwise runs one change set.</summary>
public sealed class StackDeployment
{
    /// <summary>How long cleaning up may take when the run is interrupted.</summary>
    static readonly TimeSpan cleanUpTime = TimeSpan.FromSeconds(30);

    /// <summary>How long an examination counts; after that the stack is looked at again before it is changed.</summary>
    static readonly TimeSpan freshFor = TimeSpan.FromSeconds(30);

    readonly StackSpecification wanted;
    readonly StackEnvironment environment;
    readonly StackOptions options;
    readonly IProgress<DeploymentEvent> progress;
    readonly ChangeSets changeSets;

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
    }

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
            throw StackFindings.Refused(Stack, e, StackFindings.StackDeploymentFailed);
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
            throw StackFindings.Refused(Stack, e, StackFindings.StackDeploymentFailed);
        }
    }

    /// <exception cref="BuildException">The stack failed, or was found in a state that it cannot be deployed from.</exception>
    public async Task<StackResult> RunAsync(StackExamination examined, CancellationToken cancellationToken)
    {
        try
        {
            if (examined is { IsUnchanged: true, Found: { } same })
                return await UnchangedAsync(same, cancellationToken);
            var age = environment.Time.GetElapsedTime(examined.Timestamp);
            var found =
                age < freshFor
                    ? examined.Found
                    : await environment.Lookup.FindAsync(Stack.StackName, cancellationToken);
            var recovery = new StackRecovery(wanted, environment, changeSets, options, progress);
            var ready = await recovery.RecoverAsync(found, cancellationToken);
            // What another run was doing may have been just this.
            var isNews = ready is not null && ready != examined.Found;
            if (isNews && await IsUnchangedAsync(ready!, cancellationToken))
                return await UnchangedAsync(ready!, cancellationToken);
            return await ChangeAsync(ready, cancellationToken);
        }
        catch (AmazonServiceException e)
        {
            throw StackFindings.Refused(Stack, e, StackFindings.StackDeploymentFailed);
        }
    }

    async Task<StackExamination> CompareAsync(StackDescription? found, CancellationToken cancellationToken)
    {
        var unchanged = found is not null && await IsUnchangedAsync(found, cancellationToken);
        return new StackExamination(found, unchanged, environment.Time.GetTimestamp());
    }

    async Task<bool> IsUnchangedAsync(StackDescription found, CancellationToken cancellationToken) =>
        !options.Force
        && found.Status.IsSteady
        && await StackComparison.IsUnchangedAsync(wanted, found, environment.Calls, cancellationToken);

    async Task<StackResult> UnchangedAsync(StackDescription found, CancellationToken cancellationToken) =>
        await StackSettings.ApplyAsync(wanted, found, environment.Calls, cancellationToken)
            ? Result(new StackResult.Deployed(Stack, Created: false, Changes: 0), found)
            : Result(new StackResult.Unchanged(Stack), found);

    async Task<StackResult> ChangeAsync(StackDescription? found, CancellationToken cancellationToken)
    {
        progress.Report(new DeploymentEvent.StackProgressed(Stack, StackStep.CreatingChangeSet));
        var request = StackRequests.ChangeSet(wanted, found, changeSets.Name, options);
        ChangeSetDescription changeSet;
        try
        {
            if (found is not null)
                await changeSets.DeleteLeftoversAsync(found.StackId, cancellationToken);
            changeSet = await changeSets.CreateAsync(request, cancellationToken);
            if (changeSet.IsFailed)
            {
                await DiscardAsync(isNew: found is null);
                return changeSet.HasNoChanges && found is not null
                    ? await UnchangedAsync(found, cancellationToken)
                    : throw StackFindings.ChangeSetFailed(Stack, changeSet.StatusReason);
            }
            cancellationToken.ThrowIfCancellationRequested();
        }
        catch (OperationCanceledException)
        {
            await DiscardAsync(isNew: found is null);
            throw;
        }
        return await ExecuteAsync(found, changeSet, cancellationToken);
    }

    async Task<StackResult> ExecuteAsync(
        StackDescription? found,
        ChangeSetDescription changeSet,
        CancellationToken cancellationToken
    )
    {
        progress.Report(
            new DeploymentEvent.StackProgressed(Stack, StackStep.Executing, $"{changeSet.Changes.Count} changes")
        );
        using var counted = environment.Executing();
        IsExecuting = true;
        // Once asked, CloudFormation does it: the answer is awaited even when the run is being interrupted.
        await changeSets.ExecuteAsync(Stack.StackName, options, CancellationToken.None);
        var stackId = changeSet.StackId ?? Stack.StackName;
        var monitor = new StackActivityMonitor(
            environment.Calls,
            Stack,
            wanted.ConstructPaths,
            stackId,
            changeSets.Name,
            changeSet.Changes.Count,
            progress
        );
        var watch = new StackWatch(environment);
        var after = await watch.UntilSettledAsync(
            stackId,
            found,
            cancel => environment.CanFollowEvents ? monitor.FollowAsync(cancel) : Task.CompletedTask,
            cancellationToken
        );
        IsExecuting = false;
        if (after is null || !after.Status.IsSuccess)
            throw await FailureAsync(stackId, after, cancellationToken);
        if (environment.CanFollowEvents)
            await monitor.LookAsync(cancellationToken);
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
        var cause = await search.FindAsync(stackId, cancellationToken);
        var status = after?.Status ?? StackStatus.DeleteComplete;
        return StackFindings.DeploymentFailed(Stack, status, cause, after?.StatusReason);
    }

    /// <summary>Deletes the change set, and the empty stack that came into being with it. Also when the run is interrupted.</summary>
    async Task DiscardAsync(bool isNew)
    {
        using var limit = new CancellationTokenSource(cleanUpTime, environment.Time);
        try
        {
            await changeSets.DeleteAsync(Stack.StackName, limit.Token);
        }
        catch (StackNotFoundException)
        {
            return;
        }
        if (!isNew)
            return;
        var left = await environment.Lookup.FindAsync(Stack.StackName, limit.Token);
        if (left?.Status == StackStatus.ReviewInProgress)
            await environment.Calls.SendAsync(new DeleteStackRequest(left.StackId), limit.Token);
    }

    static T Result<T>(T result, StackDescription stack)
        where T : StackResult =>
        result with
        {
            StackId = stack.StackId,
            Outputs = stack.Outputs.ToDictionary(o => o.Key, o => o.Value, StringComparer.Ordinal),
        };
}

/// <summary>What a stack was found to be.</summary>
/// <param name="Found">Null where there is none.</param>
/// <param name="IsUnchanged">It is what it is to be.</param>
/// <param name="Timestamp">When it was looked at.</param>
public sealed record StackExamination(StackDescription? Found, bool IsUnchanged, long Timestamp);
