using System.Text.Json.Nodes;
using Cake.AWS.CloudFormation.Client;
using Deployment.Stacks;

namespace Deployment.Diffing;

/// <summary>A stack with the values of its parameters and the stacks nested in it, as it is or as it is to be.</summary>
/// <param name="Nested">By logical id; those whose template is not known are left out.</param>
sealed record StackContents(ResolvedTemplate Template, IReadOnlyDictionary<string, StackContents> Nested)
{
    public static StackContents Of(
        StackReference stack,
        TemplateDocument template,
        IReadOnlyList<StackParameter> parameters,
        IReadOnlyDictionary<string, StackContents> nested
    ) => new(ResolvedTemplate.Of(template, parameters, stack), nested);

    /// <summary>What a stack is to be.</summary>
    /// <param name="parameters">What its parameters will be, as far as that is known.</param>
    /// <param name="decided">What a change set says; null: none was made.</param>
    public static StackContents Of(
        StackReference stack,
        TemplateDocument template,
        IReadOnlyList<NestedStack> nested,
        IReadOnlyList<StackParameter> parameters,
        ChangeSetContents? decided
    )
    {
        var resolved = ResolvedTemplate.Of(template, decided?.Parameters ?? parameters, stack);
        var inner = new Dictionary<string, StackContents>(StringComparer.Ordinal);
        foreach (var child in nested)
            if (child.Template is { } text && resolved.Resources[child.LogicalId] is JsonObject resource)
                inner[child.LogicalId] = Of(
                    stack,
                    text,
                    child.Nested,
                    Passed(resource),
                    decided?.Nested.GetValueOrDefault(child.LogicalId)
                );
        return new StackContents(resolved, inner);
    }

    /// <summary>The parameters that the stack around passes, those whose values are known.</summary>
    static List<StackParameter> Passed(JsonObject resource) =>
        resource["Properties"]?["Parameters"] is JsonObject values
            ? [.. values.Where(v => v.Value is JsonValue).Select(v => new StackParameter(v.Key, v.Value!.ToString()))]
            : [];
}
