using AwsCatalog.Schemas;
using LocalAws.CloudFormation.ResourceTypes;
using LocalAws.CloudFormation.Stacks;
using LocalAws.CloudFormation.Templates;

namespace LocalAws.CloudFormation.ChangeSets;

/// <summary>
/// What refers to an attribute of a resource that is changed in place, and so on along the chain: CloudFormation says of a change
/// set that it may change, since the attribute's value is known only when the change set is executed.
/// </summary>
/// <remarks>
/// https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_ResourceChangeDetail.html (Evaluation). With property
/// values, which are those of now, it says nothing of it (aws-cdk-cli issue 1780).
/// </remarks>
static class PossibleChanges
{
    public static IReadOnlyList<ResourceChange> Add(
        IReadOnlyList<ResourceChange> changes,
        Template template,
        IEnumerable<StackResource> resources,
        ResourceTypeCatalog types
    )
    {
        var found = changes.ToDictionary(change => change.LogicalId, StringComparer.Ordinal);
        var existing = resources.Where(resource => resource.Exists).ToList();
        var before = -1;
        while (before != (before = found.Values.Sum(change => change.Details.Count)))
            foreach (var resource in existing)
                if (
                    template.Resources.TryGetValue(resource.LogicalId, out var declaration)
                    && Details(resource, declaration, found, types).ToList() is { Count: > 0 } details
                )
                    found[resource.LogicalId] = With(
                        found.GetValueOrDefault(resource.LogicalId),
                        resource,
                        declaration,
                        details
                    );
        return [.. found.Values.OrderBy(change => change.LogicalId, StringComparer.Ordinal)];
    }

    static IEnumerable<ChangeDetail> Details(
        StackResource resource,
        ResourceDeclaration declaration,
        Dictionary<string, ResourceChange> changes,
        ResourceTypeCatalog types
    )
    {
        var own = changes.GetValueOrDefault(resource.LogicalId);
        if (own is { Action: not "Modify" })
            yield break;
        foreach (var (name, declared) in declaration.Properties)
        {
            if (own?.Details.Any(detail => detail.Name == name || (name == "Tags" && detail.Attribute == name)) == true)
                continue;
            foreach (var reference in TemplateReferences.Of(declared).Distinct())
            {
                if (
                    reference.Name == resource.LogicalId
                    || reference.Attribute is not { } attribute
                    || !changes.TryGetValue(reference.Name, out var cause)
                    || cause is not { Action: "Modify", Replacement: not "True" }
                )
                    continue;
                var current = resource.Current!.Properties[name];
                yield return new ChangeDetail
                {
                    Attribute = name == "Tags" ? "Tags" : "Properties",
                    Name = name == "Tags" ? null : name,
                    RequiresRecreation = types.Of(resource.Type).ReplacementFor(name, current, current).ToString(),
                    Evaluation = "Dynamic",
                    Source = "ResourceAttribute",
                    CausingEntity = $"{reference.Name}.{attribute}",
                    View = DetailView.WithoutValues,
                };
            }
        }
    }

    static ResourceChange With(
        ResourceChange? change,
        StackResource resource,
        ResourceDeclaration declaration,
        List<ChangeDetail> details
    )
    {
        change ??= new ResourceChange
        {
            Action = "Modify",
            LogicalId = resource.LogicalId,
            PhysicalId = resource.PhysicalId,
            Type = resource.Type,
        };
        List<ChangeDetail> all = [.. change.Details, .. details];
        var replacement = ChangeComparison.Overall(all);
        return change with
        {
            Replacement = replacement,
            PolicyAction = replacement == "False" ? null : $"ReplaceAnd{declaration.UpdateReplacePolicy ?? "Delete"}",
            Scope = [.. all.Select(detail => detail.Attribute).Distinct()],
            Details = all,
        };
    }
}
