using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Deployment.Stacks;

namespace Deployment.Diffing;

/// <summary>The innermost values in which two pieces of JSON differ. What was before was read back from CloudFormation.</summary>
static class Values
{
    public static IEnumerable<ValueDifference> Compare(string path, JsonNode? before, JsonNode? after)
    {
        if (AreSame(before, after))
            return [];
        return (before, after) switch
        {
            (JsonObject old, JsonObject now) when !IsFunction(old) && !IsFunction(now) => old.Concat(now)
                .Select(member => member.Key)
                .Distinct()
                .SelectMany(name => Compare(path.Length == 0 ? name : $"{path}.{name}", old[name], now[name])),
            (JsonArray old, JsonArray now) when old.Count == now.Count => Enumerable
                .Range(0, old.Count)
                .SelectMany(i => Compare(string.Create(CultureInfo.InvariantCulture, $"{path}[{i}]"), old[i], now[i])),
            _ => [new ValueDifference(path, before?.DeepClone(), after?.DeepClone())],
        };
    }

    /// <summary>The same to CloudFormation: to it, 1 is "1" and true is "true".</summary>
    public static bool AreSame(JsonNode? before, JsonNode? after) =>
        (before, after) switch
        {
            (null, null) => true,
            (JsonObject old, JsonObject now) => old.Count == now.Count
                && now.All(member =>
                    (
                        old.TryGetPropertyValue(member.Key, out var value)
                        || old.TryGetPropertyValue(ReadBackText.Of(member.Key), out value)
                    ) && AreSame(value, member.Value)
                ),
            (JsonArray old, JsonArray now) => old.Count == now.Count
                && old.Zip(now).All(pair => AreSame(pair.First, pair.Second)),
            (JsonValue old, JsonValue now) => ReadBackText.MayBe(Text(now), Text(old)),
            _ => false,
        };

    static string Text(JsonValue value) =>
        value.GetValueKind() == JsonValueKind.String ? value.GetValue<string>() : value.ToJsonString();

    /// <summary>A function of CloudFormation is one value.</summary>
    static bool IsFunction(JsonObject value) => value.Count == 1 && TemplateFunctions.IsFunction(value.First().Key);
}
