using System.Globalization;
using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using LocalAws.Sqs;

namespace LocalAws.Sns;

/// <summary>Which messages a subscription takes, by their attributes or their body ("Amazon SNS message filtering" in the SNS Developer Guide).</summary>
static class FilterPolicy
{
    static readonly string[] _operators =
    [
        "anything-but",
        "cidr",
        "equals-ignore-case",
        "exists",
        "numeric",
        "prefix",
        "suffix",
    ];

    /// <summary>Throws unless it is such a policy.</summary>
    public static void Check(string policy, bool isOfBody)
    {
        if (Parse(policy) is not { } document)
            throw SnsErrors.Invalid("FilterPolicy: failed to parse JSON.");
        Check(document, isOfBody);
    }

    /// <summary>Whether a message satisfies the policy.</summary>
    public static bool Takes(
        string policy,
        bool isOfBody,
        string body,
        IReadOnlyDictionary<string, MessageAttribute> attributes
    )
    {
        var document = Parse(policy)!;
        if (isOfBody)
            return Parse(body) is { } message && TakesAll(document, message);
        var values = new JsonObject();
        foreach (var (name, attribute) in attributes)
            values[name] = Value(attribute);
        return TakesAll(document, values);
    }

    static void Check(JsonObject document, bool isOfBody)
    {
        foreach (var (name, rule) in document)
        {
            if (name == "$or" && rule is JsonArray alternatives)
            {
                foreach (var alternative in alternatives.OfType<JsonObject>())
                    Check(alternative, isOfBody);
            }
            else if (rule is JsonObject nested && isOfBody)
                Check(nested, isOfBody);
            else if (rule is not JsonArray { Count: > 0 } conditions)
                throw SnsErrors.Invalid($"FilterPolicy: \"{name}\" must be an object or an array");
            else if (conditions.OfType<JsonObject>().FirstOrDefault(IsUnknown) is { } unknown)
                throw SnsErrors.Invalid($"FilterPolicy: Unrecognized match type {unknown.FirstOrDefault().Key}");
        }
    }

    static bool IsUnknown(JsonObject condition) => condition.Count != 1 || !_operators.Contains(condition.First().Key);

    static bool TakesAll(JsonObject rules, JsonObject values) => rules.All(rule => Takes(rule.Key, rule.Value, values));

    static bool Takes(string name, JsonNode? rule, JsonObject values) =>
        (name, rule) switch
        {
            ("$or", JsonArray alternatives) => alternatives
                .OfType<JsonObject>()
                .Any(alternative => TakesAll(alternative, values)),
            (_, JsonObject nested) => values[name] is JsonObject inner && TakesAll(nested, inner),
            (_, JsonArray conditions) => conditions.Any(condition =>
                condition is JsonObject found && found.ContainsKey("exists")
                    ? values.ContainsKey(name) == (found["exists"]?.ToString() == "true")
                    : values.ContainsKey(name) && Items(values[name]).Any(value => Fits(condition, value))
            ),
            _ => false,
        };

    static bool Fits(JsonNode? condition, JsonNode? value) =>
        condition is JsonObject { Count: 1 } operation
            ? Fits(operation.First().Key, operation.First().Value, value)
            : JsonNode.DeepEquals(condition, value) || (Number(condition) is { } number && number == Number(value));

    static bool Fits(string operation, JsonNode? operand, JsonNode? value)
    {
        var text = value is JsonValue given && given.GetValueKind() == JsonValueKind.String ? value.ToString() : null;
        return operation switch
        {
            "prefix" => text?.StartsWith(operand!.ToString(), StringComparison.Ordinal) == true,
            "suffix" => text?.EndsWith(operand!.ToString(), StringComparison.Ordinal) == true,
            "equals-ignore-case" => string.Equals(text, operand!.ToString(), StringComparison.OrdinalIgnoreCase),
            "anything-but" => !Items(operand).Any(condition => Fits(condition, value)),
            "cidr" => text is not null
                && IPAddress.TryParse(text, out var address)
                && IPNetwork.TryParse(operand!.ToString(), out var network)
                && network.Contains(address),
            "numeric" => Number(value) is { } number && IsInRange(operand as JsonArray ?? [], number),
            _ => false,
        };
    }

    /// <summary>Pairs of a comparison and a number, such as ">", 0, "&lt;=", 150.</summary>
    static bool IsInRange(JsonArray range, decimal number)
    {
        for (var index = 0; index + 1 < range.Count; index += 2)
        {
            var limit = Number(range[index + 1]);
            var holds = range[index]?.ToString() switch
            {
                "=" => number == limit,
                "<" => number < limit,
                "<=" => number <= limit,
                ">" => number > limit,
                ">=" => number >= limit,
                _ => false,
            };
            if (!holds)
                return false;
        }
        return true;
    }

    static IEnumerable<JsonNode?> Items(JsonNode? node) => node is JsonArray items ? items : Enumerable.Repeat(node, 1);

    static decimal? Number(JsonNode? node) =>
        node is JsonValue value
        && value.GetValueKind() == JsonValueKind.Number
        && decimal.TryParse(value.ToString(), NumberStyles.Float, CultureInfo.InvariantCulture, out var number)
            ? number
            : null;

    static JsonNode? Value(MessageAttribute attribute)
    {
        if (attribute.DataType.StartsWith("Number", StringComparison.Ordinal))
            return decimal.TryParse(attribute.Text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number)
                ? JsonValue.Create(number)
                : null;
        return attribute.DataType == "String.Array"
            ? ParseNode(attribute.Text ?? "")
            : JsonValue.Create(attribute.Text);
    }

    static JsonObject? Parse(string text) => ParseNode(text) as JsonObject;

    static JsonNode? ParseNode(string text)
    {
        try
        {
            return JsonNode.Parse(text);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
