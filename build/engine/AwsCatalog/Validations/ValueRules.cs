using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using AwsCatalog.Schemas;

namespace AwsCatalog.Validations;

/// <summary>Types, enums, patterns, lengths and ranges of single values.</summary>
static class ValueRules
{
    /// <summary>What a value's type is instead of one that it may be; null where it may be.</summary>
    public static string? WrongType(JsonElement schema, JsonNode value)
    {
        if (!schema.TryGetProperty("type", out var type))
            return null;
        var wanted =
            type.ValueKind == JsonValueKind.Array
                ? [.. type.EnumerateArray().Select(name => name.GetString()!)]
                : new[] { type.GetString()! };
        return Array.Exists(wanted, name => Is(name, value))
            ? null
            : $"expected type: {ProviderName(wanted[0])}, found: {Found(value)}";
    }

    public static void Check(JsonElement schema, JsonNode value, string path, List<PropertyFault> faults)
    {
        if (value is not JsonValue scalar)
            return;
        var text = Text(scalar);
        if (
            schema.TryGetProperty("enum", out var options)
            && !options.EnumerateArray().Any(option => SameText(option, text))
        )
        {
            faults.Add(new(path, "#: only 1 subschema matches out of 2"));
            faults.Add(Constraint(path, "enum"));
        }
        if (schema.TryGetProperty("const", out var constant) && !SameText(constant, text))
            faults.Add(Constraint(path, "const"));
        if (IsText(schema))
            CheckText(schema, text, path, faults);
        else if (decimal.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number))
            CheckRange(schema, number, path, faults);
    }

    static void CheckText(JsonElement schema, string text, string path, List<PropertyFault> faults)
    {
        if (Number(schema, "minLength") is { } minimum && text.Length < minimum)
            faults.Add(new(path, $"expected minLength: {minimum}, actual: {text.Length}"));
        if (Number(schema, "maxLength") is { } maximum && text.Length > maximum)
            faults.Add(new(path, $"expected maxLength: {maximum}, actual: {text.Length}"));
        if (schema.TryGetProperty("pattern", out var pattern) && !SchemaPattern.IsMatch(pattern.GetString()!, text))
            faults.Add(Constraint(path, "pattern"));
    }

    static void CheckRange(JsonElement schema, decimal number, string path, List<PropertyFault> faults)
    {
        if (Number(schema, "minimum") is { } minimum && number < minimum)
            faults.Add(Constraint(path, "minimum"));
        if (Number(schema, "maximum") is { } maximum && number > maximum)
            faults.Add(Constraint(path, "maximum"));
    }

    /// <summary>A number of a schema; null where it has none, or one that is larger than any value.</summary>
    public static decimal? Number(JsonElement schema, string keyword) =>
        schema.TryGetProperty(keyword, out var value)
        && value.ValueKind == JsonValueKind.Number
        && value.TryGetDecimal(out var number)
            ? number
            : null;

    static bool IsText(JsonElement schema) =>
        !schema.TryGetProperty("type", out var type)
        || (type.ValueKind == JsonValueKind.String && type.GetString() == "string");

    static PropertyFault Constraint(string path, string keyword) =>
        new(path, $"failed validation constraint for keyword [{keyword}]");

    static bool SameText(JsonElement option, string text) =>
        (option.ValueKind == JsonValueKind.String ? option.GetString() : option.GetRawText()) == text;

    static bool Is(string type, JsonNode value) =>
        type switch
        {
            "string" => value is JsonValue,
            "integer" => value is JsonValue scalar
                && decimal.TryParse(Text(scalar), NumberStyles.Float, CultureInfo.InvariantCulture, out var number)
                && number == decimal.Truncate(number),
            "number" => value is JsonValue scalar
                && double.TryParse(Text(scalar), NumberStyles.Float, CultureInfo.InvariantCulture, out _),
            "boolean" => value is JsonValue scalar && bool.TryParse(Text(scalar), out _),
            "array" => value is JsonArray,
            // A document may be given as its text.
            "object" => value is JsonObject
                || (value is JsonValue scalar && Text(scalar).AsSpan().TrimStart().StartsWith("{")),
            _ => true,
        };

    static string ProviderName(string type) =>
        type switch
        {
            "string" => "String",
            "integer" => "Integer",
            "number" => "Number",
            "boolean" => "Boolean",
            "array" => "JSONArray",
            _ => "JSONObject",
        };

    static string Found(JsonNode value) =>
        value switch
        {
            JsonObject => "JSONObject",
            JsonArray => "JSONArray",
            _ => value.GetValueKind() switch
            {
                JsonValueKind.True or JsonValueKind.False => "Boolean",
                JsonValueKind.Number => Text((JsonValue)value).Contains('.', StringComparison.Ordinal)
                    ? "Double"
                    : "Integer",
                _ => "String",
            },
        };

    static string Text(JsonValue value) =>
        value.GetValueKind() == JsonValueKind.String ? value.GetValue<string>() : value.ToJsonString();
}
