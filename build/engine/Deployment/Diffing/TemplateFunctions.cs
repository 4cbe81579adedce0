using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Deployment.Diffing;

/// <summary>Works out the functions of a template whose arguments are known, and leaves all others as they are.</summary>
sealed partial class TemplateFunctions(JsonObject template, IReadOnlyDictionary<string, JsonNode> values)
{
    readonly TemplateConditions conditions = new(template["Conditions"] as JsonObject ?? []);

    /// <summary>Null where that is not known.</summary>
    public bool? IsTrue(string condition) => conditions.IsTrue(condition, Resolve);

    /// <summary>The value; null where it is AWS::NoValue.</summary>
    public JsonNode? Resolve(JsonNode? node)
    {
        switch (node)
        {
            case JsonArray list:
                return new JsonArray([.. list.Select(Resolve).Where(item => item is not null)]);
            case JsonObject { Count: 1 } call when IsFunction(call.First().Key):
                return Call(call.First().Key, call.First().Value);
            case JsonObject map:
                var result = new JsonObject();
                foreach (var (name, member) in map)
                    if (Resolve(member) is { } value)
                        result[name] = value;
                return result;
            default:
                return node?.DeepClone();
        }
    }

    public static bool IsFunction(string name) => name == "Ref" || name.StartsWith("Fn::", StringComparison.Ordinal);

    JsonNode? Call(string name, JsonNode? argument) =>
        name switch
        {
            "Ref" when argument?.ToString() == "AWS::NoValue" => null,
            "Ref" when values.TryGetValue(argument?.ToString() ?? "", out var value) => value.DeepClone(),
            "Fn::If" when argument is JsonArray { Count: 3 } branches => If(branches),
            "Fn::Sub" => Sub(argument),
            "Fn::Join" when Resolve(argument) is JsonArray { Count: 2 } join => Join(join),
            "Fn::Select" when Resolve(argument) is JsonArray { Count: 2 } select => Select(select),
            "Fn::Split" when Resolve(argument) is JsonArray { Count: 2 } split => Split(split),
            "Fn::FindInMap" when Resolve(argument) is JsonArray { Count: 3 } keys => FindInMap(keys),
            _ => new JsonObject { [name] = Resolve(argument) },
        };

    JsonNode? If(JsonArray branches) =>
        IsTrue(branches[0]?.ToString() ?? "") switch
        {
            true => Resolve(branches[1]),
            false => Resolve(branches[2]),
            null => new JsonObject
            {
                ["Fn::If"] = new JsonArray(
                    branches[0]?.DeepClone(),
                    Resolve(branches[1]) ?? new JsonObject { ["Ref"] = "AWS::NoValue" },
                    Resolve(branches[2]) ?? new JsonObject { ["Ref"] = "AWS::NoValue" }
                ),
            },
        };

    JsonNode Sub(JsonNode? argument)
    {
        var variables = argument is JsonArray { Count: 2 } pair ? Resolve(pair[1]) as JsonObject ?? [] : [];
        var text = (argument is JsonArray { Count: > 0 } list ? list[0] : argument)?.ToString() ?? "";
        var isWhole = true;
        var result = Variable()
            .Replace(
                text,
                match =>
                {
                    var name = match.Groups[1].Value.Trim();
                    if ((variables[name] ?? values.GetValueOrDefault(name)) is JsonValue known)
                        return known.ToString();
                    isWhole = false;
                    return match.Value;
                }
            );
        if (isWhole)
            return JsonValue.Create(result.Replace("${!", "${", StringComparison.Ordinal));
        var left = new JsonObject();
        foreach (var (name, value) in variables)
            if (value is not JsonValue)
                left[name] = value?.DeepClone();
        return new JsonObject { ["Fn::Sub"] = left.Count == 0 ? result : new JsonArray(result, left) };
    }

    static JsonNode Join(JsonArray join) =>
        join[1] is JsonArray items && items.All(item => item is JsonValue)
            ? JsonValue.Create(string.Join(join[0]?.ToString(), items.Select(item => item!.ToString())))
            : new JsonObject { ["Fn::Join"] = join };

    static JsonNode Select(JsonArray select) =>
        select[1] is JsonArray items
        && int.TryParse(select[0]?.ToString(), NumberStyles.None, CultureInfo.InvariantCulture, out var index)
        && index < items.Count
        && items[index] is { } item
            ? item.DeepClone()
            : new JsonObject { ["Fn::Select"] = select };

    static JsonNode Split(JsonArray split) =>
        split is [JsonValue separator, JsonValue text] && separator.ToString() is { Length: > 0 } mark
            ? new JsonArray([.. text.ToString().Split(mark).Select(part => (JsonNode)JsonValue.Create(part))])
            : new JsonObject { ["Fn::Split"] = split };

    JsonNode FindInMap(JsonArray keys) =>
        keys.All(key => key is JsonValue)
        && template["Mappings"]?[keys[0]!.ToString()]?[keys[1]!.ToString()]?[keys[2]!.ToString()] is { } found
            ? found.DeepClone()
            : new JsonObject { ["Fn::FindInMap"] = keys };

    [GeneratedRegex(@"\$\{([^!{}][^{}]*)\}", RegexOptions.CultureInvariant)]
    private static partial Regex Variable();
}
