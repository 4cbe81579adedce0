using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Diagnosis.ExecutionPolicies;

/// <summary>A managed policy's document, within IAM's limit.</summary>
/// <param name="Statements">In order.</param>
public sealed record PolicyDocumentDraft(IReadOnlyList<ExecutionStatement> Statements)
{
    public JsonObject ToJson() =>
        new()
        {
            ["Version"] = "2012-10-17",
            ["Statement"] = new JsonArray([.. Statements.Select(statement => (JsonNode)statement.ToJson())]),
        };

    /// <summary>As IAM is given it.</summary>
    public string ToCompactText() => ToJson().ToJsonString(PolicyDocuments.Compact);

    /// <summary>As a file has it: IAM does not count white space.</summary>
    public string ToText() => ToJson().ToJsonString(PolicyDocuments.Readable) + "\n";
}

/// <summary>Shares statements out among managed policies.</summary>
/// <remarks>IAM User Guide, "IAM and AWS STS quotas": characters of a managed policy and managed policies of a role.</remarks>
public static class PolicyDocuments
{
    /// <summary>Characters of a managed policy, without white space.</summary>
    public const int LongestDocument = 6144;

    /// <summary>Managed policies of a role, without asking AWS for more.</summary>
    public const int MostDocuments = 10;

    const int Frame = 40;

    internal static readonly JsonSerializerOptions Compact = new()
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };
    internal static readonly JsonSerializerOptions Readable = new(Compact) { WriteIndented = true };

    /// <summary>As few documents as it takes to put each statement into the first that has room.</summary>
    internal static IReadOnlyList<PolicyDocumentDraft> Of(IEnumerable<ExecutionStatement> statements)
    {
        List<(List<ExecutionStatement> Statements, int Length)> documents = [];
        foreach (var statement in statements.SelectMany(Halved))
        {
            var length = statement.Length + 1;
            var place = documents.FindIndex(document => document.Length + length <= LongestDocument);
            if (place < 0)
                documents.Add(([statement], Frame + length));
            else
            {
                documents[place].Statements.Add(statement);
                documents[place] = (documents[place].Statements, documents[place].Length + length);
            }
        }
        return [.. documents.Select(document => new PolicyDocumentDraft(document.Statements))];
    }

    /// <summary>A statement that is no policy by itself is halved until it is.</summary>
    static IEnumerable<ExecutionStatement> Halved(ExecutionStatement statement)
    {
        if (statement.Length + Frame + 1 <= LongestDocument)
            return [statement];
        var (first, second) =
            statement.Resources.Count > 1
                ? (
                    statement with
                    {
                        Resources = [.. statement.Resources.Take(statement.Resources.Count / 2)],
                    },
                    statement with
                    {
                        Resources = [.. statement.Resources.Skip(statement.Resources.Count / 2)],
                    }
                )
                : (
                    statement with
                    {
                        Actions = [.. statement.Actions.Take(statement.Actions.Count / 2)],
                    },
                    statement with
                    {
                        Actions = [.. statement.Actions.Skip(statement.Actions.Count / 2)],
                    }
                );
        return [.. Halved(first), .. Halved(second)];
    }
}
