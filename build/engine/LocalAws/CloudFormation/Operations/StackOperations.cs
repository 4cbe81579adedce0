using LocalAws.CloudFormation.Stacks;
using LocalAws.CloudFormation.Templates;

namespace LocalAws.CloudFormation.Operations;

/// <summary>What happens to a stack after its operation has been accepted and its first status recorded.</summary>
sealed class StackOperations(StackRun run)
{
    readonly ResourceOperator _resources = new(run);

    /// <summary>What becomes of a stack whose creation fails.</summary>
    public enum OnFailure
    {
        Rollback,
        DoNothing,
        Delete,
    }

    StackModel Model(StackDefinition definition)
    {
        var template = run.Environment.Templates.Parse(run.Repository.TemplateText(definition.Template));
        run.Hidden = [.. definition.Parameters.Where(p => p.NoEcho).Select(p => p.ResolvedValue ?? p.Value)];
        return new(
            template,
            run.Stack,
            definition,
            run.Repository,
            run.Environment.Types,
            run.Instance,
            planning: false
        );
    }

    /// <param name="onFailure">What becomes of the stack when its creation fails.</param>
    /// <param name="late">Cancelled when the creation has taken longer than it may.</param>
    /// <param name="cancellationToken">Cancels the creation.</param>
    public async Task CreateAsync(OnFailure onFailure, CancellationToken late, CancellationToken cancellationToken)
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(late, cancellationToken);
        var step = new DeploymentStep(run, _resources);
        var definition = run.Stack.Definition;
        var model = Model(definition);
        var failure =
            await step.RunAsync(model, definition.Tags, definition.Tags, either.Token) ? SetOutputs(model)
            : late.IsCancellationRequested ? "Stack creation time exceeded the specified timeout. "
            : step.Failure ?? "Resource creation cancelled. ";
        if (failure is null)
        {
            Settle();
            run.Move(StackStatus.CreateComplete);
            return;
        }

        switch (onFailure)
        {
            case OnFailure.DoNothing:
                run.Move(StackStatus.CreateFailed, failure);
                break;
            case OnFailure.Delete:
                run.Move(StackStatus.DeleteInProgress, $"{failure}Delete requested by user.");
                await DeleteAllAsync(StackStatus.DeleteComplete, StackStatus.DeleteFailed, [], run.Stopping);
                break;
            default:
                run.Move(
                    StackStatus.RollbackInProgress,
                    $"{failure}Rollback requested by user.",
                    stack => stack with { Deleted = run.Repository.Now }
                );
                await RollBackCreationAsync(run.Stopping);
                break;
        }
    }

    public Task RollBackCreationAsync(CancellationToken cancellationToken) =>
        DeleteAllAsync(StackStatus.RollbackComplete, StackStatus.RollbackFailed, [], cancellationToken);

    public async Task UpdateAsync(bool disableRollback, CancellationToken cancellationToken)
    {
        var step = new DeploymentStep(run, _resources);
        var definition = run.Stack.Definition;
        var model = Model(definition);
        var previousTags = run.Stack.Previous?.Tags ?? definition.Tags;
        var failure = await step.RunAsync(model, previousTags, definition.Tags, cancellationToken)
            ? SetOutputs(model)
            : step.Failure ?? "";
        if (failure is null)
        {
            run.Move(StackStatus.UpdateCleanupInProgress);
            await CleanUpAsync(model);
            run.Move(StackStatus.UpdateComplete, change: stack => stack with { Previous = null });
            return;
        }

        if (disableRollback && !cancellationToken.IsCancellationRequested)
        {
            run.Move(StackStatus.UpdateFailed, failure);
            return;
        }

        run.Move(StackStatus.UpdateRollbackInProgress, failure.Length == 0 ? "User Initiated" : failure);
        await RollBackUpdateAsync([], run.Stopping);
    }

    /// <summary>Deletes what the update replaced or removed; what cannot be deleted stays behind.</summary>
    async Task CleanUpAsync(StackModel model)
    {
        var replaced = run
            .Resources.Where(r => r.Previous is { } before && before.PhysicalId != r.PhysicalId)
            .Select(r => new Deletion(r.LogicalId, r.Previous!, r.Current!.UpdateReplacePolicy));
        var removed = run
            .Resources.Where(r => !model.Includes(r.LogicalId) && r.Current is not null)
            .Select(r => new Deletion(r.LogicalId, r.Current!, r.Current!.DeletionPolicy));
        var left = run
            .Resources.Where(r => r.Leftover is not null)
            .Select(r => new Deletion(r.LogicalId, r.Leftover!, null));
        List<Deletion> deletions = [.. replaced, .. removed, .. left];
        var failed = await new DeletionStep(run, _resources).RunAsync(
            deletions,
            deletion => !model.Includes(deletion.LogicalId) && IsCurrent(deletion),
            run.Stopping
        );
        foreach (var resource in run.Resources.Where(r => !model.Includes(r.LogicalId)).ToList())
            if (resource.Current is null || !failed.Contains(resource.LogicalId))
                run.Forget(resource.LogicalId);
        Settle();
    }

    public async Task RollBackUpdateAsync(IReadOnlyList<string> skip, CancellationToken cancellationToken)
    {
        var failed = new List<string>();
        var target = run.Stack.Previous ?? run.Stack.Definition;
        foreach (
            var resource in run
                .Resources.Where(r => r.Previous is not null)
                .OrderByDescending(r => r.Timestamp)
                .ToList()
        )
        {
            var previous = resource.Previous!;
            if (resource.Current is { } current && current.PhysicalId != previous.PhysicalId)
            {
                run.Set(
                    resource with
                    {
                        Current = previous,
                        Previous = null,
                        Leftover = current,
                        Status = StackStatus.UpdateComplete,
                        StatusReason = null,
                    }
                );
            }
            else if (skip.Contains(resource.LogicalId))
                run.Set(
                    resource with
                    {
                        Previous = null,
                        Status = StackStatus.UpdateComplete,
                        StatusReason = "Resource skipped",
                    }
                );
            else if (!await _resources.UpdateAsync(resource, previous, target.Tags, cancellationToken))
                failed.Add(resource.LogicalId);
        }

        if (failed.Count > 0)
        {
            run.Move(
                StackStatus.UpdateRollbackFailed,
                $"The following resource(s) failed to update: [{string.Join(", ", failed)}]. "
            );
            return;
        }

        run.Move(StackStatus.UpdateRollbackCleanupInProgress);
        var created = run.Resources.Where(r => r.IsNew).ToList();
        await new DeletionStep(run, _resources).RunAsync(
            [
                .. run
                    .Resources.Where(r => r.Leftover is not null)
                    .Select(r => new Deletion(r.LogicalId, r.Leftover!, null)),
                .. created
                    .Where(r => r.Exists)
                    .Select(r => new Deletion(r.LogicalId, r.Current!, r.IsImported ? "Retain" : null)),
            ],
            IsCurrent,
            cancellationToken
        );
        foreach (var resource in created)
            run.Forget(resource.LogicalId);
        Settle();
        run.Move(
            StackStatus.UpdateRollbackComplete,
            change: stack => stack with { Definition = target, Previous = null }
        );
    }

    public Task DeleteAsync(IReadOnlyList<string> retain, CancellationToken cancellationToken) =>
        DeleteAllAsync(StackStatus.DeleteComplete, StackStatus.DeleteFailed, retain, cancellationToken);

    async Task DeleteAllAsync(
        string complete,
        string failedStatus,
        IReadOnlyList<string> retain,
        CancellationToken cancellationToken
    )
    {
        var isRollback = complete == StackStatus.RollbackComplete;
        var deletions = run
            .Resources.SelectMany(r => r.Traces.Select(trace => (Resource: r, Trace: trace)))
            .Select(found => new Deletion(
                found.Resource.LogicalId,
                found.Trace,
                retain.Contains(found.Resource.LogicalId) ? "Retain"
                    : isRollback && found.Resource.IsImported ? "Retain"
                    : isRollback && found.Trace.DeletionPolicy == "RetainExceptOnCreate" ? "Delete"
                    : found.Trace.DeletionPolicy == "RetainExceptOnCreate" ? "Retain"
                    : found.Trace.DeletionPolicy
            ))
            .ToList();
        var failed = await new DeletionStep(run, _resources).RunAsync(deletions, IsCurrent, cancellationToken);
        if (failed.Count > 0)
        {
            run.Move(failedStatus, $"The following resource(s) failed to delete: [{string.Join(", ", failed)}]. ");
            return;
        }

        if (complete == StackStatus.DeleteComplete)
        {
            OutputsStep.Clear(run);
            run.Environment.Signals.Clear(run.Stack);
        }

        Settle();
        run.Move(
            complete,
            change: stack =>
                complete == StackStatus.DeleteComplete ? stack with { Deleted = run.Repository.Now } : stack
        );
    }

    public async Task ImportAsync(
        IReadOnlyList<ChangeSets.ResourceToImport> imports,
        string? stackStatusOnFailure,
        CancellationToken cancellationToken
    )
    {
        var model = Model(run.Stack.Definition);
        var failed = false;
        foreach (var import in imports)
        {
            var desired = model.Desired(model.Template.Resources[import.LogicalId]);
            failed |= !await _resources.ImportAsync(import.LogicalId, import.PhysicalId, desired, cancellationToken);
        }

        if (!failed && SetOutputs(model) is null)
        {
            Settle();
            run.Move(StackStatus.ImportComplete, change: stack => stack with { Previous = null });
            return;
        }

        run.Move(StackStatus.ImportRollbackInProgress, "Resource import cancelled.");
        foreach (var import in imports)
            run.Forget(import.LogicalId);
        run.Move(
            stackStatusOnFailure ?? StackStatus.ImportRollbackComplete,
            change: stack => stack with { Definition = stack.Previous ?? stack.Definition, Previous = null }
        );
    }

    /// <summary>Whether what is deleted is the stack's own resource, and not its predecessor or what a failure left.</summary>
    bool IsCurrent(Deletion deletion) =>
        run.Find(deletion.LogicalId) is { } resource
        && (resource.Current is null || resource.Current.PhysicalId == deletion.Instance.PhysicalId);

    /// <summary>What was new or changed is now simply there.</summary>
    void Settle()
    {
        foreach (
            var resource in run
                .Resources.Where(r => r.IsNew || r.Previous is not null || r.Leftover is not null)
                .ToList()
        )
            run.SetSilently(resource with { IsNew = false, IsImported = false, Previous = null, Leftover = null });
    }

    string? SetOutputs(StackModel model)
    {
        try
        {
            OutputsStep.Run(run, model);
            return null;
        }
        catch (TemplateException error)
        {
            return $"{error.Message} ";
        }
    }
}
