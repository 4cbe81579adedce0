using System.Text.Json.Nodes;

namespace Diagnosis.ExecutionPolicies;

/// <summary>A statement that allows, with what it is for.</summary>
/// <param name="Actions">In order.</param>
/// <param name="Resources">In order.</param>
/// <param name="Condition">Null: none.</param>
/// <param name="For">The resources of templates that need it.</param>
public sealed record ExecutionStatement(
    IReadOnlyList<string> Actions,
    IReadOnlyList<string> Resources,
    NeedCondition? Condition,
    IReadOnlyList<NeededFor> For
)
{
    /// <summary>As a policy's document has it.</summary>
    public JsonObject ToJson()
    {
        var statement = new JsonObject
        {
            ["Effect"] = "Allow",
            ["Action"] = OneOrMany(Actions),
            ["Resource"] = OneOrMany(Resources),
        };
        if (Condition is { } condition)
            statement[nameof(Condition)] = new JsonObject
            {
                ["StringEquals"] = new JsonObject { [condition.Key] = OneOrMany(condition.Values) },
            };
        return statement;
    }

    /// <summary>The characters of the statement without white space, which IAM does not count.</summary>
    public int Length => ToJson().ToJsonString(PolicyDocuments.Compact).Length;

    static JsonNode OneOrMany(IReadOnlyList<string> texts) =>
        texts is [var only] ? only : new JsonArray([.. texts.Select(text => (JsonNode)text)]);
}

/// <summary>The fewest statements that allow exactly what is needed.</summary>
static class PolicyStatements
{
    public static IReadOnlyList<ExecutionStatement> Of(IEnumerable<ExecutionNeed> needs) =>
        [
            .. needs
                .GroupBy(need => (need.Resource, Condition: need.Condition?.Text))
                .Select(group =>
                    (
                        group.Key.Resource,
                        group.First().Condition,
                        Actions: Sorted(group.Select(need => need.Action)),
                        For: group.Select(need => need.For).ToList()
                    )
                )
                .GroupBy(entry => (Actions: string.Join(' ', entry.Actions), entry.Condition?.Text))
                .Select(group => new ExecutionStatement(
                    group.First().Actions,
                    Sorted(group.Select(entry => entry.Resource)),
                    group.First().Condition,
                    [
                        .. group
                            .SelectMany(entry => entry.For)
                            .Distinct()
                            .OrderBy(reason => reason.Stack, StringComparer.Ordinal)
                            .ThenBy(reason => reason.LogicalId, StringComparer.Ordinal),
                    ]
                ))
                .OrderBy(statement => statement.Actions[0], StringComparer.Ordinal)
                .ThenBy(statement => statement.Resources[0], StringComparer.Ordinal)
                .ThenBy(statement => statement.Condition?.Text, StringComparer.Ordinal),
        ];

    static IReadOnlyList<string> Sorted(IEnumerable<string> texts) =>
        [.. texts.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
}
