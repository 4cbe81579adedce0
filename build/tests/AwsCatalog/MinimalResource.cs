using System.Text.Json;
using System.Text.Json.Nodes;

namespace Build.Tests.AwsCatalog;

/// <summary>The least that a schema takes for a resource, its texts being values that only AWS would have told.</summary>
/// <param name="isOther">Other values than by default, where the schema takes others.</param>
sealed class MinimalResource(JsonElement root, bool isOther = false)
{
    /// <summary>Known to the local AWS as made up by itself.</summary>
    string Text => isOther ? "b-10ca1a35" : "a-10ca1a35";

    public JsonObject Properties() => (JsonObject)Of(root, 0)!;

    /// <summary>A value of a property: with an item where it is a list.</summary>
    public JsonNode? Value(string property)
    {
        var schema = Resolve(root.GetProperty("properties").GetProperty(property));
        return Of(schema, 1) switch
        {
            JsonArray { Count: 0 } when schema.TryGetProperty("items", out var items) => new JsonArray(Of(items, 2)),
            var value => value,
        };
    }

    JsonNode? Of(JsonElement reference, int depth)
    {
        var schema = Resolve(reference);
        if (depth > 12)
            return Text;
        if (schema.TryGetProperty("enum", out var options))
            return JsonNode.Parse(options[isOther ? options.GetArrayLength() - 1 : 0].GetRawText());
        if (schema.TryGetProperty("const", out var constant))
            return JsonNode.Parse(constant.GetRawText());
        return TypeOf(schema) switch
        {
            "object" => Map(schema, depth),
            "array" => new JsonArray([
                .. Enumerable
                    .Range(0, Number(schema, "minItems") ?? 0)
                    .Select(index => schema.TryGetProperty("items", out var items) ? Of(items, depth + 1) : Text),
            ]),
            "boolean" => !isOther,
            "integer" or "number" => Whole(schema),
            _ => Text,
        };
    }

    int Whole(JsonElement schema)
    {
        var (least, most) = (Number(schema, "minimum"), Number(schema, "maximum"));
        var usual = least ?? Math.Min(1, most ?? 1);
        return isOther && (most is null || usual < most) ? usual + 1 : usual;
    }

    JsonObject Map(JsonElement schema, int depth)
    {
        var map = new JsonObject();
        foreach (var name in Needed(schema))
            map[name] ??=
                schema.TryGetProperty("properties", out var properties)
                && properties.TryGetProperty(name, out var member)
                    ? Of(member, depth + 1)
                    : Text;
        if (
            map.Count == 0
            && (schema.TryGetProperty("oneOf", out var choices) || schema.TryGetProperty("anyOf", out choices))
            && TypeOf(Resolve(choices[0])) == "object"
        )
            return Map(Resolve(choices[0]), depth);
        if (schema.TryGetProperty("properties", out var all))
            foreach (var member in all.EnumerateObject().Take((Number(schema, "minProperties") ?? 0) - map.Count))
                map[member.Name] ??= Of(member.Value, depth + 1);
        for (var count = map.Count; count < (Number(schema, "minProperties") ?? 0); count++)
            map[$"Key{count}"] = Text;
        return map;
    }

    IEnumerable<string> Needed(JsonElement schema)
    {
        foreach (var name in Texts(schema, "required"))
            yield return name;
        foreach (var combination in new[] { "oneOf", "anyOf" })
            if (schema.TryGetProperty(combination, out var choices))
                foreach (var name in Texts(Resolve(choices[0]), "required"))
                    yield return name;
        if (schema.TryGetProperty("allOf", out var all))
            foreach (var name in all.EnumerateArray().SelectMany(part => Needed(Resolve(part))))
                yield return name;
    }

    static string TypeOf(JsonElement schema) =>
        !schema.TryGetProperty("type", out var type) ? "object"
        : type.ValueKind == JsonValueKind.Array ? type[0].GetString()!
        : type.GetString()!;

    static int? Number(JsonElement schema, string keyword) =>
        schema.TryGetProperty(keyword, out var value) && value.TryGetDouble(out var number)
            ? (int)Math.Ceiling(number)
            : null;

    static IEnumerable<string> Texts(JsonElement schema, string keyword) =>
        schema.TryGetProperty(keyword, out var list) ? list.EnumerateArray().Select(item => item.GetString()!) : [];

    JsonElement Resolve(JsonElement schema)
    {
        while (schema.TryGetProperty("$ref", out var reference))
            schema = reference
                .GetString()!
                .Split('/')
                .Skip(1)
                .Aggregate(root, (element, segment) => element.GetProperty(segment));
        return schema;
    }
}
