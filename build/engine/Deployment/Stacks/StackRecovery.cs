using Cake.AWS.CloudFormation.Client;

namespace Deployment.Stacks;

/// <summary>Takes a stack from whatever status it was found in to one that a change set can start from, or refuses with the next action.</summary>
sealed class StackRecovery(
    StackSpecification specification,
    StackEnvironment environment,
    ChangeSets changeSets,
    StackOptions options,
    IProgress<DeploymentEvent> progress
)
{
    StackReference Stack => specification.Stack;

    /// <summary>The stack, ready for an update, or null: ready to be created.</summary>
    public async Task<StackDescription?> RecoverAsync(StackDescription? found, CancellationToken cancellationToken)
    {
        while (found is not null && found.Status != StackStatus.DeleteComplete)
        {
            if (StackReadiness.Problem(Stack, found, options, environment.Calls.Session.Endpoint) is { } problem)
                throw new BuildException(problem);
            if (found.Status.IsInProgress)
                found = await AwaitAsync(found, cancellationToken);
            else if (found.Status == StackStatus.ReviewInProgress)
            {
                await RequireNoReviewersAsync(found, cancellationToken);
                return null;
            }
            else if (found.Status == StackStatus.RollbackComplete || found.Status == StackStatus.RollbackFailed)
                found = await DeleteAsync(found, "it was never created", cancellationToken);
            else if (found.Status == StackStatus.UpdateRollbackFailed)
                found = await ContinueRollbackAsync(found, cancellationToken);
            else if (found.Status == StackStatus.CreateFailed || found.Status == StackStatus.UpdateFailed)
            {
                if (options.DisableRollback)
                    return found;
                found = await RollbackAsync(found, cancellationToken);
            }
            else
                return found;
        }
        return null;
    }

    Task<StackDescription?> AwaitAsync(StackDescription found, CancellationToken cancellationToken)
    {
        progress.Report(new DeploymentEvent.StackProgressed(Stack, StackStep.Waiting, found.Status.Value));
        return SettledAsync(found, new StackOperation.Found(found), cancellationToken);
    }

    /// <summary>
    /// A stack that waits for a change set holds nothing and is created as if it were not there. It is not deleted: it may have
    /// been created since, and only a stale read shows it so. Somebody else's change set on it is theirs to decide on.
    /// </summary>
    async Task RequireNoReviewersAsync(StackDescription found, CancellationToken cancellationToken)
    {
        var all = await changeSets.ListAsync(found.StackId, cancellationToken);
        var others = all.Where(c => !ChangeSetNames.IsOurs(c.ChangeSetName) && c.Status != "FAILED")
            .Select(c => c.ChangeSetName)
            .ToList();
        if (others.Count > 0)
            throw StackFindings.ChangeSetInTheWay(Stack, others, environment.Calls.Session.Endpoint);
    }

    async Task<StackDescription?> DeleteAsync(StackDescription found, string why, CancellationToken cancellationToken)
    {
        progress.Report(
            new DeploymentEvent.StackProgressed(Stack, StackStep.Recovering, $"{found.Status}: {why}, deleting it")
        );
        if (found.TerminationProtection)
        {
            // A protection that the app asked for on a stack that was never created protects nothing.
            var request = new UpdateTerminationProtectionRequest(found.StackId, Enable: false);
            await environment.Calls.SendAsync(request, cancellationToken);
        }
        var token = TokenOf("delete");
        var delete = new DeleteStackRequest(found.StackId)
        {
            RoleArn = specification.ExecutionRoleArn,
            ClientRequestToken = token,
        };
        await environment.Calls.SendAsync(delete, cancellationToken);
        var after = await SettledAsync(found, new StackOperation.Deletion(token, found), cancellationToken);
        if (after is null)
            return null;
        var causes = await CausesAsync(found, cancellationToken);
        throw StackFindings.NotDeployable(Stack, after, "remove what holds its resources, then deploy again", causes);
    }

    async Task<StackDescription?> ContinueRollbackAsync(StackDescription found, CancellationToken cancellationToken)
    {
        progress.Report(new DeploymentEvent.StackProgressed(Stack, StackStep.RollingBack, found.Status.Value));
        var token = TokenOf("continue");
        var request = new ContinueUpdateRollbackRequest(found.StackId)
        {
            RoleArn = specification.ExecutionRoleArn,
            ClientRequestToken = token,
        };
        await StartAsync(request, found, cancellationToken);
        return await RolledBackAsync(found, token, cancellationToken);
    }

    async Task<StackDescription?> RollbackAsync(StackDescription found, CancellationToken cancellationToken)
    {
        progress.Report(new DeploymentEvent.StackProgressed(Stack, StackStep.RollingBack, found.Status.Value));
        var token = TokenOf("rollback");
        var request = new RollbackStackRequest(found.StackId)
        {
            RoleArn = specification.ExecutionRoleArn,
            ClientRequestToken = token,
        };
        await StartAsync(request, found, cancellationToken);
        return await RolledBackAsync(found, token, cancellationToken);
    }

    /// <summary>Starts a rollback. A refusal because it is under way already means that the answer to a first call was lost.</summary>
    async Task StartAsync<TResult>(
        CloudFormationRequest<TResult> request,
        StackDescription found,
        CancellationToken cancellationToken
    )
    {
        try
        {
            await environment.Calls.SendAsync(request, cancellationToken);
        }
        catch (CloudFormationException e) when (!e.IsAccessDenied)
        {
            var now = await environment.Lookup.FindAsync(found.StackId, cancellationToken);
            if (now is null || now.Status == found.Status)
                throw;
        }
    }

    async Task<StackDescription?> RolledBackAsync(
        StackDescription found,
        string token,
        CancellationToken cancellationToken
    )
    {
        var after = await SettledAsync(found, new StackOperation.Rollback(token, found), cancellationToken);
        if (after?.Status != StackStatus.UpdateRollbackFailed && after?.Status != found.Status)
            return after;
        var causes = await CausesAsync(found, cancellationToken);
        throw StackFindings.DeploymentFailed(Stack, after!.Status, causes, after.StatusReason);
    }

    Task<FailureCauses> CausesAsync(StackDescription found, CancellationToken cancellationToken) =>
        new RootCauseSearch(environment.Calls, specification.ConstructPaths).FindAsync(
            found.StackId,
            cancellationToken
        );

    /// <summary>Each call has its own: one that goes before it in the same run is another.</summary>
    string TokenOf(string call) => ChangeSetNames.TokenOf(changeSets.Name, call);

    Task<StackDescription?> SettledAsync(
        StackDescription found,
        StackOperation operation,
        CancellationToken cancellationToken
    ) => new StackWatch(environment).UntilSettledAsync(found.StackId, operation, onLook: null, cancellationToken);
}
