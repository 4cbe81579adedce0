using System.Text.Json;
using System.Text.Json.Nodes;
using Iam;
using LocalAws.Documents;
using LocalAws.Identities;

namespace LocalAws.Ecr;

/// <summary>Repository policies, whose statements have no resource: it is the repository.</summary>
static class RepositoryPolicies
{
    static readonly DocumentOwner _owner = new(
        "ecr",
        PolicyKind.Resource,
        refused =>
            refused.Fault == DocumentFault.UnknownPrincipal
                ? EcrFailures.Invalid("PolicyText", "Principal not found")
                : Invalid()
    );

    /// <summary>The policy with the resource, or InvalidParameterException.</summary>
    /// <param name="text">The policy.</param>
    /// <param name="authorizer">Knows who exists.</param>
    public static string Complete(string text, Authorizer authorizer)
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
            DocumentCheck.Run(_owner, authorizer, complete);
            return complete;
        }
        catch (Exception error) when (error is JsonException or ArgumentException)
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
