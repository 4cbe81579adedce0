using System.Text.Json.Nodes;
using Serverless.Resources;
using Serverless.Values;
using static Serverless.Values.Nodes;

namespace Serverless.Apis;

/// <summary>Auth of a REST API, as its document says it.</summary>
static class RestApiAuth
{
    static readonly string[] known =
    [
        "Authorizers",
        "DefaultAuthorizer",
        "InvokeRole",
        "AddDefaultAuthorizerToCorsPreflight",
        "AddApiKeyRequiredToCorsPreflight",
        "ApiKeyRequired",
        "ResourcePolicy",
        "UsagePlan",
    ];

    public static void Add(
        SourceResource source,
        Transformation transformation,
        JsonObject auth,
        SwaggerDocument document
    )
    {
        if (auth.Any(entry => !known.Contains(entry.Key)))
            throw source.Error("Invalid value for 'Auth' property");
        var paths = document.Paths.Select(entry => entry.Key).ToList();
        var authorizers = auth["Authorizers"].IsGiven()
            ? source.RequireMap(auth["Authorizers"], "Auth.Authorizers")
            : [];
        var defaults = auth["DefaultAuthorizer"];
        if (defaults.Text() == "AWS_IAM")
            document.AddDefinition(
                "securityDefinitions",
                "AWS_IAM",
                Map(
                    ("type", "apiKey"),
                    ("name", "Authorization"),
                    ("in", "header"),
                    ("x-amazon-apigateway-authtype", "awsSigv4")
                )
            );
        foreach (var (name, authorizer) in authorizers)
            document.AddDefinition(
                "securityDefinitions",
                name,
                RestAuthorizers.Definition(
                    source,
                    transformation,
                    name,
                    source.RequireMap(authorizer, $"Auth.Authorizers.{name}")
                )
            );
        if (defaults.IsGiven() && (authorizers.Count > 0 || defaults.Text() == "AWS_IAM"))
        {
            if (defaults.Text() is not { } name)
                throw source.Error("DefaultAuthorizer is not a string.");
            if (name != "AWS_IAM" && !authorizers.ContainsKey(name))
                throw source.Error(
                    $"Unable to set DefaultAuthorizer because '{name}' was not defined in 'Authorizers'."
                );
            foreach (var path in paths)
                SwaggerSecurity.AddDefault(
                    document,
                    path,
                    name,
                    authorizers,
                    Preflight(auth, "AddDefaultAuthorizerToCorsPreflight")
                );
        }
        if (auth["ApiKeyRequired"].IsGiven())
        {
            document.AddApiKeySecurity();
            foreach (var path in paths)
                SwaggerSecurity.AddKeys(document, path, Preflight(auth, "AddApiKeyRequiredToCorsPreflight"));
        }
        if (!auth["ResourcePolicy"].IsGiven())
            return;
        if (auth["ResourcePolicy"] is not JsonObject policy)
            throw ApiDocument.Invalid("ResourcePolicy must be a map (ResourcePolicyStatement).");
        foreach (var path in paths)
            SwaggerPolicies.Add(document, policy, path, source["StageName"]);
        SwaggerPolicies.AddCustom(document, policy["CustomStatements"]);
    }

    static bool Preflight(JsonObject auth, string name) => auth[name] is not { } value || value.IsGiven();
}
