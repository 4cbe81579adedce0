using System.Globalization;
using System.Text.Json.Nodes;

namespace Deployment.Diffing;

/// <summary>The innermost values in which two pieces of JSON differ.</summary>
static class Values
{
    public static IEnumerable<ValueDifference> Compare(string path, JsonNode? before, JsonNode? after)
    {
        if (JsonNode.DeepEquals(before, after))
            return [];
        return (before, after) switch
        {
            (JsonObject old, JsonObject now) when !IsIntrinsic(old) && !IsIntrinsic(now) => old.Concat(now)
                .Select(member => member.Key)
                .Distinct()
                .SelectMany(name => Compare(path.Length == 0 ? name : $"{path}.{name}", old[name], now[name])),
            (JsonArray old, JsonArray now) when old.Count == now.Count => Enumerable
                .Range(0, old.Count)
                .SelectMany(i => Compare(string.Create(CultureInfo.InvariantCulture, $"{path}[{i}]"), old[i], now[i])),
            _ => [new ValueDifference(path, before?.DeepClone(), after?.DeepClone())],
        };
    }

    /// <summary>A function of CloudFormation is one value.</summary>
    static bool IsIntrinsic(JsonObject value) =>
        value.Count == 1
        && value.First().Key is var name
        && (name == "Ref" || name.StartsWith("Fn::", StringComparison.Ordinal));
}
