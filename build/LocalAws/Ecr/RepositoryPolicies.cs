using System.Text.Json;
using System.Text.Json.Nodes;
using Iam;

namespace LocalAws.Ecr;

/// <summary>Repository policies, whose statements have no resource: it is the repository.</summary>
static class RepositoryPolicies
{
    /// <summary>The policy with the resource, or InvalidParameterException.</summary>
    /// <param name="text">The policy.</param>
    /// <param name="missingPrincipal">The user or role of a document that does not exist, or null.</param>
    public static string Complete(string text, Func<PolicyDocument, string?> missingPrincipal)
    {
        try
        {
            var document = JsonNode.Parse(text) as JsonObject ?? throw Invalid();
            foreach (var statement in Statements(document["Statement"]))
            {
                if (statement.ContainsKey("Resource") || statement.ContainsKey("NotResource"))
                    throw Invalid();
                statement["Resource"] = "*";
            }
            var complete = document.ToJsonString();
            return missingPrincipal(PolicyDocument.Parse(complete, PolicyKind.Resource)) is null
                ? complete
                : throw Invalid();
        }
        catch (Exception error) when (error is JsonException or PolicyDocumentException or ArgumentException)
        {
            throw Invalid();
        }
    }

    static IEnumerable<JsonObject> Statements(JsonNode? node) =>
        node switch
        {
            JsonObject one => [one],
            JsonArray many => many.Select(item => item as JsonObject ?? throw Invalid()),
            _ => throw Invalid(),
        };

    static Protocol.AwsException Invalid() => EcrFailures.Invalid("PolicyText", "Invalid repository policy provided");
}
