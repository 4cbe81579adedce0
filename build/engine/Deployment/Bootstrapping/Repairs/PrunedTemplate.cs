using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Deployment.Stacks;

namespace Deployment.Bootstrapping.Repairs;

/// <summary>
/// A template without some of its resources, all else as it was: what referred to them has their names instead. A stack
/// that is updated to it forgets them, and the next update with the whole template makes them anew. An update alone makes
/// nothing anew that CloudFormation holds to be there.
/// </summary>
sealed partial class PrunedTemplate
{
    /// <summary>For a template without any other resource: CloudFormation wants one, and this one is nothing.</summary>
    const string PlaceholderType = "AWS::CloudFormation::WaitConditionHandle";

    readonly IReadOnlySet<string> removed;
    readonly TemplateValues values;
    readonly SortedSet<string> unknown = new(StringComparer.Ordinal);

    PrunedTemplate(IReadOnlySet<string> removed, TemplateValues values) =>
        (this.removed, this.values) = (removed, values);

    /// <param name="values">With the stack's resources.</param>
    /// <returns>Null where it is not known what a reference to a removed resource comes to.</returns>
    public static TemplateDocument? Of(TemplateDocument template, IReadOnlySet<string> removed, TemplateValues values)
    {
        var pruned = new PrunedTemplate(removed, values);
        var content = template.Content.DeepClone().AsObject();
        if (content["Resources"] is JsonObject resources)
        {
            foreach (var name in removed)
                resources.Remove(name);
            if (resources.Count == 0)
                resources["Placeholder"] = new JsonObject { ["Type"] = PlaceholderType };
            foreach (var (name, resource) in resources.ToList())
            {
                pruned.ForgetDependencies((JsonObject)resource!);
                resources[name] = pruned.Replace(resource);
            }
        }
        if (content["Outputs"] is JsonObject outputs)
        {
            // Without its version the stack is outdated to whoever finds it half mended.
            outputs.Remove("BootstrapVersion");
            foreach (var (name, output) in outputs.ToList())
                outputs[name] = pruned.Replace(output);
            if (outputs.Count == 0)
                content.Remove("Outputs");
        }
        return pruned.unknown.Count == 0 ? new TemplateDocument(content.ToJsonString()) : null;
    }

    void ForgetDependencies(JsonObject resource)
    {
        List<string> left = resource["DependsOn"] switch
        {
            JsonArray list => [.. list.Select(item => item!.ToString())],
            JsonValue one => [one.ToString()],
            _ => [],
        };
        resource.Remove("DependsOn");
        if (left.Where(name => !removed.Contains(name)).ToList() is { Count: > 0 } rest)
            resource["DependsOn"] = new JsonArray([.. rest.Select(name => (JsonNode)name)]);
    }

    JsonNode? Replace(JsonNode? node) =>
        node switch
        {
            JsonObject { Count: 1 } function when function["Ref"] is JsonValue name && removed.Contains($"{name}") =>
                Known(values.Ref($"{name}"), $"{name}"),
            JsonObject { Count: 1 } function
                when Attribute(function["Fn::GetAtt"]) is var (name, attribute) && removed.Contains(name) => Known(
                values.Attribute(name, attribute),
                $"{name}.{attribute}"
            ),
            JsonObject { Count: 1 } function when function["Fn::Sub"] is JsonValue text => new JsonObject
            {
                ["Fn::Sub"] = Substitute($"{text}"),
            },
            JsonObject { Count: 1 } function when function["Fn::Sub"] is JsonArray { Count: 2 } pair => new JsonObject
            {
                ["Fn::Sub"] = new JsonArray(Substitute($"{pair[0]}"), Replace(pair[1])),
            },
            JsonObject all => new JsonObject(all.Select(entry => KeyValuePair.Create(entry.Key, Replace(entry.Value)))),
            JsonArray list => new JsonArray([.. list.Select(Replace)]),
            null => null,
            _ => node.DeepClone(),
        };

    static (string Name, string Attribute)? Attribute(JsonNode? node) =>
        node switch
        {
            JsonArray { Count: 2 } pair => ($"{pair[0]}", $"{pair[1]}"),
            JsonValue text when $"{text}".Split('.', 2) is [var name, var attribute] => (name, attribute),
            _ => null,
        };

    string Substitute(string text) =>
        Placeholder()
            .Replace(
                text,
                match =>
                {
                    var name = match.Groups["name"].Value.Split('.', 2);
                    if (!removed.Contains(name[0]))
                        return match.Value;
                    var value = name.Length == 1 ? values.Ref(name[0]) : values.Attribute(name[0], name[1]);
                    return Known(value, match.Value);
                }
            );

    string Known(string? value, string reference)
    {
        if (value is null)
            unknown.Add(reference);
        return value ?? "";
    }

    [GeneratedRegex(@"\$\{(?<name>[A-Za-z0-9:.]+)\}")]
    private static partial Regex Placeholder();
}
