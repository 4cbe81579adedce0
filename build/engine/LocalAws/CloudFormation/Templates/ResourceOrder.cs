namespace LocalAws.CloudFormation.Templates;

/// <summary>Which resources of a template must exist before which.</summary>
public static class ResourceOrder
{
    /// <summary>The other resources that this one refers to or declares in DependsOn.</summary>
    public static IReadOnlySet<string> DependenciesOf(Template template, ResourceDeclaration resource) =>
        template.Dependencies.GetOrAdd(resource.LogicalId, _ => FindDependencies(template, resource));

    static HashSet<string> FindDependencies(Template template, ResourceDeclaration resource) =>
        TemplateReferences
            .Of(resource.Properties)
            .Select(reference => reference.Name)
            .Concat(resource.DependsOn)
            .Where(template.Resources.ContainsKey)
            .ToHashSet(StringComparer.Ordinal);

    internal static void Check(Template template)
    {
        var waiting = template.Resources.Values.ToDictionary(
            resource => resource.LogicalId,
            resource => DependenciesOf(template, resource).ToHashSet(StringComparer.Ordinal),
            StringComparer.Ordinal
        );
        while (
            waiting.Where(entry => entry.Value.Count == 0).Select(entry => entry.Key).ToList() is { Count: > 0 } ready
        )
        {
            foreach (var name in ready)
                waiting.Remove(name);
            foreach (var dependencies in waiting.Values)
                dependencies.ExceptWith(ready);
        }

        // What is left is on a cycle or after one: peel off what nobody in the rest depends on.
        while (
            waiting.Keys.Where(name => !waiting.Values.Any(dependencies => dependencies.Contains(name))).ToList()
                is { Count: > 0 } leaves
        )
            foreach (var name in leaves)
                waiting.Remove(name);
        if (waiting.Count > 0)
            throw new TemplateException(
                $"Circular dependency between resources: [{string.Join(", ", waiting.Keys.Order(StringComparer.Ordinal))}]"
            );
    }
}
