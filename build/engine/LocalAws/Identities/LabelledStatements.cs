using System.Text.Json.Nodes;

namespace LocalAws.Identities;

/// <summary>The statements that AddPermission and RemovePermission keep in the policy of a queue or topic, by their labels.</summary>
static class LabelledStatements
{
    /// <summary>The policy with a statement of that label, or null where it has one.</summary>
    public static string? Add(
        string? policy,
        string resource,
        string label,
        IReadOnlyList<string> accounts,
        IEnumerable<string> actions
    )
    {
        var document = Document(policy, resource);
        var statements = Statements(document);
        if (statements.Any(statement => statement!["Sid"]?.ToString() == label))
            return null;
        var partition = Iam.Arns.PartitionOf(resource);
        statements.Add(
            new JsonObject
            {
                ["Sid"] = label,
                ["Effect"] = "Allow",
                ["Principal"] = new JsonObject
                {
                    ["AWS"] = OneOrMany(accounts.Select(account => $"arn:{partition}:iam::{account}:root")),
                },
                ["Action"] = OneOrMany(actions),
                ["Resource"] = resource,
            }
        );
        return document.ToJsonString();
    }

    /// <summary>The policy without the statement of that label, empty where that was the last; null where there is none of it.</summary>
    public static string? Remove(string? policy, string label)
    {
        var document = Document(policy, "");
        var statements = Statements(document);
        if (statements.FirstOrDefault(statement => statement!["Sid"]?.ToString() == label) is not { } found)
            return null;
        statements.Remove(found);
        return statements.Count == 0 ? "" : document.ToJsonString();
    }

    static JsonNode OneOrMany(IEnumerable<string> texts) =>
        texts.ToList() is [var only]
            ? JsonValue.Create(only)
            : new JsonArray([.. texts.Select(text => JsonValue.Create(text))]);

    /// <summary>The policy, or the one that a queue begins with.</summary>
    static JsonObject Document(string? policy, string resource) =>
        policy is null
            ? new JsonObject
            {
                ["Version"] = "2008-10-17",
                ["Id"] = resource + "/SQSDefaultPolicy",
                ["Statement"] = new JsonArray(),
            }
            : JsonNode.Parse(policy)!.AsObject();

    /// <summary>The statements as a list, which one alone is not.</summary>
    static JsonArray Statements(JsonObject document)
    {
        if (document["Statement"] is JsonArray list)
            return list;
        var one = document["Statement"]?.DeepClone();
        var statements = one is null ? new JsonArray() : new JsonArray(one);
        document["Statement"] = statements;
        return statements;
    }
}
