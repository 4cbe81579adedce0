using System.Text.Json.Nodes;
using Serverless.Events;
using Serverless.Resources;
using Serverless.Values;

namespace Serverless.Apis;

/// <summary>The method that an event is about.</summary>
sealed record ApiMethod(string? ApiId, JsonObject Api, string Path, string Method, string? Stage);

/// <summary>Auth of an Api event: who may call the one method.</summary>
static class RestApiEventAuth
{
    public static void Add(EventInput input, ApiMethod at, JsonObject auth, SwaggerDocument document)
    {
        var api = input.Transformation.Known.Resolve(at.Api["Auth"]) as JsonObject;
        var authorizer = auth["Authorizer"];
        var what = $"API method [{at.Method}] for path [{at.Path}]";
        if (authorizer.IsGiven())
            Check(input, at, api, authorizer!, what);
        var scopes = auth["AuthorizationScopes"];
        if (scopes.IsGiven())
        {
            if (scopes is not JsonArray)
                throw input.Error("Property 'Auth.AuthorizationScopes' should be a list.");
            if (!authorizer.IsGiven())
                throw input.Error("AuthorizationScopes works only when Authorizer is set");
        }
        var key = auth["ApiKeyRequired"];
        if (key is not null && !key.IsGiven() && api?["ApiKeyRequired"].IsGiven() != true)
            throw input.Error(
                $"Unable to set ApiKeyRequired [False] on {what} because the related API does not specify any ApiKeyRequired."
            );
        if (authorizer.IsGiven())
            SwaggerSecurity.AddAuthorizer(
                document,
                at.Path,
                at.Method,
                authorizer.Written(),
                (at.Api["Auth"] as JsonObject)?["Authorizers"] as JsonObject,
                scopes
            );
        if (key is not null)
            SwaggerSecurity.AddKey(document, at.Path, at.Method, key.IsGiven());
        if (!auth["ResourcePolicy"].IsGiven())
            return;
        if (auth["ResourcePolicy"] is not JsonObject policy)
            throw SpecificationException.Type(input.Id, "Auth.ResourcePolicy", "map");
        SwaggerPolicies.Add(document, policy, at.Path, at.Stage);
        SwaggerPolicies.AddCustom(document, policy["CustomStatements"]);
    }

    static void Check(EventInput input, ApiMethod at, JsonObject? api, JsonNode authorizer, string what)
    {
        var authorizers = api?["Authorizers"];
        if (authorizers.IsGiven() && authorizers is not JsonObject)
            throw SpecificationException.Type(at.ApiId!, "Auth.Authorizers", "map");
        switch (authorizer.Text())
        {
            case "AWS_IAM":
                return;
            case "NONE":
                if (api?["DefaultAuthorizer"].IsGiven() != true)
                    throw input.Error(
                        $"Unable to set Authorizer on {what} because 'NONE' is only a valid value when a DefaultAuthorizer on the API is specified."
                    );
                return;
            case var name:
                var set = $"Unable to set Authorizer [{authorizer.Written()}] on {what}";
                if (!authorizers.IsGiven())
                    throw input.Error($"{set} because the related API does not define any Authorizers.");
                if (name is null)
                    throw input.Error(
                        $"{set}. The method authorizer must be a string with a corresponding dict entry in the api authorizer."
                    );
                if (!((JsonObject)authorizers!)[name].IsGiven())
                    throw input.Error($"{set} because it wasn't defined in the API's Authorizers.");
                return;
        }
    }
}
