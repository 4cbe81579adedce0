using System.Text.Json.Nodes;
using LocalAws.CloudFormation.Intrinsics;
using LocalAws.CloudFormation.Parameters;
using LocalAws.CloudFormation.ResourceTypes;
using LocalAws.CloudFormation.Stacks;
using LocalAws.CloudFormation.Templates;

namespace LocalAws.CloudFormation.ChangeSets;

/// <summary>One resource as it is and as it shall be.</summary>
sealed record ComparisonInput(
    StackResource Resource,
    ResourceInstance Desired,
    ResourceDeclaration Declaration,
    ResourceType Type,
    bool TagsChanged,
    Template Template,
    StackDefinition Before,
    StackDefinition After,
    IReadOnlySet<string> Replaced
);

/// <summary>Says what differs between a resource and what its template wants, and what each difference does to it.</summary>
static class ChangeComparison
{
    /// <summary>Null when nothing differs.</summary>
    public static ResourceChange? Compare(ComparisonInput input)
    {
        var current = input.Resource.Current!;
        List<ChangeDetail> details = [.. PropertyDetails(input, current)];
        if (input.TagsChanged && input.Type.Schema.HasTags && details.TrueForAll(d => d.Attribute != "Tags"))
            details.Add(Plain("Tags"));
        if (!JsonValues.Same(current.Metadata, input.Desired.Metadata))
            details.AddRange(WithCauses(input, Plain("Metadata"), input.Declaration.Metadata));
        if (current.DeletionPolicy != input.Desired.DeletionPolicy)
            details.Add(Plain("DeletionPolicy"));
        if (current.UpdateReplacePolicy != input.Desired.UpdateReplacePolicy)
            details.Add(Plain("UpdateReplacePolicy"));
        if (input.Type.IsAlwaysUpdated && details.Count == 0)
            details.Add(Plain("Properties") with { Source = "Automatic", Evaluation = "Dynamic" });
        if (details.Count == 0)
            return null;

        var replacement = Overall(details);
        return new ResourceChange
        {
            Action = "Modify",
            LogicalId = input.Resource.LogicalId,
            PhysicalId = input.Resource.PhysicalId,
            Type = input.Resource.Type,
            Replacement = replacement,
            PolicyAction = replacement == "False" ? null : $"ReplaceAnd{input.Desired.UpdateReplacePolicy ?? "Delete"}",
            Scope = [.. details.Select(detail => detail.Attribute).Distinct()],
            Details = details,
            BeforeContext = ResourceContexts.Of(current, input.Declaration, input.Template, input.Before),
            AfterContext = ResourceContexts.Of(input.Desired, input.Declaration, input.Template, input.After),
        };
    }

    /// <summary>True, Conditional or False, as the details together say.</summary>
    public static string Overall(IReadOnlyList<ChangeDetail> details)
    {
        if (details.Any(d => d is { RequiresRecreation: "Always", Evaluation: "Static" }))
            return "True";
        return details.Any(d => d.RequiresRecreation != "Never") ? "Conditional" : "False";
    }

    static ChangeDetail Plain(string attribute) =>
        new()
        {
            Attribute = attribute,
            RequiresRecreation = "Never",
            Evaluation = "Static",
            Source = "DirectModification",
        };

    static IEnumerable<ChangeDetail> PropertyDetails(ComparisonInput input, ResourceInstance current)
    {
        foreach (var name in PropertySchema.Changed(current.Properties, input.Desired.Properties))
        {
            var after = input.Desired.Properties[name];
            var detail = new ChangeDetail
            {
                Attribute = name == "Tags" ? "Tags" : "Properties",
                Name = name == "Tags" ? null : name,
                RequiresRecreation = input.Type.ReplacementFor(name, current.Properties[name], after).ToString(),
                Evaluation = Unknown.IsIn(after) ? "Dynamic" : "Static",
                Source = "DirectModification",
                BeforeValue = Shown(input, name, current.Properties[name]),
                AfterValue = Shown(input, name, after),
            };
            foreach (var cause in WithCauses(input, detail, input.Declaration.Properties[name]))
                yield return cause;
        }
    }

    /// <summary>
    /// A detail for each changed parameter and replaced resource that a value comes from, and one for the value itself, which is
    /// Dynamic then. Recorded on AWS: of replaced resources the latter is told with the values only.
    /// </summary>
    static IEnumerable<ChangeDetail> WithCauses(ComparisonInput input, ChangeDetail detail, JsonNode? declared)
    {
        var causes = Causes(input, declared).ToList();
        foreach (var (source, entity) in causes)
            yield return detail with
            {
                Source = source,
                CausingEntity = entity,
                Evaluation = "Static",
            };
        yield return causes.Count == 0
            ? detail
            : detail with
            {
                Evaluation = "Dynamic",
                View = causes.Any(cause => cause.Source == "ParameterReference")
                    ? DetailView.Always
                    : DetailView.WithValues,
            };
    }

    static string? Shown(ComparisonInput input, string property, JsonNode? value) =>
        value is null ? null
        : ResourceContexts.IsHidden(input.Declaration.Properties[property], input.Template) ? ResourceContexts.Hidden
        : value.AsText();

    /// <summary>The changed parameters and replaced resources that a property's value comes from.</summary>
    static IEnumerable<(string Source, string Entity)> Causes(ComparisonInput input, JsonNode? declared)
    {
        foreach (var reference in TemplateReferences.Of(declared).Distinct())
        {
            if (input.Template.Parameters.ContainsKey(reference.Name))
            {
                if (Value(input.Before, reference.Name) != Value(input.After, reference.Name))
                    yield return ("ParameterReference", reference.Name);
            }
            else if (input.Replaced.Contains(reference.Name))
                yield return reference.Attribute is { } attribute
                    ? ("ResourceAttribute", $"{reference.Name}.{attribute}")
                    : ("ResourceReference", reference.Name);
        }
    }

    /// <summary>What was given, which for a parameter of Systems Manager is its name: its value changes the template's directly.</summary>
    static string? Value(StackDefinition definition, string name) =>
        definition.Parameters.FirstOrDefault(setting => setting.Key == name)?.Value;
}
