using AwsCatalog.Schemas;
using LocalAws.CloudFormation.Operations;
using LocalAws.CloudFormation.ResourceTypes;
using LocalAws.CloudFormation.Stacks;
using LocalAws.CloudFormation.Templates;

namespace LocalAws.CloudFormation.ChangeSets;

/// <summary>What a planner compares a stack with.</summary>
sealed record PlanInput(
    Stack Stack,
    IReadOnlyList<StackResource> Resources,
    Template Template,
    StackDefinition Definition,
    StackRepository Repository,
    ResourceTypeCatalog Types,
    IReadOnlyList<ResourceToImport> Imports,
    ExistingResources? Existing
);

/// <summary>Works out what a template would do to a stack's resources, without doing it.</summary>
static class ChangePlanner
{
    public static IReadOnlyList<ResourceChange> Plan(PlanInput input)
    {
        var existing = input
            .Resources.Where(resource => resource.Exists)
            .ToDictionary(resource => resource.LogicalId, StringComparer.Ordinal);
        // A replacement gives new values to whatever refers to it, so plan again until no more are found.
        var replaced = new HashSet<string>(StringComparer.Ordinal);
        while (true)
        {
            var model = new StackModel(
                input.Template,
                input.Stack,
                input.Definition,
                input.Repository,
                input.Types,
                id => replaced.Contains(id) ? null : existing.GetValueOrDefault(id)?.Current,
                planning: true
            );
            var changes = Changes(input, model, existing, replaced).ToList();
            var found = changes.Where(change => change.Replacement == "True").Select(change => change.LogicalId);
            if (replaced.IsSupersetOf(found))
                return [.. changes.OrderBy(change => change.LogicalId, StringComparer.Ordinal)];
            replaced.UnionWith(found);
        }
    }

    static IEnumerable<ResourceChange> Changes(
        PlanInput input,
        StackModel model,
        Dictionary<string, StackResource> existing,
        HashSet<string> replaced
    )
    {
        // Evaluated so that a faulty output shows in the change set and not in its execution.
        model.Outputs();
        var tagsChanged = !input.Stack.Definition.Tags.ToHashSet().SetEquals(input.Definition.Tags);
        foreach (var declaration in model.Included)
        {
            var desired = model.Desired(declaration);
            if (existing.TryGetValue(declaration.LogicalId, out var resource))
            {
                if (resource.Type != declaration.Type)
                    throw new TemplateException(
                        $"Update of resource type is not permitted. The new template modifies resource type of the following resources: [{declaration.LogicalId}]"
                    );
                var change = ChangeComparison.Compare(
                    new ComparisonInput(
                        resource,
                        desired,
                        declaration,
                        input.Types.Of(declaration.Type),
                        tagsChanged,
                        input.Template,
                        input.Stack.Definition,
                        input.Definition,
                        replaced
                    )
                );
                if (change is not null)
                    yield return change;
                continue;
            }

            var import =
                input.Imports.FirstOrDefault(import => import.LogicalId == declaration.LogicalId)
                ?? input.Existing?.Find(declaration, desired);
            yield return new ResourceChange
            {
                Action = import is null ? "Add" : "Import",
                LogicalId = declaration.LogicalId,
                PhysicalId = import?.PhysicalId,
                Type = declaration.Type,
                AfterContext = ResourceContexts.Of(desired, declaration, input.Template, input.Definition),
            };
        }

        foreach (var (logicalId, resource) in existing)
            if (!model.Includes(logicalId))
                yield return new ResourceChange
                {
                    Action = "Remove",
                    LogicalId = logicalId,
                    PhysicalId = resource.PhysicalId,
                    Type = resource.Type,
                    BeforeContext = ResourceContexts.Of(
                        resource.Current!,
                        declaration: null,
                        input.Template,
                        input.Stack.Definition
                    ),
                    PolicyAction = resource.Current!.DeletionPolicy switch
                    {
                        null => StatefulTypes.DeletionPolicyOf(resource.Type, resource.Current.Properties),
                        "RetainExceptOnCreate" => "Retain",
                        var policy => policy,
                    },
                };
    }
}
