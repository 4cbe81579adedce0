using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Iam.Evaluations;

/// <summary>Writes the statement that a request lacks.</summary>
static class StatementProposal
{
    static readonly JsonSerializerOptions Pretty = new()
    {
        WriteIndented = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    public static string For(AccessRequest request, PolicyKind kind)
    {
        var statement = new JsonObject { ["Effect"] = "Allow" };
        if (kind is PolicyKind.Resource or PolicyKind.RoleTrust or PolicyKind.Key)
            statement["Principal"] = Name(request.Caller);
        statement["Action"] = request.Action;
        if (kind != PolicyKind.RoleTrust)
            statement["Resource"] = kind == PolicyKind.Key ? "*" : request.Resource;
        return statement.ToJsonString(Pretty);
    }

    static JsonNode Name(Principal caller) =>
        caller.Type switch
        {
            PrincipalType.Anonymous => JsonValue.Create("*"),
            PrincipalType.Service => new JsonObject { ["Service"] = caller.Arn },
            PrincipalType.WebIdentity => new JsonObject { ["Federated"] = caller.Arn },
            _ => new JsonObject { ["AWS"] = caller.IssuerArn ?? caller.Arn },
        };
}
