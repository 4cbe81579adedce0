using System.Globalization;
using System.Text.Json.Nodes;
using Serverless.Resources;
using Serverless.Values;
using static Serverless.Values.Nodes;

namespace Serverless.Apis;

/// <summary>Auth.Authorizers of a REST API: user pools, functions, IAM.</summary>
static class RestAuthorizers
{
    const string Key = "x-amazon-apigateway-authorizer";

    static readonly (string Property, string Prefix)[] sources =
    [
        ("Headers", "method.request.header."),
        ("QueryStrings", "method.request.querystring."),
        ("StageVariables", "stageVariables."),
        ("Context", "context."),
    ];

    /// <summary>An authorizer as the document's securityDefinitions have it.</summary>
    public static JsonObject Definition(
        SourceResource api,
        Transformation transformation,
        string name,
        JsonObject given
    )
    {
        var payload = given["FunctionPayloadType"].Text() ?? "TOKEN";
        Check(api, name, given, payload);
        var identity = given["Identity"] as JsonObject;
        var isPool = given["UserPoolArn"].IsGiven();
        var definition = Map(
            ("type", "apiKey"),
            ("name", !isPool && payload == "REQUEST" ? "Unused" : identity?["Header"] ?? "Authorization"),
            ("in", "header"),
            ("x-amazon-apigateway-authtype", isPool ? "cognito_user_pools" : "custom")
        );
        var authorizer = isPool
            ? Map(("type", "cognito_user_pools"), ("providerARNs", ListOf(given["UserPoolArn"].AsList())))
            : Map(
                ("type", payload == "REQUEST" ? "request" : "token"),
                (
                    "authorizerUri",
                    Calls.Sub(
                        transformation.Arn(
                            "apigateway",
                            "lambda:path/2015-03-31/functions/${__FunctionArn__}/invocations",
                            hasAccount: false
                        ),
                        Map(("__FunctionArn__", given["FunctionArn"]))
                    )
                ),
                ("authorizerResultTtlInSeconds", identity?["ReauthorizeEvery"]),
                ("authorizerCredentials", Role(given))
            );
        if (!isPool && payload == "REQUEST")
        {
            var source = string.Join(", ", Sources(api, name, identity));
            if (source.Length > 0)
                authorizer["identitySource"] = source;
        }
        if (
            (isPool || payload == "TOKEN")
            && identity?["ValidationExpression"] is { } expression
            && expression.IsGiven()
        )
            authorizer.Put("identityValidationExpression", expression);
        definition[Key] = authorizer;
        return definition;
    }

    public static JsonNode? Role(JsonObject given) =>
        given["FunctionInvokeRole"].IsGiven() && given["FunctionInvokeRole"].Text() != "NONE"
            ? given["FunctionInvokeRole"]
            : null;

    static IEnumerable<string> Sources(SourceResource api, string name, JsonObject? identity)
    {
        foreach (var (property, prefix) in sources)
        {
            if (!(identity?[property]).IsGiven())
                continue;
            var path = $"Auth.Authorizers.{name}.Identity.{property}";
            if (identity![property] is not JsonArray list)
                throw SpecificationException.Type(api.LogicalId, path, "list");
            foreach (var (index, value) in list.Index())
                yield return prefix
                    + (
                        value.Text()
                        ?? throw SpecificationException.Type(api.LogicalId, $"{path}[{index.Written()}]", "string")
                    );
        }
    }

    static void Check(SourceResource api, string name, JsonObject given, string payload)
    {
        if (payload is not ("TOKEN" or "REQUEST"))
            throw api.Error($"{name} Authorizer has invalid 'FunctionPayloadType': {payload}.");
        if (payload == "REQUEST" && LacksSource(api, name, given["Identity"]))
            throw api.Error(
                $"{name} Authorizer must specify Identity with at least one of Headers, QueryStrings, StageVariables, or Context."
            );
        if (given["AuthorizationScopes"] is not (null or JsonArray))
            throw SpecificationException.Type(api.LogicalId, $"Authorizers.{name}.AuthorizationScopes", "list");
        if (given["DisableFunctionDefaultPermissions"] is { } disables && disables.Flag() is null)
            throw SpecificationException.Type(
                api.LogicalId,
                $"Authorizers.{name}.DisableFunctionDefaultPermissions",
                "boolean"
            );
        if (given["Identity"].IsGiven() && given["Identity"] is not JsonObject)
            throw api.Error(
                "Auth.Authorizers.<Authorizer>.Identity must be a dict (LambdaTokenAuthorizationIdentity, LambdaRequestAuthorizationIdentity or CognitoAuthorizationIdentity)."
            );
    }

    static bool LacksSource(SourceResource api, string name, JsonNode? node)
    {
        if (!node.IsGiven())
            return true;
        var identity = api.RequireMap(node, $"Authorizer.{name}.Identity");
        var lacks = Array.TrueForAll(sources, source => !identity[source.Property].IsGiven());
        return int.TryParse(
            identity["ReauthorizeEvery"].Written(),
            NumberStyles.Integer,
            CultureInfo.InvariantCulture,
            out var seconds
        )
            ? seconds > 0 && lacks
            : lacks;
    }
}
