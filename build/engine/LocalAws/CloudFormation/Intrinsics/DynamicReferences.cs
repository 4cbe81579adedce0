using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using LocalAws.CloudFormation.Templates;

namespace LocalAws.CloudFormation.Intrinsics;

/// <summary>A {{resolve:service:reference}} within a property's text.</summary>
public sealed record DynamicReference(string Service, string Key);

/// <summary>Replaces dynamic references by the values that they stand for.</summary>
public static partial class DynamicReferences
{
    public static IEnumerable<DynamicReference> In(JsonNode? node) =>
        node switch
        {
            JsonArray list => list.SelectMany(In),
            JsonObject map => map.SelectMany(entry => In(entry.Value)),
            JsonValue value => Pattern()
                .Matches(value.AsText())
                .Select(match => new DynamicReference(match.Groups[1].Value, match.Groups[2].Value)),
            _ => [],
        };

    public static JsonNode? Replace(JsonNode? node, Func<DynamicReference, string> resolve)
    {
        switch (node)
        {
            case JsonArray list:
                return new JsonArray([.. list.Select(item => Replace(item, resolve))]);
            case JsonObject map:
                var result = new JsonObject();
                foreach (var (key, member) in map)
                    result[key] = Replace(member, resolve);
                return result;
            case JsonValue value when value.AsText() is var text && Pattern().IsMatch(text):
                return Pattern().Replace(text, match => resolve(new(match.Groups[1].Value, match.Groups[2].Value)));
            default:
                return node?.DeepClone();
        }
    }

    [GeneratedRegex(@"\{\{resolve:([a-z-]+):([^{}]+)\}\}", RegexOptions.CultureInvariant)]
    private static partial Regex Pattern();
}
