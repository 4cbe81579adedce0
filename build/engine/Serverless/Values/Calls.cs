using System.Text.Json.Nodes;
using Serverless.Resources;
using static Serverless.Values.Nodes;

namespace Serverless.Values;

/// <summary>Calls of intrinsic functions.</summary>
static class Calls
{
    /// <summary>What Fn::Or takes of conditions.</summary>
    const int MostConditions = 10;

    public static JsonObject Ref(string name) => new() { ["Ref"] = name };

    public static JsonObject GetAtt(string id, string attribute) => new() { ["Fn::GetAtt"] = List(id, attribute) };

    public static JsonObject Sub(string text, JsonObject? variables = null) =>
        new() { ["Fn::Sub"] = variables is { Count: > 0 } ? List(text, variables) : text };

    public static JsonObject Join(string delimiter, JsonNode values) =>
        new() { ["Fn::Join"] = List(delimiter, values) };

    public static JsonObject NoValue() => Ref("AWS::NoValue");

    public static JsonObject If(JsonNode? condition, JsonNode? yes, JsonNode? no = null) =>
        new() { ["Fn::If"] = List(condition, yes, no ?? NoValue()) };

    public static JsonObject Not(string condition) => new() { ["Fn::Not"] = List(Map(("Condition", condition))) };

    public static bool IsCall(this JsonNode? node) =>
        node is JsonObject { Count: 1 } map
        && (map.First().Key is "Ref" or "Condition" || map.First().Key.StartsWith("Fn::", StringComparison.Ordinal));

    public static bool IsIf(this JsonNode? node) => node is JsonObject { Count: 1 } map && map.ContainsKey("Fn::If");

    public static bool IsNoValue(this JsonNode? node) =>
        node is JsonObject { Count: 1 } map && map["Ref"].Text() == "AWS::NoValue";

    /// <summary>The condition and both values of a call of Fn::If; null where it has not three arguments.</summary>
    public static JsonArray? BranchesOf(this JsonNode? node) =>
        (node as JsonObject)?["Fn::If"] is JsonArray { Count: 3 } branches ? branches : null;

    /// <summary>Which resource a Ref or Fn::GetAtt speaks of.</summary>
    public static string? ResourceOf(this JsonNode? node)
    {
        if (!node.IsCall())
            return null;
        var map = (JsonObject)node!;
        if (map["Ref"].Text() is { } name)
            return name;
        return map["Fn::GetAtt"] switch
        {
            JsonArray { Count: 2 } parts => parts[0].Text(),
            { } text when text.Text()?.Split('.') is { Length: 2 } parts => parts[0],
            _ => null,
        };
    }

    /// <summary>A Ref or Fn::GetAtt as it is written within Fn::Sub.</summary>
    public static string Shorthand(JsonObject call) =>
        call["Ref"].Text() is { } name
            ? $"${{{name}}}"
            : $"${{{string.Join('.', call["Fn::GetAtt"].AsList().Select(part => part.Text()))}}}";

    /// <summary>Conditions that hold when one of several does: as many as it takes, the last of the given name.</summary>
    public static IEnumerable<(string Name, JsonObject Condition)> AnyOf(IReadOnlyList<string> conditions, string name)
    {
        var left = new List<string>(conditions);
        var more = (left.Count - 2) / (MostConditions - 1);
        while (left.Count > 1)
        {
            var next = more > 0 ? $"{name}{more--.Written()}" : name;
            var some = left.Take(MostConditions).ToList();
            left.RemoveRange(0, some.Count);
            left.Add(next);
            yield return (next, Or(some));
        }
    }

    public static JsonObject Or(IEnumerable<string> conditions) =>
        new() { ["Fn::Or"] = ListOf(conditions.Select(one => Map(("Condition", one)))) };

    public static JsonObject And(params IReadOnlyList<string> conditions) =>
        new() { ["Fn::And"] = ListOf(conditions.Select(one => Map(("Condition", one)))) };

    /// <summary>The values that a node may have: itself, or the branches of its Fn::If that are values.</summary>
    public static IEnumerable<JsonNode?> Contents(this JsonNode? node)
    {
        if (node is not JsonObject map || map["Fn::If"] is not { } branches)
            return [node];
        if (branches is not JsonArray)
            throw SpecificationException.Document("Value of Fn::If must be a list.");
        return branches.AsList().Skip(1).Where(branch => !branch.IsNoValue());
    }
}
