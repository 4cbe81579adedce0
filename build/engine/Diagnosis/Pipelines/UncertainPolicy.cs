using System.Text.Json.Nodes;
using Diagnosis.Templates;
using Iam;

namespace Diagnosis.Pipelines;

/// <summary>
/// A policy of a template, read twice where it depends on what only a deployment knows: once as if the unknown allowed all
/// that it can, once as if it allowed nothing. What both agree on is certain.
/// </summary>
public sealed record UncertainPolicy(Policy? AtBest, Policy? AtWorst)
{
    static readonly string[] elements = ["Action", "NotAction", "Resource", "NotResource", "Principal", "NotPrincipal"];

    /// <param name="document">Functions resolved.</param>
    /// <exception cref="PolicyDocumentException">The document is malformed.</exception>
    public static UncertainPolicy Parse(string name, PolicyKind kind, JsonObject document)
    {
        if (Unknown.IsKnown(document.ToJsonString(UnescapedJson.Json)))
        {
            var certain = Policy.Parse(name, kind, document.ToJsonString());
            return new(certain, certain);
        }
        return new(Read(true), Read(false));

        // Without a statement that stays it is no policy.
        Policy? Read(bool isGenerous) =>
            StatementsOf(document, isGenerous) is { Count: > 0 } read
                ? Policy.Parse(name, kind, read.ToJsonString())
                : null;
    }

    /// <summary>A policy of which nothing is known.</summary>
    public static UncertainPolicy Opaque(string name, PolicyKind kind) =>
        new(
            Policy.Parse(
                name,
                kind,
                """{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"*","Resource":"*"}]}"""
            ),
            null
        );

    static JsonObject StatementsOf(JsonObject document, bool isGenerous)
    {
        IEnumerable<JsonNode?> statements = document["Statement"] is JsonArray list
            ? list
            : (IEnumerable<JsonNode?>)[document["Statement"]];
        var read = statements
            .OfType<JsonObject>()
            .Select(statement => ReadStatement(statement.DeepClone().AsObject(), isGenerous))
            .OfType<JsonObject>()
            .ToArray<JsonNode>();
        if (read.Length == 0)
            return [];
        var copy = document.DeepClone().AsObject();
        copy["Statement"] = new JsonArray(read);
        return copy;
    }

    /// <summary>An unknown part of a statement that applies becomes a wildcard; a statement that does not disappears.</summary>
    static JsonObject? ReadStatement(JsonObject statement, bool isGenerous)
    {
        if (Unknown.IsKnown(statement.ToJsonString(UnescapedJson.Json)))
            return statement;
        if ((statement["Effect"]?.ToString() == "Allow") != isGenerous)
            return WithoutUnknown(statement);
        foreach (var element in elements)
            if (statement[element] is { } value)
                statement[element] = Widen(value, element.EndsWith("Principal", StringComparison.Ordinal));
        if (statement["Condition"] is { } condition && !Unknown.IsKnown(condition.ToJsonString(UnescapedJson.Json)))
            statement.Remove("Condition");
        return statement;
    }

    /// <summary>What the statement says for sure; null where it says nothing.</summary>
    static JsonObject? WithoutUnknown(JsonObject statement)
    {
        foreach (var element in elements.Where(element => !element.StartsWith("Not", StringComparison.Ordinal)))
            if (statement[element] is JsonArray list)
            {
                JsonNode[] known =
                [
                    .. list.OfType<JsonNode>()
                        .Where(item => Unknown.IsKnown(item.ToString()))
                        .Select(i => i.DeepClone()),
                ];
                if (known.Length > 0)
                    statement[element] = new JsonArray(known);
            }
        return Unknown.IsKnown(statement.ToJsonString(UnescapedJson.Json)) ? statement : null;
    }

    /// <param name="whole">A principal is named as a whole or not at all.</param>
    static JsonNode? Widen(JsonNode? value, bool whole) =>
        value switch
        {
            JsonArray list => new JsonArray([.. list.Select(item => Widen(item, whole))]),
            JsonObject map => new JsonObject(map.Select(m => KeyValuePair.Create(m.Key, Widen(m.Value, whole)))),
            JsonValue text when Unknown.IsKnown(text.ToString()) => text.DeepClone(),
            JsonValue text => whole ? "*" : text.ToString().Replace(Unknown.Mark, "*", StringComparison.Ordinal),
            _ => null,
        };
}
