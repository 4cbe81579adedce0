using System.Text.Json.Nodes;
using LocalAws.CloudFormation.Templates;

namespace LocalAws.CloudFormation.ResourceTypes;

/// <summary>The services that a trust policy names.</summary>
static class TrustedServices
{
    public static IReadOnlyList<string> In(string trustPolicy) =>
        JsonNode.Parse(trustPolicy)?["Statement"] switch
        {
            JsonArray statements =>
            [
                .. statements.OfType<JsonObject>().SelectMany(Of).Distinct(StringComparer.Ordinal),
            ],
            JsonObject one => [.. Of(one)],
            _ => [],
        };

    static IEnumerable<string> Of(JsonObject statement) =>
        (statement["Principal"] as JsonObject)?["Service"].Texts() ?? [];
}
