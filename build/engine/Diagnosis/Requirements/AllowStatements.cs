using System.Text.Json.Nodes;

namespace Diagnosis.Requirements;

/// <summary>The fewest statements that allow exactly what is required.</summary>
static class AllowStatements
{
    public static IReadOnlyList<JsonObject> For(IEnumerable<RequiredPermission> permissions) =>
        [
            .. permissions
                .GroupBy(permission => (permission.ResourcePattern, Service: PassedTo(permission)))
                .Select(group => (group.Key, Actions: Sorted(group.Select(permission => permission.Action))))
                .GroupBy(entry => (Actions: string.Join(' ', entry.Actions), entry.Key.Service))
                .Select(group =>
                    Statement(
                        group.First().Actions,
                        Sorted(group.Select(entry => entry.Key.ResourcePattern)),
                        group.Key.Service
                    )
                ),
        ];

    static JsonObject Statement(IReadOnlyList<string> actions, IReadOnlyList<string> resources, string? service)
    {
        var statement = new JsonObject
        {
            ["Effect"] = "Allow",
            ["Action"] = OneOrMany(actions),
            ["Resource"] = OneOrMany(resources),
        };
        if (service is not null)
            statement["Condition"] = new JsonObject
            {
                ["StringEquals"] = new JsonObject { ["iam:PassedToService"] = service },
            };
        return statement;
    }

    /// <summary>A role is handed on to the service that needs it and to no other.</summary>
    static string? PassedTo(RequiredPermission permission) =>
        permission.Context.Find("iam:PassedToService") is [var service, ..] ? service : null;

    static IReadOnlyList<string> Sorted(IEnumerable<string> texts) =>
        [.. texts.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];

    static JsonNode OneOrMany(IReadOnlyList<string> texts) =>
        texts is [var only] ? only : new JsonArray([.. texts.Select(text => (JsonNode)text)]);
}
