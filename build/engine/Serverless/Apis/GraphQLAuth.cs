using System.Text.Json.Nodes;
using Serverless.Resources;
using Serverless.Values;
using static Serverless.Values.Nodes;

namespace Serverless.Apis;

/// <summary>Auth of a GraphQL API: its own authorizer and additional ones.</summary>
static class GraphQLAuth
{
    static readonly Dictionary<string, (string Given, string Made)> kinds = new(StringComparer.Ordinal)
    {
        ["AWS_LAMBDA"] = ("LambdaAuthorizer", "LambdaAuthorizerConfig"),
        ["OPENID_CONNECT"] = ("OpenIDConnect", "OpenIDConnectConfig"),
        ["AMAZON_COGNITO_USER_POOLS"] = ("UserPool", "UserPoolConfig"),
    };

    /// <summary>Sets what the API has of it; returns the functions that it invokes.</summary>
    public static IReadOnlyList<JsonNode> Add(SourceResource source, GeneratedResource api)
    {
        var auth = source.RequireMap(source["Auth"], "Auth");
        var functions = new List<JsonNode>();
        api.With(("AuthenticationType", auth["Type"]));
        foreach (var (name, value) in Config(source, auth, functions, isAdditional: false))
            api.With((name, value));
        var additional = auth["Additional"]
            .AsList()
            .Select(one =>
            {
                var given = source.RequireMap(one, "Auth.Additional");
                var made = Map(("AuthenticationType", given["Type"]));
                foreach (var (name, value) in Config(source, given, functions, isAdditional: true))
                    made.Put(name, value);
                return (JsonNode?)made;
            })
            .ToList();
        if (additional.Count > 0)
            api.With(("AdditionalAuthenticationProviders", ListOf(additional)));
        return functions;
    }

    static JsonObject Config(SourceResource source, JsonObject given, List<JsonNode> functions, bool isAdditional)
    {
        if (given.Count(entry => entry.Key != "Additional") > 2)
            throw source.Error("'Auth' has more than one authentication configuration defined.");
        if (given["Type"].Text() is not { } type || !kinds.TryGetValue(type, out var kind))
            return [];
        if (given[kind.Given] is not JsonObject config)
            throw source.Error($"'{kind.Given}' must be defined if type is '{type}'.");
        var copy = (JsonObject)config.DeepClone();
        if (isAdditional && type == "AMAZON_COGNITO_USER_POOLS")
            copy.Remove("DefaultAction");
        if (type == "AWS_LAMBDA" && config["AuthorizerUri"] is { } function)
            functions.Add(function);
        return Map((kind.Made, copy));
    }
}
