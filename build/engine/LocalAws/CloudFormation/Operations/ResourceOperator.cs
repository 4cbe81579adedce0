using System.Text.Json.Nodes;
using LocalAws.CloudFormation.ResourceTypes;
using LocalAws.CloudFormation.Signals;
using LocalAws.CloudFormation.Stacks;
using LocalAws.CloudFormation.Templates;

namespace LocalAws.CloudFormation.Operations;

/// <summary>Creates, changes, replaces and deletes single resources of a run, with the events that belong to it.</summary>
sealed class ResourceOperator(StackRun run)
{
    const string Initiated = "Resource creation Initiated";

    readonly ResourceAttempt _attempt = new(run);
    readonly SignalWait _signals = new(run);
    readonly DynamicReferenceResolver _references = new(run.Environment.Services, run.Caller, run.Stack.Region);

    ResourceTypeCatalog Types => run.Environment.Types;

    public async Task<bool> CreateAsync(
        string logicalId,
        ResourceInstance desired,
        IReadOnlyList<Tag> tags,
        CancellationToken cancellationToken
    )
    {
        var resource = new StackResource
        {
            LogicalId = logicalId,
            Type = desired.Type,
            Status = StackStatus.CreateInProgress,
            Timestamp = run.Repository.Now,
            IsNew = true,
            IsImported = run.Imports.ContainsKey(logicalId),
            Leftover = run.Find(logicalId)?.Leftover,
        };
        _signals.Prepare(logicalId);
        run.Set(resource);
        var isImported = run.Imports.TryGetValue(logicalId, out var physicalId);
        var (outcome, reason) = isImported
            ? await TakeOverAsync(logicalId, physicalId!, desired, cancellationToken)
            : await MakeAsync(logicalId, desired, tags, cancellationToken);
        if (outcome is null)
        {
            run.Set(
                resource with
                {
                    Status = StackStatus.CreateFailed,
                    StatusReason = reason,
                    Leftover = run.Find(logicalId)?.Leftover,
                }
            );
            return false;
        }

        resource = resource with { Current = Materialize(desired, outcome), StatusReason = Initiated, Leftover = null };
        if (run.Find(logicalId)?.StatusReason == Initiated)
            run.SetSilently(resource);
        else
            run.Set(resource);
        var verdict = isImported ? SignalVerdict.Satisfied : await _signals.RunAsync(resource, cancellationToken);
        resource = resource with { Current = With(resource.Current!, verdict.Attributes) };
        run.Set(
            verdict.Problem is null
                ? resource with
                {
                    Status = StackStatus.CreateComplete,
                    StatusReason = Types.Of(desired.Type).Remark,
                }
                : resource with
                {
                    Status = StackStatus.CreateFailed,
                    StatusReason = verdict.Problem,
                }
        );
        return verdict.Problem is null;
    }

    /// <summary>Changes a resource, in place or by creating its successor; the predecessor goes in the cleanup.</summary>
    public async Task<bool> UpdateAsync(
        StackResource resource,
        ResourceInstance desired,
        IReadOnlyList<Tag> tags,
        CancellationToken cancellationToken
    )
    {
        var type = Types.Of(desired.Type);
        var existing = resource.Current!;
        var changed = PropertySchema.Changed(existing.Properties, desired.Properties).ToList();
        var replaces = changed.Any(name =>
            type.ReplacementFor(name, existing.Properties[name], desired.Properties[name]) == Replacement.Always
        );
        var updating = resource with
        {
            Status = StackStatus.UpdateInProgress,
            StatusReason = replaces
                ? "Requested update requires the creation of a new physical resource; hence creating one."
                : null,
            Previous = resource.Previous ?? existing,
        };
        run.Set(updating);

        ResourceOutcome? outcome = null;
        string? reason;
        if (replaces)
        {
            _signals.Prepare(resource.LogicalId);
            reason = Preconditions.NamesakeProblem(type, existing, desired);
            if (reason is null)
                (outcome, reason) = await MakeAsync(resource.LogicalId, desired, tags, cancellationToken);
        }
        else
        {
            reason = await _attempt.RunAsync(
                desired.Type,
                "update",
                async token =>
                {
                    Preconditions.Require(run, type, resource.LogicalId, desired.Properties);
                    var properties = _references.Resolve(type, desired.Properties);
                    outcome = await type.UpdateAsync(
                        run.Request(resource.LogicalId, properties, existing, tags),
                        token
                    );
                },
                cancellationToken
            );
        }

        if (outcome is null)
        {
            run.Set(
                updating with
                {
                    Status = StackStatus.UpdateFailed,
                    StatusReason = reason,
                    Leftover = run.Find(resource.LogicalId)?.Leftover,
                }
            );
            return false;
        }

        updating = updating with { Current = Materialize(desired, outcome), Leftover = null };
        var problem = replaces ? await AwaitSuccessorAsync(updating, cancellationToken) : null;
        run.Set(
            problem is null
                ? updating with
                {
                    Status = StackStatus.UpdateComplete,
                    StatusReason = null,
                }
                : updating with
                {
                    Status = StackStatus.UpdateFailed,
                    StatusReason = problem,
                }
        );
        return problem is null;
    }

    async Task<string?> AwaitSuccessorAsync(StackResource resource, CancellationToken cancellationToken)
    {
        var initiated = resource with { StatusReason = Initiated };
        run.Set(initiated);
        return (await _signals.RunAsync(initiated, cancellationToken)).Problem;
    }

    /// <summary>Deletes a physical resource; null when it is gone.</summary>
    public Task<string?> DeleteAsync(
        string logicalId,
        ResourceInstance instance,
        CancellationToken cancellationToken
    ) =>
        _attempt.RunAsync(
            instance.Type,
            "deletion",
            async token =>
            {
                var type = Types.Of(instance.Type);
                try
                {
                    await type.DeleteAsync(
                        run.Request(logicalId, instance.Properties, instance, run.Stack.Definition.Tags),
                        token
                    );
                }
                catch (ResourceException failure) when (failure.HandlerErrorCode == "NotFound")
                {
                    // Gone already, which is what was wanted.
                }
            },
            cancellationToken
        );

    public async Task<bool> ImportAsync(
        string logicalId,
        string physicalId,
        ResourceInstance desired,
        CancellationToken cancellationToken
    )
    {
        var resource = new StackResource
        {
            LogicalId = logicalId,
            Type = desired.Type,
            Status = StackStatus.ImportInProgress,
            StatusReason = "Resource import started.",
            Timestamp = run.Repository.Now,
        };
        run.Set(resource, physicalId);
        var (outcome, reason) = await TakeOverAsync(logicalId, physicalId, desired, cancellationToken);
        if (outcome is null)
        {
            run.Set(resource with { Status = "IMPORT_FAILED", StatusReason = reason }, physicalId);
            return false;
        }

        run.Set(
            resource with
            {
                Status = StackStatus.ImportComplete,
                StatusReason = "Resource import completed.",
                Current = Materialize(desired, outcome),
            }
        );
        return true;
    }

    async Task<(ResourceOutcome? Outcome, string? Reason)> TakeOverAsync(
        string logicalId,
        string physicalId,
        ResourceInstance desired,
        CancellationToken cancellationToken
    )
    {
        var type = Types.Of(desired.Type);
        var claimed = desired with { PhysicalId = physicalId };
        ResourceOutcome? outcome = null;
        var reason = await _attempt.RunAsync(
            desired.Type,
            "import",
            async token =>
            {
                Preconditions.Require(run, type, logicalId, desired.Properties);
                var request = run.Request(
                    logicalId,
                    _references.Resolve(type, desired.Properties),
                    claimed,
                    run.Stack.Definition.Tags
                );
                if (!type.IsSimulated && type.IdentifierOf(request) is not null && !type.Exists(request, physicalId))
                    throw ResourceException.NotFound(type.Name, physicalId);
                outcome = await type.ImportAsync(request, token);
            },
            cancellationToken
        );
        return (outcome, reason);
    }

    async Task<(ResourceOutcome? Outcome, string? Reason)> MakeAsync(
        string logicalId,
        ResourceInstance desired,
        IReadOnlyList<Tag> tags,
        CancellationToken cancellationToken
    )
    {
        ResourceOutcome? outcome = null;
        var reason = await _attempt.RunAsync(
            desired.Type,
            "creation",
            async token =>
            {
                var type = Types.Of(desired.Type);
                if (run.Environment.Options.FailingResourceTypes.Contains(desired.Type))
                    throw new ResourceException("Injected failure", "InternalFailure");
                Preconditions.Require(run, type, logicalId, desired.Properties);
                run.Environment.Networks.Require(run, type.Name, logicalId, desired.Properties);
                var request = run.Request(logicalId, _references.Resolve(type, desired.Properties), null, tags) with
                {
                    Started = id => Announce(logicalId, desired with { PhysicalId = id }),
                };
                outcome = await CreateAsync(type, request, desired, token);
            },
            cancellationToken
        );
        return (outcome, reason);
    }

    /// <summary>Tells what is being made while it is: nested stacks have their ids from the beginning.</summary>
    void Announce(string logicalId, ResourceInstance made)
    {
        if (run.Find(logicalId) is { Status: StackStatus.CreateInProgress } resource)
            run.Set(resource with { Leftover = made, StatusReason = Initiated });
    }

    /// <summary>Creates with the intent recorded before; what was there already belongs to someone else and is left alone.</summary>
    async Task<ResourceOutcome> CreateAsync(
        ResourceType type,
        ResourceRequest request,
        ResourceInstance desired,
        CancellationToken cancellationToken
    )
    {
        if (
            run.Find(request.LogicalId)!.Leftover is { } leftover
            && await DeleteAsync(request.LogicalId, leftover, cancellationToken) is { } problem
        )
            throw new ResourceException(problem, "PropertyValidation");
        var identifier = type.IdentifierOf(request);
        var intended =
            identifier is null || type.Exists(request, identifier) ? null : desired with { PhysicalId = identifier };
        Leave(intended);
        try
        {
            return await type.CreateAsync(request, cancellationToken);
        }
        catch when (intended is not null && !type.Exists(request, identifier!))
        {
            Leave(null);
            throw;
        }

        void Leave(ResourceInstance? instance)
        {
            var resource = run.Find(request.LogicalId)!;
            if (resource.Leftover != instance)
                run.SetSilently(resource with { Leftover = instance });
        }
    }

    static ResourceInstance Materialize(ResourceInstance desired, ResourceOutcome outcome) =>
        desired with
        {
            PhysicalId = outcome.PhysicalId,
            Attributes = (JsonObject)outcome.Attributes.DeepClone(),
            Reference = outcome.Reference,
        };

    static ResourceInstance With(ResourceInstance instance, JsonObject? attributes) =>
        attributes is null ? instance : instance with { Attributes = attributes };
}
