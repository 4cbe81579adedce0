using System.Text.Json;
using System.Text.Json.Nodes;

namespace LocalAws.CloudFormation.Templates;

/// <summary>Template values as CloudFormation sees them: every scalar is text in the end.</summary>
public static class JsonValues
{
    public static string AsText(this JsonNode node) =>
        node is JsonValue value && value.GetValueKind() == JsonValueKind.String
            ? value.GetValue<string>()
            : node.ToJsonString();

    public static string? Text(this JsonObject map, string name) => map[name]?.AsText();

    /// <summary>JSON text of a document, an object or JSON text, whose numbers and booleans are texts, as services are given it.</summary>
    public static string? AsDocument(this JsonNode? node) =>
        node is JsonValue text ? text.AsText() : InTexts(node)?.ToJsonString();

    static JsonNode? InTexts(JsonNode? node) =>
        node switch
        {
            JsonObject map => new JsonObject(map.Select(entry => KeyValuePair.Create(entry.Key, InTexts(entry.Value)))),
            JsonArray list => new JsonArray([.. list.Select(InTexts)]),
            JsonValue value => JsonValue.Create(value.AsText()),
            _ => null,
        };

    public static IEnumerable<string> Texts(this JsonNode? node) =>
        node switch
        {
            null => [],
            JsonArray list => list.Where(item => item is not null).Select(item => item!.AsText()),
            _ => [node.AsText()],
        };

    /// <summary>A function call is an object with the function's name as its only key.</summary>
    public static bool IsCall(this JsonNode? node, out string name, out JsonNode? argument)
    {
        if (node is JsonObject { Count: 1 } map)
        {
            (name, argument) = map.First();
            return name is "Ref" or "Condition" || name.StartsWith("Fn::", StringComparison.Ordinal);
        }

        (name, argument) = ("", null);
        return false;
    }

    /// <summary>Equal as CloudFormation compares: true and "true", 1 and "1" are the same; the order of keys is not kept.</summary>
    public static bool Same(JsonNode? left, JsonNode? right) =>
        (left, right) switch
        {
            (null, null) => true,
            (JsonObject a, JsonObject b) => a.Count == b.Count
                && a.All(entry => b.TryGetPropertyValue(entry.Key, out var other) && Same(entry.Value, other)),
            (JsonArray a, JsonArray b) => a.Count == b.Count && a.Zip(b).All(pair => Same(pair.First, pair.Second)),
            (JsonValue a, JsonValue b) => a.AsText() == b.AsText(),
            _ => false,
        };
}
