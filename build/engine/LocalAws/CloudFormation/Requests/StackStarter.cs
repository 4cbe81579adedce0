using LocalAws.CloudFormation.Intrinsics;
using LocalAws.CloudFormation.Operations;
using LocalAws.CloudFormation.Stacks;
using LocalAws.Identities;

namespace LocalAws.CloudFormation.Requests;

/// <summary>Brings a stack into the first status of an operation, exactly once, and lets the operation run.</summary>
sealed class StackStarter(
    CloudFormationEnvironment environment,
    OperationRunner runner,
    StackRepository repository,
    Caller caller
)
{
    const string UserInitiated = "User Initiated";

    /// <summary>A stack that is not recorded yet, with its id.</summary>
    public Stack Draft(StackInput input, string status)
    {
        var id =
            input.StackId
            ?? $"arn:{Partitions.Of(repository.Region)}:cloudformation:{repository.Region}:{repository.Account}:stack/{input.StackName}/{Guid.NewGuid()}";
        return new Stack
        {
            Id = id,
            Name = input.StackName,
            Account = repository.Account,
            Region = repository.Region,
            Created = repository.Now,
            Status = status,
            Definition = new StackDefinition { Template = "" },
            DisableRollback = input.DisableRollback,
            TimeoutInMinutes = input.TimeoutInMinutes,
            TerminationProtection = input.EnableTerminationProtection,
            ParentId = input.ParentId,
            RootId = input.RootId,
        };
    }

    public static StackOperations.OnFailure OnFailureOf(string? onFailure, bool disableRollback) =>
        onFailure switch
        {
            "DO_NOTHING" => StackOperations.OnFailure.DoNothing,
            "DELETE" => StackOperations.OnFailure.Delete,
            "ROLLBACK" or null when !disableRollback => StackOperations.OnFailure.Rollback,
            _ => StackOperations.OnFailure.DoNothing,
        };

    /// <param name="stack">The stack, recorded.</param>
    /// <param name="onFailure">What becomes of it when its creation fails.</param>
    /// <param name="token">The request's token.</param>
    /// <param name="imports">Physical ids by logical id of what exists already and is taken over.</param>
    public void StartCreation(
        Stack stack,
        StackOperations.OnFailure onFailure,
        string? token,
        IReadOnlyDictionary<string, string>? imports = null
    )
    {
        var run = Run(stack, stack.Definition.RoleArn, token, imports);
        run.Move(StackStatus.CreateInProgress, UserInitiated);
        var deadline = stack.TimeoutInMinutes is { } minutes ? TimeSpan.FromMinutes(minutes) : Timeout.InfiniteTimeSpan;
        runner.Start(
            run,
            async stop =>
            {
                using var late = new CancellationTokenSource(deadline, environment.Clock);
                await new StackOperations(run).CreateAsync(onFailure, late.Token, stop);
            }
        );
    }

    /// <summary>Returns when the update has its first status; change runs before it does.</summary>
    public void StartUpdate(
        Stack stack,
        StackDefinition definition,
        string? description,
        bool disableRollback,
        string? token,
        string? changeSetId,
        IReadOnlyDictionary<string, string>? imports = null
    )
    {
        Claim(
            stack,
            StackStatus.UpdateInProgress,
            current =>
                current with
                {
                    // From a failed update there is only one way back: to what was before it.
                    Previous = current.Previous ?? current.Definition,
                    Definition = definition,
                    Description = description,
                    DisableRollback = disableRollback,
                    ChangeSetId = changeSetId ?? current.ChangeSetId,
                    Updated = repository.Now,
                }
        );
        var run = Run(repository.Get(stack.Id), definition.RoleArn, token, imports);
        run.Move(StackStatus.UpdateInProgress, UserInitiated);
        runner.Start(run, stop => new StackOperations(run).UpdateAsync(disableRollback, stop));
    }

    public void StartDeletion(Stack stack, string? roleArn, bool force, IReadOnlyList<string> retain, string? token)
    {
        Claim(stack, StackStatus.DeleteInProgress, current => current);
        var run = Run(repository.Get(stack.Id), roleArn ?? stack.Definition.RoleArn, token);
        run.Move(StackStatus.DeleteInProgress, UserInitiated);
        IReadOnlyList<string> kept = force
            ? [.. run.Resources.Where(r => r.Status == StackStatus.DeleteFailed).Select(r => r.LogicalId)]
            : retain;
        runner.Start(run, stop => new StackOperations(run).DeleteAsync(kept, stop));
    }

    public void StartUpdateRollback(Stack stack, IReadOnlyList<string> skip, string? roleArn, string? token)
    {
        Claim(stack, StackStatus.UpdateRollbackInProgress, current => current);
        var run = Run(repository.Get(stack.Id), roleArn ?? stack.Definition.RoleArn, token);
        run.Move(StackStatus.UpdateRollbackInProgress, UserInitiated);
        runner.Start(run, stop => new StackOperations(run).RollBackUpdateAsync(skip, stop));
    }

    public void StartCreationRollback(Stack stack, string? roleArn, string? token)
    {
        Claim(stack, StackStatus.RollbackInProgress, current => current);
        var run = Run(repository.Get(stack.Id), roleArn ?? stack.Definition.RoleArn, token);
        run.Move(StackStatus.RollbackInProgress, UserInitiated);
        runner.Start(run, new StackOperations(run).RollBackCreationAsync);
    }

    public void StartImport(
        Stack stack,
        StackDefinition definition,
        string? description,
        IReadOnlyList<ChangeSets.ResourceToImport> imports,
        string? token
    )
    {
        var isNew = stack.Status == StackStatus.ReviewInProgress;
        Claim(
            stack,
            StackStatus.ImportInProgress,
            current =>
                current with
                {
                    Previous = isNew ? null : current.Definition,
                    Definition = definition,
                    Description = description,
                    Updated = repository.Now,
                }
        );
        var run = Run(repository.Get(stack.Id), definition.RoleArn, token);
        run.Move(StackStatus.ImportInProgress, UserInitiated);
        runner.Start(
            run,
            stop => new StackOperations(run).ImportAsync(imports, isNew ? StackStatus.ReviewInProgress : null, stop)
        );
    }

    /// <summary>Takes the stack for one operation: of two at once, the second is told the status that the first gave.</summary>
    void Claim(Stack stack, string status, Func<Stack, Stack> change)
    {
        runner.Announce(stack.Id);
        repository.Stacks.Update(
            stack.Key,
            current =>
                current is null || current.Status != stack.Status
                    ? throw Problems.NotUpdatable(current ?? stack)
                    : change(current) with
                    {
                        Status = status,
                        StatusReason = UserInitiated,
                    }
        );
    }

    StackRun Run(Stack stack, string? roleArn, string? token, IReadOnlyDictionary<string, string>? imports = null) =>
        new(
            environment,
            repository,
            stack,
            roleArn is null
                ? CloudFormationAccess.OnBehalfOf(caller)
                : environment.Access.Assume(caller, repository.Region, roleArn),
            token
        )
        {
            Imports = imports ?? new Dictionary<string, string>(),
        };
}
