using System.Text.Json.Nodes;
using Serverless.Resources;
using Serverless.Values;
using static Serverless.Values.Nodes;

namespace Serverless.Apis;

/// <summary>Auth.Authorizers of an HTTP API: JWT, functions, IAM.</summary>
static class HttpAuthorizers
{
    const string Key = "x-amazon-apigateway-authorizer";

    static readonly (string Property, string Name, bool IsOfFunction)[] properties =
    [
        ("AuthorizationScopes", "OAuth2 Authorizer", false),
        ("JwtConfiguration", "OAuth2 Authorizer", false),
        ("IdentitySource", "OAuth2 Authorizer. For Lambda Authorizer, use the 'Identity' property instead", false),
        ("FunctionArn", "Lambda Authorizer", true),
        ("FunctionInvokeRole", "Lambda Authorizer", true),
        ("Identity", "Lambda Authorizer", true),
        ("AuthorizerPayloadFormatVersion", "Lambda Authorizer", true),
        ("EnableSimpleResponses", "Lambda Authorizer", true),
        ("EnableFunctionDefaultPermissions", "Lambda Authorizer", true),
    ];

    public static JsonObject Iam() =>
        Map(
            ("type", "apiKey"),
            ("name", "Authorization"),
            ("in", "header"),
            ("x-amazon-apigateway-authtype", "awsSigv4")
        );

    public static JsonObject Definition(
        SourceResource api,
        Transformation transformation,
        string name,
        JsonObject given
    )
    {
        Check(api, name, given);
        if (given["JwtConfiguration"].IsGiven())
            return Map(
                ("type", "oauth2"),
                (
                    Key,
                    Map(
                        (
                            "jwtConfiguration",
                            new JsonObject(
                                api.RequireMap(given["JwtConfiguration"], "JwtConfiguration")
                                    .Select(entry =>
                                        KeyValuePair.Create(entry.Key.ToLowerInvariant(), entry.Value?.DeepClone())
                                    )
                            )
                        ),
                        ("identitySource", given["IdentitySource"]),
                        ("type", "jwt")
                    )
                )
            );
        var identity = given["Identity"].IsGiven()
            ? api.RequireMap(given["Identity"], $"Auth.Authorizers.{name}.Identity")
            : null;
        return Map(
            ("type", "apiKey"),
            ("name", "Unused"),
            ("in", "header"),
            (
                Key,
                Map(
                    ("type", "request"),
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
                    ("authorizerCredentials", RestAuthorizers.Role(given)),
                    ("authorizerResultTtlInSeconds", identity?["ReauthorizeEvery"]),
                    ("identitySource", identity is null ? null : Sources(api, name, identity)),
                    ("authorizerPayloadFormatVersion", given["AuthorizerPayloadFormatVersion"]),
                    (
                        "enableSimpleResponses",
                        given["EnableSimpleResponses"].IsGiven() ? given["EnableSimpleResponses"] : null
                    )
                )
            )
        );
    }

    static JsonArray Sources(SourceResource api, string name, JsonObject identity)
    {
        var all = new List<string>();
        foreach (
            var (property, prefix) in new[]
            {
                ("Headers", "$request.header."),
                ("QueryStrings", "$request.querystring."),
                ("StageVariables", "$stageVariables."),
                ("Context", "$context."),
            }
        )
        {
            if (!identity[property].IsGiven())
                continue;
            var path = $"Authorizers.{name}.Identity.{property}";
            if (identity[property] is not JsonArray list)
                throw SpecificationException.Type(api.LogicalId, path, "list");
            foreach (var (index, value) in list.Index())
                all.Add(
                    prefix
                        + (
                            value.Text()
                            ?? throw SpecificationException.Type(api.LogicalId, $"{path}[{index.Written()}]", "string")
                        )
                );
        }
        return TextsOf(all);
    }

    static void Check(SourceResource api, string name, JsonObject given)
    {
        if (given.ContainsKey("OpenIdConnectUrl"))
            throw api.Error(
                $"'OpenIdConnectUrl' is no longer a supported property for authorizer '{name}'. Please refer to the AWS SAM documentation."
            );
        if (given["AuthorizationScopes"] is not (null or JsonArray))
            throw api.Error("AuthorizationScopes must be a list.");
        var isJwt = given["JwtConfiguration"].IsGiven();
        foreach (var (property, of, isOfFunction) in properties)
            if (given[property] is not null && isOfFunction == isJwt)
                throw api.Error($"{property} is only supported for {of}.");
        if (isJwt && !given["IdentitySource"].IsGiven())
            throw api.Error($"{name} OAuth2 Authorizer must define 'IdentitySource'.");
        foreach (var needed in isJwt ? [] : new[] { "FunctionArn", "AuthorizerPayloadFormatVersion" })
            if (!given[needed].IsGiven())
                throw api.Error($"{name} Lambda Authorizer must define '{needed}'.");
        if (given["EnableFunctionDefaultPermissions"] is { } enables && enables.Flag() is null)
            throw SpecificationException.Type(
                api.LogicalId,
                $"Authorizers.{name}.EnableFunctionDefaultPermissions",
                "boolean"
            );
    }
}
