using System.Text.Json.Nodes;
using Diagnosis.Pipelines;
using Diagnosis.Requirements;

namespace Diagnosis.Access;

/// <summary>Writes the statements that permissions lack, as few as say it exactly.</summary>
static class MissingStatements
{
    /// <summary>One statement as an object, several as a list.</summary>
    public static string Json(IReadOnlyList<RequiredPermission> permissions)
    {
        var statements = permissions
            .GroupBy(permission => permission.ResourcePattern, StringComparer.Ordinal)
            .Select(group => (Resource: group.Key, Actions: Distinct(group.Select(permission => permission.Action))))
            .GroupBy(entry => string.Join(' ', entry.Actions), StringComparer.Ordinal)
            .Select(group =>
                (JsonNode)
                    new JsonObject
                    {
                        ["Effect"] = "Allow",
                        ["Action"] = OneOrMany(group.First().Actions),
                        ["Resource"] = OneOrMany(Distinct(group.Select(entry => entry.Resource))),
                    }
            )
            .ToArray();
        return (statements is [var only] ? only : new JsonArray(statements)).ToJsonString(Relaxed.Indented);
    }

    /// <summary>The statement that a trust policy lacks.</summary>
    public static string TrustJson(RequiredPermission permission, string callerArn)
    {
        var principal = permission.Actor is Actor.Service service
            ? new JsonObject { ["Service"] = service.Name }
            : new JsonObject { ["AWS"] = callerArn };
        return new JsonObject
        {
            ["Effect"] = "Allow",
            ["Principal"] = principal,
            ["Action"] = permission.Action,
        }.ToJsonString(Relaxed.Indented);
    }

    static List<string> Distinct(IEnumerable<string> texts) =>
        [.. texts.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];

    static JsonNode OneOrMany(List<string> texts) =>
        texts is [var only] ? only : new JsonArray([.. texts.Select(text => (JsonNode)text)]);
}
