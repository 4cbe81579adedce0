using System.Text.Json.Nodes;
using Diagnosis.Templates;

namespace Diagnosis.DeadStatements;

/// <summary>A statement of a policy in a template, its functions resolved; what is not known has a mark.</summary>
sealed record PolicyStatementText(JsonObject Statement)
{
    public IReadOnlyList<string> Actions => Texts(Statement["Action"]);

    /// <summary>Null where the statement has none: a trust policy, or one that is about everything else.</summary>
    public IReadOnlyList<string>? Resources => Statement["Resource"] is { } given ? Texts(given) : null;

    public IReadOnlyList<string> Services => Texts((Statement["Principal"] as JsonObject)?["Service"]);

    /// <summary>The keys of conditions that hold only where the request has the key.</summary>
    public IReadOnlyList<string> NeededKeys =>
        [
            .. (Statement["Condition"] as JsonObject ?? [])
                .Where(test => Needs(test.Key))
                .SelectMany(test => (test.Value as JsonObject ?? []).Select(member => member.Key))
                .Distinct(StringComparer.OrdinalIgnoreCase),
        ];

    /// <summary>The statements of every policy document in a value, in their order.</summary>
    public static IEnumerable<PolicyStatementText> In(JsonNode? node) =>
        node switch
        {
            JsonObject map when Statements(map) is { Count: > 0 } found => found,
            JsonObject map => map.SelectMany(member => In(member.Value)),
            JsonArray list => list.SelectMany(In),
            _ => [],
        };

    static List<PolicyStatementText> Statements(JsonObject map)
    {
        IEnumerable<JsonNode?> all = map[nameof(Statement)] switch
        {
            JsonArray list => (IEnumerable<JsonNode?>)list,
            JsonObject one => [one],
            _ => [],
        };
        return
        [
            .. all.OfType<JsonObject>()
                .Where(statement => statement["Effect"] is JsonValue)
                .Select(statement => new PolicyStatementText(statement)),
        ];
    }

    /// <summary>Negated tests, those that end in IfExists and those of every value of a set hold without the key, too.</summary>
    static bool Needs(string test) =>
        !test.EndsWith("IfExists", StringComparison.OrdinalIgnoreCase)
        && !test.StartsWith("ForAllValues:", StringComparison.OrdinalIgnoreCase)
        && !test.Contains("Not", StringComparison.OrdinalIgnoreCase)
        && !test.Equals("Null", StringComparison.OrdinalIgnoreCase)
        && Unknown.IsKnown(test);

    static IReadOnlyList<string> Texts(JsonNode? node) =>
        node switch
        {
            JsonArray list => [.. list.OfType<JsonValue>().Select(item => item.ToString())],
            JsonValue value => [value.ToString()],
            _ => [],
        };
}
