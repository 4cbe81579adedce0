using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Serverless.Values;
using static Serverless.Values.Nodes;

namespace Serverless.Apis;

/// <summary>The document of an HTTP API.</summary>
sealed partial class OpenApiDocument : ApiDocument
{
    public const string DefaultPath = "$default";

    OpenApiDocument(JsonObject root)
        : base(root) { }

    public static bool IsValid(JsonNode? body) =>
        body is JsonObject root && root["paths"] is JsonObject && root["openapi"].IsGiven() && IsThree(root["openapi"]);

    public static OpenApiDocument Of(JsonNode? body) =>
        IsValid(body)
            ? new((JsonObject)body!)
            : throw Invalid(
                "Invalid OpenApi document. Invalid values or missing keys for 'openapi' or 'paths' in 'DefinitionBody'."
            );

    public static JsonObject Skeleton() =>
        Map(
            ("openapi", "3.0.1"),
            ("info", Map(("version", "1.0"), ("title", DefaultTitle))),
            ("paths", new JsonObject())
        );

    public static JsonObject DefaultTitle => Calls.Ref("AWS::StackName");

    /// <summary>Paths in ARNs have a star for each parameter.</summary>
    public static string Starred(string path) => Parameter().Replace(path, "*");

    /// <summary>Whether the default route invokes that function, which needs no permission of its own for others then.</summary>
    public bool IsDefaultOf(string functionId)
    {
        if (!HasIntegration(DefaultPath, AnyMethod))
            return false;
        foreach (var definition in Definitions(DefaultPath, AnyMethod))
        {
            if ((definition[Integration] as JsonObject)?["uri"] is not JsonObject uri)
                return false;
            foreach (var one in uri.Contents())
                if (
                    FunctionArn().Match((one as JsonObject)?["Fn::Sub"].Text() ?? "") is not { Success: true } match
                    || match.Groups[1].Value != functionId
                )
                    return false;
        }
        return true;
    }

    public void Integrate(string path, string method, JsonObject uri, string? condition)
    {
        if (HasIntegration(path, method))
            return;
        AddPath(path, method);
        var name = Normalized(method);
        foreach (var item in ItemsOf(path).ToList())
        {
            var definition = item[name] is null ? [] : Definition(item[name], path, method);
            definition[Integration] = Map(
                ("type", "aws_proxy"),
                ("httpMethod", "POST"),
                ("payloadFormatVersion", "2.0"),
                ("uri", condition is null ? uri : Calls.If(condition, uri))
            );
            if (path == DefaultPath && name == AnyMethod)
                definition["isDefaultRoute"] = true;
            definition.TryAdd("responses", new JsonObject());
            item[name] = condition is null ? definition.Own() : Calls.If(condition, definition);
        }
    }

    public void AddPathParameters(string path, string method)
    {
        var names = Names().Matches(path).Select(match => match.Groups[1].Value).ToList();
        if (names.Count == 0)
            return;
        foreach (var definition in Definitions(path, method))
        {
            if (definition["parameters"] is not JsonArray parameters)
                definition["parameters"] = parameters = [];
            foreach (var name in names)
            {
                var known = parameters.OfType<JsonObject>().FirstOrDefault(one => one["name"].Text() == name);
                if (known is null)
                {
                    known = Map(("name", name));
                    parameters.Add(known);
                }
                known["in"] = "path";
                known["required"] = true;
            }
        }
    }

    public void SetPayloadFormat(string path, string method, JsonNode? version)
    {
        foreach (var definition in Definitions(path, method))
            ((JsonObject)definition[Integration]!).Put("payloadFormatVersion", version);
    }

    public void AddAuthorizer(string path, string method, string name, JsonObject? authorizers, JsonNode? scopes)
    {
        foreach (var definition in Definitions(path, method).ToList())
        {
            JsonNode given = new JsonArray();
            if (name is not ("NONE" or "AWS_IAM"))
            {
                if ((authorizers?[name] ?? new JsonObject()) is not JsonObject authorizer)
                    throw Invalid($"Type of authorizer '{name}' must be a dictionary");
                var wanted = scopes.IsGiven() ? scopes : authorizer["AuthorizationScopes"];
                if (wanted.IsGiven())
                    given = wanted!;
            }
            var security = SecurityOf(definition, path, method);
            security.Add(Map((name, given)));
            definition["security"] = security;
        }
    }

    /// <summary>Gives methods without security the API's own authorizer.</summary>
    public void AddDefault(string path, string name, JsonNode? scopes)
    {
        foreach (var item in ItemsOf(path))
        foreach (var (method, definitions) in item.ToList())
        {
            if (method == "parameters" || Normalized(method) == "options")
                continue;
            if (!item.ContainsKey(Normalized(method)))
                throw Invalid($"Could not find {Normalized(method)} in {path} within DefinitionBody.");
            foreach (var definition in definitions.Contents().Select(one => Definition(one, path, method)))
                if (IsIntegrated(definition) && !definition["security"].IsGiven())
                    definition["security"] = List(Map((name, scopes ?? new JsonArray())));
        }
    }

    public void AddTags(JsonObject tags)
    {
        if (tags.Count == 0)
            return;
        if (Root["tags"].IsGiven() && Root["tags"] is not JsonArray)
            throw Invalid("Tags in OpenApi DefinitionBody needs to be a list.");
        if (Root["tags"] is not JsonArray list)
            Root["tags"] = list = [];
        foreach (var (name, value) in tags)
        {
            var known = list.OfType<JsonObject>().FirstOrDefault(one => one["name"].Text() == name);
            if (known is null)
            {
                known = Map(("name", name));
                list.Add(known);
            }
            known["x-amazon-apigateway-tag-value"] = value?.DeepClone();
        }
    }

    public void DisableEndpoint(JsonNode disables)
    {
        if (Root["servers"] is not JsonArray servers)
            Root["servers"] = servers = List(new JsonObject());
        foreach (var server in servers)
        {
            if (server is not JsonObject map)
                throw Invalid("Value of 'servers' item must be a dictionary according to Swagger spec.");
            map.MapAt("x-amazon-apigateway-endpoint-configuration").Put("disableExecuteApiEndpoint", disables);
        }
    }

    [GeneratedRegex(@"\{([a-zA-Z0-9._-]+|proxy\+)\}", RegexOptions.CultureInvariant)]
    private static partial Regex Parameter();

    [GeneratedRegex(@"\{(.*?)\}", RegexOptions.CultureInvariant)]
    private static partial Regex Names();

    [GeneratedRegex(@"([A-Za-z0-9]+)\.Arn", RegexOptions.CultureInvariant)]
    private static partial Regex FunctionArn();
}
