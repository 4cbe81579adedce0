using System.Collections.Concurrent;
using LocalAws.CloudFormation.Stacks;
using LocalAws.CloudFormation.Templates;

namespace LocalAws.CloudFormation.Operations;

/// <summary>Brings a stack's resources to what its template wants, short of deletions.</summary>
sealed class DeploymentStep(StackRun run, ResourceOperator resources)
{
    readonly ConcurrentBag<string> _notCreated = [];
    readonly ConcurrentBag<string> _notUpdated = [];

    /// <summary>What could not be created or updated, as a stack's status reason says it; null when all could.</summary>
    public string? Failure { get; private set; }

    /// <param name="model">What is wanted.</param>
    /// <param name="previousTags">The stack's tags until now: resources with tags change when they do.</param>
    /// <param name="tags">The stack's tags from now on.</param>
    /// <param name="cancellationToken">Stops the operations under way.</param>
    public async Task<bool> RunAsync(
        StackModel model,
        IReadOnlyList<Tag> previousTags,
        IReadOnlyList<Tag> tags,
        CancellationToken cancellationToken
    )
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var tagsChanged = !previousTags.ToHashSet().SetEquals(tags);
        var declarations = model.Included.ToDictionary(resource => resource.LogicalId, StringComparer.Ordinal);
        var before = PolicyOrder.Of(model.Template, declarations);
        await ResourceGraph.RunAsync(
            declarations.Keys,
            name => before[name],
            async name =>
            {
                if (stop.IsCancellationRequested)
                    return false;
                var done = await ApplyAsync(model, declarations[name], tagsChanged, tags, stop.Token);
                if (!done)
                    await stop.CancelAsync();
                return done;
            }
        );
        Failure = Describe("create", _notCreated) + Describe("update", _notUpdated);
        if (Failure.Length > 0)
            return false;
        Failure = null;
        return !cancellationToken.IsCancellationRequested;
    }

    static string Describe(string what, IEnumerable<string> names)
    {
        var list = string.Join(", ", names.Order(StringComparer.Ordinal));
        return list.Length == 0 ? "" : $"The following resource(s) failed to {what}: [{list}]. ";
    }

    async Task<bool> ApplyAsync(
        StackModel model,
        ResourceDeclaration declaration,
        bool tagsChanged,
        IReadOnlyList<Tag> tags,
        CancellationToken cancellationToken
    )
    {
        var logicalId = declaration.LogicalId;
        var existing = run.Find(logicalId);
        ResourceInstance desired;
        try
        {
            desired = model.Desired(declaration);
        }
        catch (TemplateException error)
        {
            Refuse(declaration, existing, error.Message);
            return false;
        }

        if (existing is not { Exists: true, Current: { } current })
        {
            if (await resources.CreateAsync(logicalId, desired, tags, cancellationToken))
                return true;
            _notCreated.Add(logicalId);
            return false;
        }

        var type = run.Environment.Types.Of(desired.Type);
        var isUpdated =
            !JsonValues.Same(current.Properties, desired.Properties)
            || (tagsChanged && type.Schema.HasTags)
            || type.IsAlwaysUpdated
            || existing.Status == StackStatus.UpdateFailed;
        if (!isUpdated)
        {
            run.SetSilently(existing with { Current = Relabel(current, desired) });
            return true;
        }

        if (await resources.UpdateAsync(existing, desired, tags, cancellationToken))
            return true;
        _notUpdated.Add(logicalId);
        return false;
    }

    static ResourceInstance Relabel(ResourceInstance current, ResourceInstance desired) =>
        current with
        {
            DeletionPolicy = desired.DeletionPolicy,
            UpdateReplacePolicy = desired.UpdateReplacePolicy,
            Metadata = desired.Metadata,
            DependsOn = desired.DependsOn,
        };

    void Refuse(ResourceDeclaration declaration, StackResource? existing, string reason)
    {
        var exists = existing is { Exists: true };
        (exists ? _notUpdated : _notCreated).Add(declaration.LogicalId);
        run.Set(
            (
                exists
                    ? existing!
                    : new StackResource
                    {
                        LogicalId = declaration.LogicalId,
                        Type = declaration.Type,
                        Status = StackStatus.CreateFailed,
                        Timestamp = run.Repository.Now,
                    }
            ) with
            {
                Status = exists ? StackStatus.UpdateFailed : StackStatus.CreateFailed,
                StatusReason = reason,
            }
        );
    }
}
