using LocalAws.CloudFormation.Operations;
using LocalAws.CloudFormation.Requests;
using LocalAws.CloudFormation.ResourceTypes;
using LocalAws.CloudFormation.Stacks;
using LocalAws.CloudFormation.Templates;
using LocalAws.Identities;
using LocalAws.Protocol;

namespace LocalAws.CloudFormation.ChangeSets;

/// <summary>A change set's changes with those of nested stacks.</summary>
/// <param name="Problem">Why the change set fails: a nested one did; null where none did.</param>
sealed record NestedPlan(IReadOnlyList<ResourceChange> Changes, string? Problem);

/// <summary>Gives the nested stacks that a change set would update change sets of their own, as IncludeNestedStacks asks for.</summary>
sealed class NestedChangeSets(
    CloudFormationEnvironment environment,
    OperationRunner runner,
    StackRepository repository,
    Caller caller
)
{
    const string NestedType = "AWS::CloudFormation::Stack";

    /// <summary>The changes, those of nested stacks with their change sets; a nested stack without changes is left out.</summary>
    public async Task<NestedPlan> AddAsync(
        Stack stack,
        ChangeSet parent,
        Template template,
        IReadOnlyList<ResourceChange> changes,
        CancellationToken cancellationToken
    )
    {
        var result = new List<ResourceChange>();
        string? problem = null;
        foreach (var change in changes)
        {
            if (change is not { Type: NestedType, Action: "Modify", PhysicalId: { } nested })
            {
                result.Add(change);
                continue;
            }

            var input = Input(stack, parent, template, change.LogicalId, nested);
            var child = await CreateAsync(input, cancellationToken);
            if (child.Status == ChangeSetStatus.Failed && IsWithoutChanges(child))
            {
                Remove(child);
                if (change.Details.Any(detail => detail.Source != "Automatic"))
                    result.Add(change);
                continue;
            }
            result.Add(change with { ChangeSetId = child.Id });
            if (child.Status == ChangeSetStatus.Failed)
                problem ??= $"Nested change set {child.Id} was not successfully created: Currently in FAILED.";
        }

        return new NestedPlan(result, problem);
    }

    /// <summary>Takes away the change sets that were made for a change set's nested stacks.</summary>
    public void RemoveOf(ChangeSet parent)
    {
        foreach (var id in parent.Changes.Select(change => change.ChangeSetId).OfType<string>())
            if (repository.ChangeSets.All().FirstOrDefault(set => set.Id == id) is { } child)
            {
                RemoveOf(child);
                Remove(child);
            }
    }

    void Remove(ChangeSet set)
    {
        if (repository.Find(set.StackId) is { } stack)
            repository.RemoveChangeSet(stack, set);
    }

    static bool IsWithoutChanges(ChangeSet set) =>
        set.StatusReason is ChangeSetBuilder.SameInformation or ChangeSetBuilder.NoUpdates;

    async Task<ChangeSet> CreateAsync(ChangeSetInput input, CancellationToken cancellationToken)
    {
        try
        {
            var child = await new ChangeSetCommands(environment, runner, repository, caller).CreateAsync(
                input,
                cancellationToken
            );
            await runner.WhenIdleAsync(child.Id, cancellationToken);
            var stack = repository.Get(child.StackId);
            return repository.ChangeSetsOf(stack).FirstOrDefault(set => set.Id == child.Id) ?? child;
        }
        catch (AwsException error)
        {
            throw new TemplateException(error.Message);
        }
    }

    ChangeSetInput Input(Stack stack, ChangeSet parent, Template template, string logicalId, string nested)
    {
        var resources = repository.ResourcesOf(stack);
        var model = new StackModel(
            template,
            stack,
            parent.Definition,
            repository,
            environment.Types,
            id => resources.FirstOrDefault(resource => resource.LogicalId == id && resource.Exists)?.Current,
            planning: true
        );
        var request = new ResourceRequest
        {
            Services = environment.Services,
            Caller = caller,
            Stack = stack with { Definition = parent.Definition },
            LogicalId = logicalId,
            Properties = model.PropertiesOf(template.Resources[logicalId]),
            StackTags = parent.Definition.Tags,
        };
        return new ChangeSetInput
        {
            Stack = NestedStackType.Input(request, nested),
            Name =
                $"{parent.Name[..Math.Min(parent.Name.Length, 64)]}-{logicalId[..Math.Min(logicalId.Length, 40)]}-{PhysicalIds.Suffix(12)}",
            IncludeNestedStacks = true,
            ParentId = parent.Id,
            RootId = parent.RootId ?? parent.Id,
        };
    }
}
