using System.Text.Json.Nodes;
using Serverless.Events;
using Serverless.Resources;
using Serverless.Values;
using static Serverless.Values.Nodes;

namespace Serverless.Apis;

/// <summary>Api: a method of a REST API that invokes a function or starts an execution.</summary>
static class RestApiEvents
{
    public static IReadOnlyList<GeneratedResource> OfFunction(EventInput input)
    {
        var (id, api) = ApiOf(input);
        var method = input["Method"].Written().ToLowerInvariant();
        var path = input["Path"].Written();
        var stage = StageOf(id, api);
        var starred = SwaggerDocument.Starred(path.Length > 1 && path.EndsWith('/') ? path[..^1] : path);
        var permission = input.Target.Permission(
            input.LogicalId,
            "apigateway.amazonaws.com",
            Calls.Sub(
                input.Transformation.Arn(
                    "execute-api",
                    $"${{__ApiId__}}/${{__Stage__}}/{(method == "any" ? "*" : method.ToUpperInvariant())}{starred}"
                ),
                Map(("__ApiId__", input["RestApiId"]), ("__Stage__", "*"))
            ),
            suffix: stage
        );
        if (
            (api[PropertyTable.Internal].IsGiven() || api["MergeDefinitions"].IsGiven())
            && api["DefinitionBody"] is not null
        )
            Integrate(input, id, api, path, method, stage);
        var auth = input.Source.Map("Auth");
        if (api["DefinitionBody"].IsGiven() && auth?["OverrideApiAuth"].IsGiven() == true)
        {
            if (!auth["Authorizer"].IsGiven() && !auth["ApiKeyRequired"].IsGiven() && !auth["ResourcePolicy"].IsGiven())
                throw input.Error(
                    "Must define one of: Authorizer, ApiKeyRequired or ResourcePolicy when using the OverrideApiAuth property."
                );
            RestApiEventAuth.Add(
                input,
                new(id, api, path, method, stage),
                auth,
                SwaggerDocument.Of(api["DefinitionBody"])
            );
        }
        return [permission];
    }

    public static IReadOnlyList<GeneratedResource> OfStateMachine(EventInput input, JsonNode? boundary)
    {
        var (id, api) = ApiOf(input);
        var method = input["Method"].Written().ToLowerInvariant();
        var path = input["Path"].Written();
        var role = RuleEvents.StartRole(input, "apigateway.amazonaws.com", boundary);
        if (!api[PropertyTable.Internal].IsGiven() || api["DefinitionBody"] is null)
            return [role];
        var document = SwaggerDocument.Of(api["DefinitionBody"]);
        RefuseTwice(input, document, path, method);
        JsonNode uri = Calls.Sub("arn:${AWS::Partition}:apigateway:${AWS::Region}:states:action/StartExecution");
        var condition = input.Target.Condition;
        document.Integrate(
            path,
            method,
            Map(
                ("type", "aws"),
                ("httpMethod", "POST"),
                ("uri", condition is null ? uri : Calls.If(condition, uri)),
                ("responses", Map(("200", Map(("statusCode", "200"))), ("400", Map(("statusCode", "400"))))),
                ("credentials", role.Arn),
                ("requestTemplates", Map(("application/json", Template(input))))
            ),
            Map(("200", Map(("description", "OK"))), ("400", Map(("description", "Bad Request")))),
            condition
        );
        if (input.Source.Map("Auth") is { Count: > 0 } auth)
            RestApiEventAuth.Add(input, new(id, api, path, method, null), auth, document);
        return [role];
    }

    static JsonObject Template(EventInput input)
    {
        var arn = $"${{{input.Target.Resource.LogicalId}}}";
        return Calls.Sub(
            input["UnescapeMappingTemplate"].IsGiven()
                ? $"{{\"input\": \"$util.escapeJavaScript($input.json('$')).replaceAll(\"\\\\'\",\"'\")\", \"stateMachineArn\": \"{arn}\"}}"
                : $"{{\"input\": \"$util.escapeJavaScript($input.json('$'))\", \"stateMachineArn\": \"{arn}\"}}"
        );
    }

    /// <summary>The id of the API in the template, where it has one there, and its properties.</summary>
    static (string? Id, JsonObject Properties) ApiOf(EventInput input)
    {
        var id = IdOf(input["RestApiId"]);
        if (id is null)
            return (null, []);
        if (input.Transformation.Resources[id] is not JsonObject resource)
            throw input.Error("RestApiId property of Api event must reference a valid resource in the same template.");
        return resource["Properties"] is null or JsonObject
            ? (id, resource["Properties"] as JsonObject ?? [])
            : throw SpecificationException.Resource(id, "Attribute 'Properties' should be a map.");
    }

    /// <summary>What a reference to an API names; null where it is no name.</summary>
    public static string? IdOf(JsonNode? node) => node.Text() ?? (node as JsonObject)?["Ref"].Text();

    static string StageOf(string? id, JsonObject api)
    {
        if (id is null)
            return "AllStages";
        return api["StageName"].Text() switch
        {
            null => "Stage",
            "" => throw SpecificationException.Resource(id, "StageName cannot be empty."),
            var name => name,
        };
    }

    static void RefuseTwice(EventInput input, SwaggerDocument document, string path, string method)
    {
        if (document.HasIntegration(path, method))
            throw input.Error($"API method \"{method}\" defined multiple times for path \"{path}\".");
    }

    static void Integrate(EventInput input, string? id, JsonObject api, string path, string method, string stage)
    {
        var merges = api["MergeDefinitions"].IsGiven();
        var document = SwaggerDocument.Of(merges ? SwaggerDocument.Skeleton() : api["DefinitionBody"]);
        RefuseTwice(input, document, path, method);
        var given = input.Source["Auth"];
        if (given.IsGiven() && given is not JsonObject)
            throw input.Error("Property 'Auth' should be a map.");
        if (api["Auth"].IsGiven() && api["Auth"] is not JsonObject)
            throw SpecificationException.Type(id!, "Auth", "map");
        var auth = given as JsonObject ?? [];
        var condition = input.Target.Condition;
        JsonNode uri = Uri(input.Target, input.Transformation.Options.Partition, input["ResponseTransferMode"].Text());
        document.Integrate(
            path,
            method,
            Map(
                ("type", "aws_proxy"),
                ("httpMethod", "POST"),
                ("uri", condition is null ? uri : Calls.If(condition, uri)),
                ("responseTransferMode", input["ResponseTransferMode"].Text() == "RESPONSE_STREAM" ? "STREAM" : null),
                ("credentials", Credentials(input, auth, api["Auth"] as JsonObject ?? []))
            ),
            [],
            condition
        );
        if (auth.Count > 0)
            RestApiEventAuth.Add(input, new(id, api, path, method, stage), auth, document);
        if (input["TimeoutInMillis"].IsGiven())
            document.AddTimeout(path, method, input["TimeoutInMillis"]);
        RestApiRequests.Add(input, api, document, path, method);
        if (merges)
            Merge(id!, api, document, path, method);
    }

    /// <summary>As whom the API calls, where its callers sign for themselves.</summary>
    static JsonNode? Credentials(EventInput input, JsonObject method, JsonObject api)
    {
        if (
            method["Authorizer"].Text() != "AWS_IAM"
            && !(api["DefaultAuthorizer"].Text() == "AWS_IAM" && method.Count == 0)
        )
            return null;
        var role = Role(method) ?? Role(api);
        if (role.Text() == "NONE")
            return null;
        return role is null || role.Text() == "CALLER_CREDENTIALS"
            ? $"arn:{input.Transformation.Options.Partition}:iam::*:user/*"
            : role;

        static JsonNode? Role(JsonObject auth) =>
            !auth.ContainsKey("InvokeRole") ? null
            : auth["InvokeRole"].IsGiven() ? auth["InvokeRole"]
            : "NONE";
    }

    public static JsonObject Uri(EventTarget target, string partition, string? transferMode = null)
    {
        var (version, call) =
            transferMode == "RESPONSE_STREAM"
                ? ("2021-11-15", "response-streaming-invocations")
                : ("2015-03-31", "invocations");
        return Calls.Sub(
            $"arn:{partition}:apigateway:${{AWS::Region}}:lambda:path/{version}/functions/{Calls.Shorthand(target.Arn)}/{call}"
        );
    }

    /// <summary>Puts what the event makes of its method over what the document has of it.</summary>
    static void Merge(string id, JsonObject api, SwaggerDocument made, string path, string method)
    {
        var body = (JsonObject)api["DefinitionBody"]!;
        if (body["paths"] is not JsonObject paths)
            return;
        var item = paths[path] as JsonObject ?? paths.MapAt(path);
        var merged = item[method] is null
            ? []
            : item[method] as JsonObject
                ?? throw SpecificationException.Type(id, $"DefinitionBody.paths.{path}.{method}", "map");
        foreach (var (name, value) in (JsonObject)made.Paths[path]![ApiDocument.Normalized(method)]!)
            merged[name] = value?.DeepClone();
        if (merged.Parent is null)
            item[method] = merged;
    }
}
