using LocalAws.CloudFormation.Operations;
using LocalAws.CloudFormation.Stacks;
using LocalAws.Identities;

namespace LocalAws.CloudFormation.Requests;

/// <summary>The operations that start something on a stack directly.</summary>
sealed class StackCommands(
    CloudFormationEnvironment environment,
    OperationRunner runner,
    StackRepository repository,
    Caller caller
)
{
    readonly DefinitionBuilder _definitions = new(environment, repository, caller);
    readonly TemplateSource _sources = new(environment.Services, repository, caller);
    readonly StackStarter _starter = new(environment, runner, repository, caller);

    public async Task<string> CreateAsync(StackInput input, CancellationToken cancellationToken)
    {
        environment.Access.Require(caller, "cloudformation:CreateStack", repository, input.StackName);
        StackNames.Check(input.StackName);
        if (Repeats.Has(repository.Find(input.StackName), "CreateStack", input.ClientRequestToken))
            return repository.Get(input.StackName).Id;
        if (repository.Find(input.StackName) is { } existing)
            throw Problems.AlreadyExists($"Stack [{existing.Name}] already exists");
        if (input.OnFailure is not null && input.DisableRollback)
            throw Problems.Validation("Cannot specify both OnFailure and DisableRollback.");
        var policy = await _sources.ReadPolicyAsync(input.StackPolicyBody, input.StackPolicyUrl, cancellationToken);
        var draft = _starter.Draft(input, StackStatus.CreateInProgress) with { StackPolicy = policy };
        var (template, definition) = await _definitions.BuildAsync(input, draft, exists: false, cancellationToken);
        RequireExpansion(input, definition);
        var stack = draft with { Definition = definition, Description = template.Description };
        lock (repository.Stacks)
        {
            if (repository.Find(input.StackName) is not null)
                throw Problems.AlreadyExists($"Stack [{input.StackName}] already exists");
            runner.Announce(stack.Id);
            repository.Stacks.Put(stack.Key, stack);
        }

        _starter.StartCreation(
            stack,
            StackStarter.OnFailureOf(input.OnFailure, input.DisableRollback),
            input.ClientRequestToken
        );
        Repeats.Record(repository, stack.Id, "CreateStack", input.ClientRequestToken);
        return stack.Id;
    }

    public async Task<string> UpdateAsync(StackInput input, CancellationToken cancellationToken)
    {
        environment.Access.Require(caller, "cloudformation:UpdateStack", repository, input.StackName);
        var stack = repository.GetLive(input.StackName);
        if (Repeats.Has(stack, "UpdateStack", input.ClientRequestToken))
            return stack.Id;
        if (!StackStatus.IsUpdatable(stack.Status))
            throw Problems.NotUpdatable(stack);
        var policy = await _sources.ReadPolicyAsync(input.StackPolicyBody, input.StackPolicyUrl, cancellationToken);
        var during = await _sources.ReadPolicyAsync(
            input.StackPolicyDuringUpdateBody,
            input.StackPolicyDuringUpdateUrl,
            cancellationToken
        );
        var (template, definition) = await _definitions.BuildAsync(input, stack, exists: true, cancellationToken);
        RequireExpansion(input, definition);
        ChangeSets.Plan plan;
        try
        {
            plan = ChangeSets.ChangeSetBuilder.Plan(environment, repository, stack, template, definition, []);
        }
        catch (Templates.TemplateException error)
        {
            throw Problems.Validation(error.Message);
        }
        if (!plan.HasChanges)
            throw Problems.Validation("No updates are to be performed.");
        StackPolicy.Check(during ?? stack.StackPolicy, plan.Changes);
        if (policy is not null)
            stack =
                repository.Stacks.Update(stack.Key, current => (current ?? stack) with { StackPolicy = policy })
                ?? stack;
        _starter.StartUpdate(
            stack,
            definition,
            template.Description,
            input.DisableRollback,
            input.ClientRequestToken,
            null
        );
        Repeats.Record(repository, stack.Id, "UpdateStack", input.ClientRequestToken);
        return stack.Id;
    }

    /// <summary>What a transform makes of a template is acknowledged where no change set shows it.</summary>
    static void RequireExpansion(StackInput input, StackDefinition definition)
    {
        const string capability = "CAPABILITY_AUTO_EXPAND";
        if (definition.Submitted is not null && !input.Capabilities.Contains(capability))
            throw Problems.InsufficientCapabilities(capability);
    }

    public async Task DeleteAsync(
        string stackName,
        string? roleArn,
        IReadOnlyList<string> retain,
        string? deletionMode,
        string? token
    )
    {
        environment.Access.Require(caller, "cloudformation:DeleteStack", repository, stackName);
        if (
            repository.Find(stackName) is not { IsDeleted: false } stack
            || stack.Status == StackStatus.DeleteInProgress
        )
            return;
        if (Repeats.Has(stack, "DeleteStack", token))
            return;
        if (stack.TerminationProtection)
            throw Problems.Validation($"Stack [{stack.Name}] cannot be deleted while TerminationProtection is enabled");
        if (retain.Count > 0 && stack.Status != StackStatus.DeleteFailed)
            throw Problems.Validation(
                $"Invalid operation on stack [{stack.Id}]. When you delete a stack, specify which resources to retain only when the stack is in the DELETE_FAILED state."
            );
        if (roleArn is not null)
            environment.Access.RequirePassRole(caller, repository.Region, roleArn);
        if (stack.Status == StackStatus.CreateInProgress && await runner.CancelAsync(stack.Id))
        {
            await runner.WhenIdleAsync(stack.Id, CancellationToken.None);
            stack = repository.Get(stack.Id);
        }

        if (stack.IsBusy)
            throw Problems.Validation($"Stack [{stack.Id}] cannot be deleted while in status {stack.Status}");
        foreach (var output in stack.Outputs.Where(output => output.ExportName is not null))
            if (repository.ImportsOf(output.ExportName!) is { Count: > 0 } importers)
                throw Problems.Validation(
                    $"Export {output.ExportName} cannot be deleted as it is in use by {string.Join(", ", importers.Select(i => i.StackName))}"
                );
        _starter.StartDeletion(stack, roleArn, deletionMode == "FORCE_DELETE_STACK", retain, token);
        Repeats.Record(repository, stack.Id, "DeleteStack", token);
    }

    public async Task CancelUpdateAsync(string stackName)
    {
        environment.Access.Require(caller, "cloudformation:CancelUpdateStack", repository, stackName);
        var stack = repository.GetLive(stackName);
        if (stack.Status != StackStatus.UpdateInProgress || !await runner.CancelAsync(stack.Id))
            throw Problems.Validation($"CancelUpdateStack cannot be called from current stack status");
    }

    public void ContinueRollback(string stackName, IReadOnlyList<string> skip, string? roleArn, string? token)
    {
        environment.Access.Require(caller, "cloudformation:ContinueUpdateRollback", repository, stackName);
        var stack = repository.GetLive(stackName);
        if (Repeats.Has(stack, "ContinueUpdateRollback", token))
            return;
        if (roleArn is not null)
            environment.Access.RequirePassRole(caller, repository.Region, roleArn);
        if (stack.Status != StackStatus.UpdateRollbackFailed)
            throw Problems.Validation(
                $"Stack:{stack.Id} is in {stack.Status} state and can not continue update rollback."
            );
        var foreign = skip.Where(name =>
                repository.ResourcesOf(stack).All(r => r.LogicalId != name || r.Status != StackStatus.UpdateFailed)
            )
            .ToList();
        if (foreign.Count > 0)
            throw Problems.Validation(
                $"Resources to skip: [{string.Join(", ", foreign)}] must be in the UPDATE_FAILED state."
            );
        _starter.StartUpdateRollback(stack, skip, roleArn, token);
        Repeats.Record(repository, stack.Id, "ContinueUpdateRollback", token);
    }

    public string RollBack(string stackName, string? roleArn, string? token)
    {
        environment.Access.Require(caller, "cloudformation:RollbackStack", repository, stackName);
        var stack = repository.GetLive(stackName);
        if (Repeats.Has(stack, "RollbackStack", token))
            return stack.Id;
        if (roleArn is not null)
            environment.Access.RequirePassRole(caller, repository.Region, roleArn);
        switch (stack.Status)
        {
            case StackStatus.CreateFailed:
                _starter.StartCreationRollback(stack, roleArn, token);
                break;
            case StackStatus.UpdateFailed:
                _starter.StartUpdateRollback(stack, [], roleArn, token);
                break;
            default:
                throw Problems.Validation($"Stack:{stack.Id} is in {stack.Status} state and can not be rolled back.");
        }

        Repeats.Record(repository, stack.Id, "RollbackStack", token);
        return stack.Id;
    }

    public void Signal(string stackName, string logicalId, string uniqueId, string status)
    {
        environment.Access.Require(caller, "cloudformation:SignalResource", repository, stackName);
        if (status is not (Signals.Signal.Success or Signals.Signal.Failure))
            throw Problems.Validation(
                $"1 validation error detected: Value '{status}' at 'status' failed to satisfy constraint: Member must satisfy enum value set: [SUCCESS, FAILURE]"
            );
        var stack = repository.GetLive(stackName);
        if (stack.Status is not (StackStatus.CreateInProgress or StackStatus.UpdateInProgress))
            throw Problems.Validation($"Stack {stack.Id} is in {stack.Status} state and cannot be signaled");
        var resource =
            repository.ResourcesOf(stack).FirstOrDefault(found => found.LogicalId == logicalId)
            ?? throw Problems.Validation($"Resource {logicalId} does not exist for stack {stack.Name}");
        if (resource.Status is not (StackStatus.CreateInProgress or StackStatus.UpdateInProgress))
            throw Problems.Validation($"Resource {logicalId} is in {resource.Status} state and cannot be signaled");
        environment.Signals.Put(
            new(repository.Account, repository.Region, stack.Uuid, logicalId),
            uniqueId,
            present =>
                present is null || status == Signals.Signal.Failure
                    ? new(uniqueId, status, repository.Now)
                    : throw Problems.Validation(
                        $"Signal with ID {uniqueId} for resource {logicalId} already exists. Signals may only be updated with a FAILURE status."
                    )
        );
    }

    public string SetTerminationProtection(string stackName, bool enable)
    {
        environment.Access.Require(caller, "cloudformation:UpdateTerminationProtection", repository, stackName);
        var stack = repository.GetLive(stackName);
        repository.Stacks.Update(stack.Key, current => (current ?? stack) with { TerminationProtection = enable });
        return stack.Id;
    }

    public async Task SetPolicyAsync(string stackName, string? body, string? url, CancellationToken cancellationToken)
    {
        environment.Access.Require(caller, "cloudformation:SetStackPolicy", repository, stackName);
        var stack = repository.GetLive(stackName);
        var policy =
            await _sources.ReadPolicyAsync(body, url, cancellationToken)
            ?? throw Problems.Validation("You must specify either StackPolicyBody or StackPolicyURL.");
        repository.Stacks.Update(stack.Key, current => (current ?? stack) with { StackPolicy = policy });
    }
}
