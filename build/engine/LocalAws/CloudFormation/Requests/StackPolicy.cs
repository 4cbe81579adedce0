using System.IO.Enumeration;
using System.Text.Json;
using System.Text.Json.Nodes;
using LocalAws.CloudFormation.ChangeSets;
using LocalAws.CloudFormation.Templates;

namespace LocalAws.CloudFormation.Requests;

/// <summary>A stack policy: which updates of which of the stack's resources are denied.</summary>
static class StackPolicy
{
    public static JsonObject Parse(string text)
    {
        try
        {
            if (JsonNode.Parse(text) is JsonObject policy && policy["Statement"] is JsonArray or JsonObject)
                return policy;
        }
        catch (JsonException)
        {
            // Told as CloudFormation tells it, below.
        }

        throw Problems.Validation("Error validating stack policy: Invalid stack policy");
    }

    /// <summary>With a policy, what it does not allow is denied, and what it denies too.</summary>
    public static void Check(string? policy, IReadOnlyList<ResourceChange> changes)
    {
        if (policy is null)
            return;
        var statements = Parse(policy)["Statement"] switch
        {
            JsonArray list => list.OfType<JsonObject>().ToList(),
            JsonObject one => [one],
            _ => [],
        };
        foreach (var change in changes)
        {
            if (ActionOf(change) is not { } action)
                continue;
            var matching = statements.Select((s, i) => (s, i)).Where(pair => Applies(pair.s, action, change)).ToList();
            if (matching.FirstOrDefault(pair => pair.s.Text("Effect") == "Deny") is { s: not null } denial)
                throw Problems.Validation(
                    $"Action denied by stack policy: Statement [#{denial.i + 1}] does not allow [{action}] for resource [LogicalResourceId/{change.LogicalId}]"
                );
            if (matching.Count == 0)
                throw Problems.Validation(
                    $"Action not allowed by stack policy: no statement allows [{action}] for resource [LogicalResourceId/{change.LogicalId}]"
                );
        }
    }

    static string? ActionOf(ResourceChange change) =>
        change switch
        {
            { IsPossible: true } => null,
            { Action: "Remove" } => "Update:Delete",
            { Action: "Modify", Replacement: "True" } => "Update:Replace",
            { Action: "Modify" } => "Update:Modify",
            _ => null,
        };

    static bool Applies(JsonObject statement, string action, ResourceChange change)
    {
        var id = $"LogicalResourceId/{change.LogicalId}";
        return Matches(statement, "Action", action)
                && Matches(statement, "Resource", id)
                && statement["Condition"] is not JsonObject condition
            || (
                statement["Condition"] is JsonObject types
                && Matches(statement, "Action", action)
                && Matches(statement, "Resource", id)
                && types.All(test =>
                    test.Value is JsonObject keys
                    && keys.All(key =>
                        key.Key == "ResourceType" && key.Value.Texts().Any(pattern => Like(pattern, change.Type))
                    )
                )
            );
    }

    static bool Matches(JsonObject statement, string element, string value) =>
        statement.ContainsKey($"Not{element}")
            ? !statement[$"Not{element}"].Texts().Any(pattern => Like(pattern, value))
            : statement[element].Texts().Any(pattern => Like(pattern, value));

    static bool Like(string pattern, string value) =>
        FileSystemName.MatchesSimpleExpression(pattern, value, ignoreCase: true);
}
