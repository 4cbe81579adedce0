using Amazon.Runtime;
using Cake.AWS.CloudFormation.Client;

namespace Deployment.Stacks;

/// <summary>Deletes one stack and waits until it is gone.</summary>
public sealed class StackDestruction(
    StackReference stack,
    string? executionRoleArn,
    StackEnvironment environment,
    string run,
    IProgress<DeploymentEvent> progress
)
{
    static readonly Dictionary<string, string> NoPaths = [];

    /// <summary>CloudFormation is at work on the stack, and goes on when the run is interrupted.</summary>
    public bool IsExecuting { get; private set; }

    /// <returns>Destroyed, or Unchanged where there was no such stack.</returns>
    public async Task<StackResult> RunAsync(CancellationToken cancellationToken)
    {
        try
        {
            return await DestroyAsync(cancellationToken);
        }
        catch (AmazonServiceException e)
        {
            throw StackFindings.Refused(
                stack,
                e,
                FindingCodes.StackDestructionFailed,
                environment.Calls.Session.Endpoint
            );
        }
    }

    async Task<StackResult> DestroyAsync(CancellationToken cancellationToken)
    {
        progress.Report(new DeploymentEvent.StackProgressed(stack, StackStep.Checking));
        var found = await environment.Lookup.FindExistingAsync(stack.StackName, run, cancellationToken);
        var watch = new StackWatch(environment);
        if (found is { Status.IsInProgress: true })
        {
            progress.Report(new DeploymentEvent.StackProgressed(stack, StackStep.Waiting, found.Status.Value));
            found = await watch.UntilSettledAsync(
                found.StackId,
                new StackOperation.Found(found),
                onLook: null,
                cancellationToken
            );
        }
        if (found is null)
            return new StackResult.Unchanged(stack);
        if (found.TerminationProtection)
            throw StackFindings.Protected(stack);
        progress.Report(new DeploymentEvent.StackProgressed(stack, StackStep.Deleting));
        using var counted = environment.Executing();
        IsExecuting = true;
        var token = ChangeSetNames.TokenOf(run, "destroy");
        var request = new DeleteStackRequest(found.StackId) { RoleArn = executionRoleArn, ClientRequestToken = token };
        await environment.Calls.SendAsync(request, CancellationToken.None);
        var monitor = new StackActivityMonitor(
            environment.Calls,
            stack,
            NoPaths,
            found.StackId,
            token,
            total: 0,
            progress
        );
        var after = await watch.UntilSettledAsync(
            found.StackId,
            new StackOperation.Deletion(token, found),
            cancel => environment.CanFollowEvents ? monitor.FollowAsync(cancel) : Task.CompletedTask,
            cancellationToken
        );
        IsExecuting = false;
        if (after is null)
            return new StackResult.Destroyed(stack) { StackId = found.StackId };
        var search = new RootCauseSearch(environment.Calls, NoPaths);
        var causes = await search.FindAsync(found.StackId, cancellationToken);
        throw StackFindings.DestructionFailed(stack, after.Status, causes, after.StatusReason);
    }
}
