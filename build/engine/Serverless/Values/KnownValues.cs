using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Serverless.Values;

/// <summary>Puts in what a template's parameters and mappings are known to be, where SAM has to know them.</summary>
sealed partial class KnownValues(IReadOnlyDictionary<string, string> parameters, JsonObject? mappings)
{
    /// <summary>A copy with the values of parameters in place of Ref and within Fn::Sub.</summary>
    public JsonNode? Resolve(JsonNode? node)
    {
        switch (node)
        {
            case JsonObject { Count: 1 } map when map["Ref"].Text() is { } name:
                return parameters.TryGetValue(name, out var value) ? JsonValue.Create(value) : map.DeepClone();
            case JsonObject { Count: 1 } map when map["Fn::Sub"] is { } sub && TextOf(sub) is { } text:
                var resolved = JsonValue.Create(
                    Variable().Replace(text, match => parameters.GetValueOrDefault(match.Groups[1].Value, match.Value))
                );
                return new JsonObject
                {
                    ["Fn::Sub"] = sub is JsonArray arguments
                        ? Nodes.ListOf([resolved, .. arguments.Skip(1).Select(Resolve)])
                        : resolved,
                };
            case JsonObject map:
                return new JsonObject(map.Select(entry => KeyValuePair.Create(entry.Key, Resolve(entry.Value))));
            case JsonArray list:
                return new JsonArray([.. list.Select(Resolve)]);
            default:
                return node?.DeepClone();
        }
    }

    /// <summary>As <see cref="Resolve"/>, and a call of Fn::FindInMap that is known by now is its value.</summary>
    public JsonNode? ResolveMapped(JsonNode? node)
    {
        var resolved = Resolve(node);
        return
            (resolved as JsonObject)?["Fn::FindInMap"] is JsonArray { Count: 3 } path
            && path.All(part => part.Text() is not null)
            && ((mappings?[path[0].Text()!] as JsonObject)?[path[1].Text()!] as JsonObject)?[path[2].Text()!]
                is { } found
            ? found.DeepClone()
            : resolved;
    }

    static string? TextOf(JsonNode sub) => sub is JsonArray list ? list.FirstOrDefault().Text() : sub.Text();

    [GeneratedRegex(@"\$\{([A-Za-z0-9\.]+|AWS::[A-Z][A-Za-z]*)\}", RegexOptions.CultureInvariant)]
    private static partial Regex Variable();
}
