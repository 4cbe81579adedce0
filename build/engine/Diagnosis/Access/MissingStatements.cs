using System.Text.Json.Nodes;
using Diagnosis.Pipelines;
using Diagnosis.Requirements;

namespace Diagnosis.Access;

/// <summary>Writes the statements that policies lack, ready to be pasted.</summary>
static class MissingStatements
{
    /// <summary>One statement as an object, several as a list.</summary>
    public static string Json(IReadOnlyList<RequiredPermission> permissions)
    {
        var statements = AllowStatements.For(permissions);
        return (statements is [var only] ? only : (JsonNode)new JsonArray([.. statements])).ToJsonString(
            UnescapedJson.Indented
        );
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
        }.ToJsonString(UnescapedJson.Indented);
    }
}
