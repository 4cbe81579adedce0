using System.Text.Json.Nodes;

namespace Diagnosis.ExecutionPolicies;

/// <summary>Reads back what <see cref="PolicyDocuments"/> writes.</summary>
public static class DocumentNeeds
{
    /// <summary>What a document allows that was made of needs.</summary>
    /// <exception cref="System.Text.Json.JsonException">It is no JSON.</exception>
    public static IReadOnlyList<ExecutionNeed> Of(string document) =>
        [
            .. Texts(JsonNode.Parse(document)?["Statement"])
                .OfType<JsonObject>()
                .Where(statement => statement["Effect"]?.ToString() == "Allow")
                .SelectMany(statement =>
                    Texts(statement["Action"])
                        .SelectMany(action =>
                            Texts(statement["Resource"])
                                .Select(resource => new ExecutionNeed(
                                    $"{action}",
                                    $"{resource}",
                                    new("*", "", "the policy that there is")
                                )
                                {
                                    Condition = ConditionOf(statement["Condition"]?["StringEquals"] as JsonObject),
                                })
                        )
                ),
        ];

    static NeedCondition? ConditionOf(JsonObject? condition) =>
        condition is { Count: > 0 } && condition.First() is { Value: { } values } first
            ? new(first.Key, [.. Texts(values).Select(value => $"{value}")])
            : null;

    static JsonArray Texts(JsonNode? node) => node as JsonArray ?? [node?.DeepClone()];
}
