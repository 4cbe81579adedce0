using LocalAws.CloudFormation.ChangeSets;
using LocalAws.CloudFormation.Hooks;
using LocalAws.CloudFormation.Intrinsics;
using LocalAws.CloudFormation.Operations;
using LocalAws.CloudFormation.Stacks;
using LocalAws.CloudFormation.Templates;
using LocalAws.CloudFormation.Validations;
using LocalAws.Identities;

namespace LocalAws.CloudFormation.Requests;

/// <summary>The operations on change sets.</summary>
sealed class ChangeSetCommands(
    CloudFormationEnvironment environment,
    OperationRunner runner,
    StackRepository repository,
    Caller caller
)
{
    readonly DefinitionBuilder _definitions = new(environment, repository, caller);
    readonly StackStarter _starter = new(environment, runner, repository, caller);

    public async Task<ChangeSet> CreateAsync(ChangeSetInput input, CancellationToken cancellationToken)
    {
        environment.Access.Require(caller, "cloudformation:CreateChangeSet", repository, input.Stack.StackName);
        StackNames.CheckChangeSet(input.Name);
        var stack = StackFor(input);
        var exists = stack.Status != StackStatus.ReviewInProgress;
        if (input.ClientToken is { } token && Find(stack, input.Name) is { } made && made.ClientToken == token)
            return made;
        var (template, definition, failure) = await _definitions.TryBuildAsync(
            input.Stack,
            stack,
            exists,
            cancellationToken
        );
        if (input.Type == "IMPORT" && template is not null)
            CheckImport(template, input);
        if (repository.Find(stack.Id) is null)
        {
            repository.Stacks.Put(stack.Key, stack);
            new StackRun(environment, repository, stack, caller, input.Stack.ClientRequestToken).Move(
                StackStatus.ReviewInProgress,
                "User Initiated"
            );
        }

        var changeSet = new ChangeSet
        {
            Id =
                $"arn:{Partitions.Of(repository.Region)}:cloudformation:{repository.Region}:{repository.Account}:changeSet/{input.Name}/{Guid.NewGuid()}",
            Name = input.Name,
            StackId = stack.Id,
            StackName = stack.Name,
            Type = input.Type,
            Status = ChangeSetStatus.CreatePending,
            ExecutionStatus = ChangeSetStatus.Unavailable,
            Created = repository.Now,
            Definition = definition,
            Description = input.Description,
            OnStackFailure = input.OnStackFailure,
            IncludeNestedStacks = input.IncludeNestedStacks,
            ImportExistingResources = input.ImportExistingResources,
            ResourcesToImport = input.ResourcesToImport,
            ClientToken = input.ClientToken,
            ParentId = input.ParentId,
            RootId = input.RootId,
        };
        lock (repository.ChangeSets)
        {
            if (Find(stack, input.Name) is not null)
                throw Problems.AlreadyExists($"ChangeSet {input.Name} already exists");
            repository.PutChangeSet(stack, changeSet);
        }

        if (template is null)
            repository.PutChangeSet(stack, Failed(changeSet, failure!));
        else
            runner.Fill(stack, changeSet, stop => FillAsync(stack, changeSet, template, stop));
        return changeSet;
    }

    static void CheckImport(Template template, ChangeSetInput input)
    {
        try
        {
            ImportRules.Check(template, input.ResourcesToImport);
        }
        catch (TemplateException error)
        {
            throw Problems.Validation(error.Message);
        }
    }

    Stack StackFor(ChangeSetInput input)
    {
        var name = input.Stack.StackName;
        var stack = repository.FindLive(name);
        var isUnderReview = stack?.Status == StackStatus.ReviewInProgress;
        switch (input.Type)
        {
            case "CREATE" when stack is not null && !isUnderReview:
                throw Problems.Validation(
                    $"Stack [{stack.Name}] already exists and cannot be created again with the changeSet [{input.Name}]."
                );
            case "CREATE" or "IMPORT" when stack is null:
                StackNames.Check(name);
                return _starter.Draft(input.Stack, StackStatus.ReviewInProgress);
            case "CREATE":
                return stack!;
            case "UPDATE" or "IMPORT" when stack is null:
                throw Problems.Validation($"Stack [{name}] does not exist");
            case "UPDATE"
            or "IMPORT" when !StackStatus.IsUpdatable(stack.Status) && !(isUnderReview && input.Type == "IMPORT"):
                throw Problems.NotUpdatable(stack);
            case "UPDATE" or "IMPORT":
                return stack;
            default:
                throw Problems.Validation(
                    $"1 validation error detected: Value '{input.Type}' at 'changeSetType' failed to satisfy constraint: Member must satisfy enum value set: [UPDATE, CREATE, IMPORT]"
                );
        }
    }

    /// <summary>Works the changes out after the call has been answered, as CloudFormation does.</summary>
    async Task FillAsync(Stack stack, ChangeSet changeSet, Template template, CancellationToken stop)
    {
        if (environment.Options.ChangeSetDuration is var duration && duration > TimeSpan.Zero)
        {
            repository.PutChangeSet(stack, changeSet with { Status = ChangeSetStatus.CreateInProgress });
            await Task.Delay(duration, environment.Clock, stop);
        }

        ChangeSet filled;
        try
        {
            var plan = ChangeSetBuilder.Plan(
                environment,
                repository,
                stack,
                template,
                changeSet.Definition,
                changeSet.ResourcesToImport,
                changeSet.ImportExistingResources ? new ExistingResources(environment, stack, caller) : null
            );
            if (changeSet.Type == "IMPORT")
                ImportRules.CheckPlan(plan);
            var nested = changeSet.IncludeNestedStacks
                ? await Nested(changeSet).AddAsync(stack, changeSet, template, plan.Changes, stop)
                : new NestedPlan(plan.Changes, Problem: null);
            var changes = PossibleChanges.Add(
                nested.Changes,
                template,
                repository.ResourcesOf(stack),
                environment.Types
            );
            plan = plan with { Changes = changes };
            // The changes lead to the nested change set, which says why.
            filled =
                nested.Problem is { } problem ? Failed(changeSet with { Changes = plan.Changes }, problem)
                : plan.HasChanges ? Checked(stack, changeSet with { Changes = plan.Changes }, template)
                : Failed(
                    changeSet,
                    stack.Definition.Template == changeSet.Definition.Template
                        ? ChangeSetBuilder.SameInformation
                        : ChangeSetBuilder.NoUpdates
                );
        }
        catch (TemplateException error)
        {
            filled = Failed(changeSet, error.Message);
        }

        // It may have been deleted meanwhile.
        repository.ChangeSets.Update($"{stack.Uuid}/{changeSet.Uuid}", current => current is null ? null : filled);
    }

    /// <summary>Complete, unless a check of it or a hook finds something wrong.</summary>
    ChangeSet Checked(Stack stack, ChangeSet changeSet, Template template)
    {
        var validation = new EarlyValidation(environment, repository, stack, caller);
        var found = changeSet with
        {
            Validations = validation.Check(template, changeSet.Definition, changeSet.Changes),
            Hooks = HookInvocation.Of(environment.Options.Hooks, FailingHook.ChangeSets, repository.Now),
        };
        return EarlyValidation.Summary(found.Validations) is { } invalid ? Failed(found with { Changes = [] }, invalid)
            : HookInvocation.Summary(found.Hooks) is { } stopped
                ? Failed(found with { Changes = [] }, $"Change set creation failed. {stopped}")
            : found with { Status = ChangeSetStatus.CreateComplete, ExecutionStatus = ChangeSetStatus.Available };
    }

    static ChangeSet Failed(ChangeSet changeSet, string reason) =>
        changeSet with
        {
            Status = ChangeSetStatus.Failed,
            StatusReason = reason,
        };

    public ChangeSet Get(string? stackName, string nameOrId, string action)
    {
        var stack = StackOf(stackName, nameOrId);
        if (stack is null)
            throw stackName is null
                ? Problems.ChangeSetNotFound(nameOrId)
                : Problems.Validation($"Stack [{stackName}] does not exist");
        environment.Access.Require(caller, action, repository, stack.Id);
        return Find(stack, nameOrId) ?? throw Problems.ChangeSetNotFound(nameOrId);
    }

    public IReadOnlyList<ChangeSet> List(string stackName)
    {
        environment.Access.Require(caller, "cloudformation:ListChangeSets", repository, stackName);
        var stack = repository.Find(stackName) ?? throw Problems.Validation($"Stack [{stackName}] does not exist");
        return [.. repository.ChangeSetsOf(stack).Where(set => !IsSpent(set))];
    }

    public void Delete(string? stackName, string nameOrId)
    {
        var stack = StackOf(stackName, nameOrId);
        if (stack is null)
        {
            if (stackName is null)
                throw Problems.ChangeSetNotFound(nameOrId);
            throw Problems.Validation($"Stack [{stackName}] does not exist");
        }

        environment.Access.Require(caller, "cloudformation:DeleteChangeSet", repository, stack.Id);
        if (Find(stack, nameOrId) is not { } changeSet)
            return;
        if (changeSet.ExecutionStatus == ChangeSetStatus.ExecuteInProgress)
            throw Problems.InvalidChangeSetStatus(
                $"An operation on this ChangeSet is currently in progress. [{changeSet.Id}]"
            );
        Nested(changeSet).RemoveOf(changeSet);
        repository.RemoveChangeSet(stack, changeSet);
    }

    /// <summary>Nested stacks are looked at as who will update them: the execution role, or the caller when there is none.</summary>
    NestedChangeSets Nested(ChangeSet changeSet) =>
        new(
            environment,
            runner,
            repository,
            changeSet.Definition.RoleArn is { } role
                ? environment.Access.Assume(caller, repository.Region, role)
                : CloudFormationAccess.OnBehalfOf(caller)
        );

    public void Execute(string? stackName, string nameOrId, bool disableRollback, string? token)
    {
        if (StackOf(stackName, nameOrId) is { } known && Repeats.Has(known, "ExecuteChangeSet", token))
        {
            environment.Access.Require(caller, "cloudformation:ExecuteChangeSet", repository, known.Id);
            return;
        }

        var changeSet = Get(stackName, nameOrId, "cloudformation:ExecuteChangeSet");
        if (changeSet.ExecutionStatus != ChangeSetStatus.Available)
            throw Problems.InvalidChangeSetStatus(
                $"ChangeSet [{changeSet.Id}] cannot be executed in its current status of [{changeSet.Status}]"
            );
        var stack = repository.Get(changeSet.StackId);
        if (changeSet.Type == "UPDATE")
            StackPolicy.Check(stack.StackPolicy, changeSet.Changes);
        var template = environment.Templates.Parse(repository.TemplateText(changeSet.Definition.Template));
        Start(stack, changeSet, template.Description, disableRollback, token);
        Repeats.Record(repository, stack.Id, "ExecuteChangeSet", token);
        Nested(changeSet).RemoveOf(changeSet);
        // What was worked out against the stack as it was is of no use any more.
        foreach (var other in repository.ChangeSetsOf(stack).Where(other => other.Id != changeSet.Id))
            repository.RemoveChangeSet(stack, other);
        repository.ChangeSets.Update(
            $"{stack.Uuid}/{changeSet.Uuid}",
            current =>
                current is { ExecutionStatus: ChangeSetStatus.Available }
                    ? current with
                    {
                        ExecutionStatus = ChangeSetStatus.ExecuteComplete,
                    }
                    : current
        );
    }

    void Start(Stack stack, ChangeSet changeSet, string? description, bool disableRollback, string? token)
    {
        switch (changeSet.Type)
        {
            case "CREATE":
                runner.Announce(stack.Id);
                var created = repository.Stacks.Update(
                    stack.Key,
                    current =>
                        current?.Status == StackStatus.ReviewInProgress
                            ? current with
                            {
                                Definition = changeSet.Definition,
                                Description = description,
                                ChangeSetId = changeSet.Id,
                                DisableRollback = disableRollback || changeSet.OnStackFailure == "DO_NOTHING",
                                Status = StackStatus.CreateInProgress,
                                Updated = repository.Now,
                            }
                            : throw Problems.NotUpdatable(current ?? stack)
                )!;
                _starter.StartCreation(
                    created,
                    StackStarter.OnFailureOf(changeSet.OnStackFailure, disableRollback),
                    token,
                    changeSet.Imports()
                );
                break;
            case "IMPORT":
                _starter.StartImport(stack, changeSet.Definition, description, changeSet.ResourcesToImport, token);
                break;
            default:
                _starter.StartUpdate(
                    stack,
                    changeSet.Definition,
                    description,
                    disableRollback || changeSet.OnStackFailure == "DO_NOTHING",
                    token,
                    changeSet.Id,
                    changeSet.Imports()
                );
                break;
        }
    }

    Stack? StackOf(string? stackName, string changeSet)
    {
        if (stackName is not null)
            return repository.Find(stackName);
        if (!changeSet.StartsWith("arn:", StringComparison.Ordinal))
            throw Problems.Validation("StackName must be specified if ChangeSetName is not specified as an ARN.");
        var uuid = changeSet[(changeSet.LastIndexOf('/') + 1)..];
        var found = repository.ChangeSets.All().FirstOrDefault(set => set.Id == changeSet && set.Uuid == uuid);
        return found is null ? null : repository.Find(found.StackId);
    }

    ChangeSet? Find(Stack stack, string nameOrId) =>
        repository
            .ChangeSetsOf(stack)
            .FirstOrDefault(set => set.Id == nameOrId || (set.Name == nameOrId && !IsSpent(set)));

    static bool IsSpent(ChangeSet set) => set.ExecutionStatus == ChangeSetStatus.ExecuteComplete;
}
