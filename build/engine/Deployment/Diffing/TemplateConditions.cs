using System.Text.Json.Nodes;

namespace Deployment.Diffing;

/// <summary>Decides a template's conditions, as far as what they compare is known.</summary>
sealed class TemplateConditions(JsonObject conditions)
{
    readonly Dictionary<string, bool?> decided = new(StringComparer.Ordinal);

    /// <summary>Null where that is not known.</summary>
    public bool? IsTrue(string name, Func<JsonNode?, JsonNode?> resolve)
    {
        if (decided.TryGetValue(name, out var known))
            return known;
        // A condition that refers to itself is CloudFormation's to refuse.
        decided[name] = null;
        return decided[name] = conditions[name] is { } condition ? IsTrue(condition, resolve) : null;
    }

    bool? IsTrue(JsonNode? node, Func<JsonNode?, JsonNode?> resolve)
    {
        if (node is not JsonObject { Count: 1 } call)
            return null;
        var (name, argument) = call.First();
        var parts = argument as JsonArray ?? [];
        return name switch
        {
            "Condition" => IsTrue(argument?.ToString() ?? "", resolve),
            "Fn::Not" when parts.Count == 1 => !IsTrue(parts[0], resolve),
            "Fn::And" => All(parts.Select(part => IsTrue(part, resolve))),
            "Fn::Or" => !All(parts.Select(part => !IsTrue(part, resolve))),
            "Fn::Equals" when parts.Count == 2 => AreEqual(resolve(parts[0]), resolve(parts[1])),
            _ => null,
        };
    }

    static bool? All(IEnumerable<bool?> parts)
    {
        bool? all = true;
        foreach (var part in parts)
        {
            if (part == false)
                return false;
            if (part is null)
                all = null;
        }
        return all;
    }

    static bool? AreEqual(JsonNode? one, JsonNode? other) =>
        IsKnown(one) && IsKnown(other) ? Values.AreSame(one, other) : null;

    static bool IsKnown(JsonNode? node) =>
        node switch
        {
            JsonObject { Count: 1 } call when TemplateFunctions.IsFunction(call.First().Key) => false,
            JsonObject map => map.All(member => IsKnown(member.Value)),
            JsonArray list => list.All(IsKnown),
            _ => true,
        };
}
