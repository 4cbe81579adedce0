using System.Collections.Frozen;
using System.Text.Json.Nodes;
using Serverless.Resources;
using Serverless.Values;

namespace Serverless.Policies;

/// <summary>
/// SAM's policy templates (AWS SAM Developer Guide, "AWS SAM policy templates"), from policy-templates.jsonl: name, parameters
/// and policy of each, a line each.
/// </summary>
static class PolicyTemplates
{
    sealed record Entry(IReadOnlyList<string> Parameters, JsonObject Definition);

    static readonly Lazy<FrozenDictionary<string, Entry>> _templates = new(Read);

    /// <summary>Puts policies in place of templates; what is none stays as it is.</summary>
    public static JsonNode? Expand(string logicalId, JsonNode? policies)
    {
        if (policies is null)
            return null;
        return Nodes.ListOf(policies.AsList().Select(policy => ExpandOne(logicalId, policy)));
    }

    static JsonNode? ExpandOne(string logicalId, JsonNode? policy)
    {
        if (policy.BranchesOf() is { } branches)
            return Calls.If(branches[0], ExpandOne(logicalId, branches[1]), ExpandOne(logicalId, branches[2]));
        if (
            policy is not JsonObject { Count: 1 } template
            || !_templates.Value.TryGetValue(template.First().Key, out var entry)
        )
            return policy;
        var (name, values) = template.First();
        if (values is not JsonObject given)
            throw SpecificationException.Resource(
                logicalId,
                $"Must specify valid parameter values for policy template '{name}'"
            );
        var missing = entry.Parameters.Where(parameter => !given.ContainsKey(parameter)).ToList();
        if (missing.Count > 0)
            throw SpecificationException.Resource(
                logicalId,
                $"Following required parameters of template '{name}' don't have values: [{string.Join(", ", missing.Select(one => $"'{one}'"))}]"
            );
        return Fill(entry.Definition, entry.Parameters, given);
    }

    /// <summary>Puts the values in place of Refs to parameters of the template; other Refs are of the stack.</summary>
    static JsonNode? Fill(JsonNode? node, IReadOnlyList<string> parameters, JsonObject values) =>
        node switch
        {
            JsonObject { Count: 1 } map when map["Ref"].Text() is { } name && parameters.Contains(name) => values[name]
                ?.DeepClone(),
            JsonObject map => new JsonObject(
                map.Select(entry => KeyValuePair.Create(entry.Key, Fill(entry.Value, parameters, values)))
            ),
            JsonArray list => new JsonArray([.. list.Select(item => Fill(item, parameters, values))]),
            _ => node.Copy(),
        };

    static FrozenDictionary<string, Entry> Read() =>
        Embedded
            .Lines("policy-templates.jsonl")
            .Select(line => (JsonObject)JsonNode.Parse(line)!)
            .ToFrozenDictionary(
                entry => entry["name"]!.GetValue<string>(),
                entry => new Entry(
                    [.. entry["parameters"]!.AsArray().Select(name => name!.GetValue<string>())],
                    (JsonObject)entry["definition"]!
                ),
                StringComparer.Ordinal
            );
}
