using System.Text.Json.Nodes;

namespace Diagnosis.Roles;

/// <summary>Changes policy documents as JSON, everything else in them kept.</summary>
static class PolicyText
{
    public static JsonObject Of(params IEnumerable<JsonObject> statements) =>
        new()
        {
            ["Version"] = "2012-10-17",
            ["Statement"] = new JsonArray([.. statements.Select(statement => (JsonNode)statement.DeepClone())]),
        };

    /// <summary>The document with further statements.</summary>
    public static JsonObject With(string document, params IEnumerable<JsonObject> statements)
    {
        var changed = Parse(document);
        var list = StatementsOf(changed);
        foreach (var statement in statements)
            list.Add(statement.DeepClone());
        return changed;
    }

    /// <summary>The document with one statement changed.</summary>
    public static JsonObject WithStatement(string document, int index, Action<JsonObject> change)
    {
        var changed = Parse(document);
        change((JsonObject)StatementsOf(changed)[index]!);
        return changed;
    }

    /// <summary>The values that conditions on a key compare with, wherever they stand.</summary>
    public static IReadOnlyList<string> ConditionValues(string document, string key) =>
        [
            .. StatementsOf(Parse(document))
                .OfType<JsonObject>()
                .Select(statement => statement["Condition"])
                .OfType<JsonObject>()
                .SelectMany(condition => condition.Select(test => test.Value).OfType<JsonObject>())
                .SelectMany(test => test)
                .Where(entry => string.Equals(entry.Key, key, StringComparison.OrdinalIgnoreCase))
                .SelectMany(entry => entry.Value is JsonArray many ? [.. many] : (JsonNode?[])[entry.Value])
                .OfType<JsonNode>()
                .Select(value => value.ToString()),
        ];

    static JsonObject Parse(string document) => (JsonObject)JsonNode.Parse(document)!;

    /// <summary>A document may have one statement without a list around it.</summary>
    static JsonArray StatementsOf(JsonObject document)
    {
        if (document["Statement"] is JsonArray list)
            return list;
        var single = document["Statement"];
        document.Remove("Statement");
        var made = single is null ? new JsonArray() : new JsonArray(single);
        document["Statement"] = made;
        return made;
    }
}
