using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Serverless.Values;

/// <summary>Reads and builds the trees that templates are.</summary>
static class Nodes
{
    /// <summary>A map of those members that are there.</summary>
    public static JsonObject Map(params ReadOnlySpan<(string Key, JsonNode? Value)> members)
    {
        var map = new JsonObject();
        foreach (var (key, value) in members)
            map.Put(key, value);
        return map;
    }

    public static JsonArray List(params ReadOnlySpan<JsonNode?> items)
    {
        var list = new JsonArray();
        foreach (var item in items)
            list.Add(item.Own());
        return list;
    }

    public static JsonArray ListOf(IEnumerable<JsonNode?> items) => List([.. items]);

    public static JsonArray TextsOf(IEnumerable<string> items) => List([.. items.Select(item => (JsonNode?)item)]);

    /// <summary>The node itself, or a copy where it stands in another tree already.</summary>
    public static JsonNode? Own(this JsonNode? node) => node?.Parent is null ? node : node.DeepClone();

    public static JsonNode? Copy(this JsonNode? node) => node?.DeepClone();

    /// <summary>Sets a member, unless there is no value.</summary>
    public static void Put(this JsonObject map, string key, JsonNode? value)
    {
        if (value is not null)
            map[key] = value.Own();
    }

    public static string? Text(this JsonNode? node) =>
        node is JsonValue value && value.TryGetValue(out string? text) ? text : null;

    /// <summary>The value as it is written in messages and names: numbers and booleans are texts there, too.</summary>
    public static string Written(this JsonNode? node) =>
        node switch
        {
            null => "None",
            JsonValue when node.GetValueKind() == JsonValueKind.True => "True",
            JsonValue when node.GetValueKind() == JsonValueKind.False => "False",
            _ => node.Text() ?? node.ToJsonString(),
        };

    public static bool? Flag(this JsonNode? node) =>
        node?.GetValueKind() switch
        {
            JsonValueKind.True => true,
            JsonValueKind.False => false,
            _ => null,
        };

    public static bool IsNumber(this JsonNode? node) => node?.GetValueKind() == JsonValueKind.Number;

    /// <summary>Whether there is a value that is neither empty nor false nor zero.</summary>
    public static bool IsGiven(this JsonNode? node) =>
        node switch
        {
            null => false,
            JsonObject map => map.Count > 0,
            JsonArray list => list.Count > 0,
            _ => node.GetValueKind() switch
            {
                JsonValueKind.False or JsonValueKind.Null => false,
                JsonValueKind.String => node.Text()!.Length > 0,
                JsonValueKind.Number => node.ToJsonString() is not ("0" or "0.0"),
                _ => true,
            },
        };

    /// <summary>The map at a key, made where there is none.</summary>
    public static JsonObject MapAt(this JsonObject map, string key)
    {
        if (map[key] is JsonObject there)
            return there;
        var made = new JsonObject();
        map[key] = made;
        return made;
    }

    /// <summary>A list as it is, any other value as a list of one.</summary>
    public static IReadOnlyList<JsonNode?> AsList(this JsonNode? node) =>
        node switch
        {
            null => [],
            JsonArray list => [.. list],
            _ => [node],
        };

    public static bool Same(JsonNode? left, JsonNode? right) => JsonNode.DeepEquals(left, right);

    /// <summary>Tags as most resource types have them, of a map of keys and values.</summary>
    public static JsonArray Tags(params ReadOnlySpan<JsonObject?> maps)
    {
        var list = new JsonArray();
        foreach (var map in maps)
        foreach (var (key, value) in map ?? [])
            list.Add(Map(("Key", key), ("Value", value ?? "")));
        return list;
    }

    public static string Alphanumeric(string text) => string.Concat(text.Where(char.IsLetterOrDigit));

    public static bool IsAlphanumeric(string text) => text.Length > 0 && text.All(char.IsLetterOrDigit);

    public static string Written(this int number) => number.ToString(CultureInfo.InvariantCulture);
}
