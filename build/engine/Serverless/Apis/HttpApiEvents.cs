using System.Text.Json.Nodes;
using Serverless.Events;
using Serverless.Resources;
using Serverless.Values;
using static Serverless.Values.Nodes;

namespace Serverless.Apis;

/// <summary>HttpApi: a route of an HTTP API that invokes a function.</summary>
static class HttpApiEvents
{
    public static IReadOnlyList<GeneratedResource> Of(EventInput input)
    {
        var id = RestApiEvents.IdOf(input["ApiId"]);
        var api =
            (id is null ? null : input.Transformation.Resources[id] as JsonObject)?["Properties"] as JsonObject ?? [];
        var method = input["Method"].Written().ToLowerInvariant();
        var path = input["Path"].Written();
        var made = new List<GeneratedResource>();
        if (Permission(input, id, api, path, method) is { } permission)
            made.Add(permission);
        if (api["DefinitionBody"] is not null)
            Integrate(input, id!, api, path, method);
        return made;
    }

    static GeneratedResource? Permission(EventInput input, string? id, JsonObject api, string path, string method)
    {
        var bare = path.Length > 1 && path.EndsWith('/') ? path[..^1] : path;
        if (bare == OpenApiDocument.DefaultPath)
            bare = "";
        else if (api["DefinitionBody"].IsGiven() && DocumentOf(id!, api).IsDefaultOf(input.Target.Resource.LogicalId))
            return null;
        bare = OpenApiDocument.Starred(bare);
        var isAny = method == "any" || method == ApiDocument.AnyMethod;
        var resource =
            method == "any" && bare == $"/{OpenApiDocument.DefaultPath}"
                ? bare
                : $"/{(isAny ? "*" : method.ToUpperInvariant())}{bare}";
        return input.Target.Permission(
            input.LogicalId,
            "apigateway.amazonaws.com",
            Calls.Sub(
                $"arn:${{AWS::Partition}}:execute-api:${{AWS::Region}}:${{AWS::AccountId}}:${{__ApiId__}}/${{__Stage__}}{resource}",
                Map(("__ApiId__", input["ApiId"]), ("__Stage__", "*"))
            )
        );
    }

    static OpenApiDocument DocumentOf(string id, JsonObject api)
    {
        try
        {
            return OpenApiDocument.Of(api["DefinitionBody"]);
        }
        catch (SpecificationException error)
        {
            throw SpecificationException.Resource(id, error.Message);
        }
    }

    static void Integrate(EventInput input, string id, JsonObject api, string path, string method)
    {
        var document = OpenApiDocument.Of(api["DefinitionBody"]);
        if (api[PropertyTable.Internal].IsGiven() && document.HasIntegration(path, method))
            throw input.Error($"API method '{method}' defined multiple times for path '{path}'.");
        document.Integrate(path, method, RestApiEvents.Uri(input.Target, "${AWS::Partition}"), input.Target.Condition);
        if (input.Source.Map("Auth") is { Count: > 0 } auth)
            AddAuth(input, id, api, document, auth, path, method);
        if (input["TimeoutInMillis"].IsGiven())
            document.AddTimeout(path, method, input["TimeoutInMillis"]);
        document.AddPathParameters(path, method);
        if (input["PayloadFormatVersion"].IsGiven())
            document.SetPayloadFormat(path, method, input["PayloadFormatVersion"]);
    }

    static void AddAuth(
        EventInput input,
        string id,
        JsonObject api,
        OpenApiDocument document,
        JsonObject auth,
        string path,
        string method
    )
    {
        if (api["Auth"] is not (null or JsonObject))
            throw SpecificationException.Type(id, "Auth", "map");
        var ofApi = api["Auth"] as JsonObject;
        var authorizer = auth["Authorizer"].IsGiven() ? auth["Authorizer"] : ofApi?["DefaultAuthorizer"];
        if (!authorizer.IsGiven())
            throw input.Error(
                "'Auth' section requires either an explicit 'Authorizer' set or a 'DefaultAuthorizer' configured on the HttpApi."
            );
        var name = authorizer.Text();
        var authorizers = ofApi is { Count: > 0 } ? ofApi["Authorizers"] : new JsonObject();
        var at = $"API method [{method}] for path [{path}]";
        var isIam = name == "AWS_IAM" && ofApi?["EnableIamAuthorizer"].Flag() is true;
        if (name != "NONE" && !isIam && (name is null || authorizers is not JsonObject))
            throw input.Error(
                $"Unable to set Authorizer [{authorizer.Written()}] on {at}. The method authorizer must be a string with a corresponding dict entry in the api authorizer."
            );
        if (name == "NONE" && ofApi?["DefaultAuthorizer"].IsGiven() != true)
            throw input.Error(
                $"Unable to set Authorizer on {at} because 'NONE' is only a valid value when a DefaultAuthorizer on the API is specified."
            );
        if (name != "NONE" && !isIam)
        {
            if (!authorizers.IsGiven())
                throw input.Error(
                    $"Unable to set Authorizer [{name}] on {at} because the related API does not define any Authorizers."
                );
            if (!((JsonObject)authorizers!)[name!].IsGiven())
                throw input.Error(
                    $"Unable to set Authorizer [{name}] on {at} because it wasn't defined in the API's Authorizers."
                );
        }
        if (auth["AuthorizationScopes"].IsGiven() && auth["AuthorizationScopes"] is not JsonArray)
            throw input.Error(
                $"Unable to set Authorizer on {at} because 'AuthorizationScopes' must be a list of strings."
            );
        document.AddAuthorizer(path, method, name!, authorizers as JsonObject, auth["AuthorizationScopes"]);
    }
}
