using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Serverless.Resources;
using Serverless.Values;
using static Serverless.Values.Nodes;

namespace Serverless.Apis;

/// <summary>The document of a REST API.</summary>
sealed partial class SwaggerDocument : ApiDocument
{
    const string Policy = "x-amazon-apigateway-policy";
    static readonly string[] notMethods = ["summary", "description", "parameters"];

    SwaggerDocument(JsonObject root)
        : base(root) { }

    public static bool IsValid(JsonNode? body) =>
        body is JsonObject root
        && root["paths"] is JsonObject
        && (root["swagger"].IsGiven() || (root["openapi"].IsGiven() && IsThree(root["openapi"])));

    public static SwaggerDocument Of(JsonNode? body) =>
        IsValid(body)
            ? new((JsonObject)body!)
            : throw Invalid(
                "Invalid Swagger document or the Swagger document is not explicitly defined in 'DefinitionBody'."
            );

    public static JsonObject Skeleton() =>
        Map(
            ("swagger", "2.0"),
            ("info", Map(("version", "1.0"), ("title", Calls.Ref("AWS::StackName")))),
            ("paths", new JsonObject())
        );

    /// <summary>Paths in ARNs have a star for each parameter.</summary>
    public static string Starred(string path) => Parameter().Replace(path, "*");

    /// <param name="path">The path.</param>
    /// <param name="method">Its method.</param>
    /// <param name="integration">What the method calls.</param>
    /// <param name="responses">What it answers where the document does not say.</param>
    /// <param name="condition">On which there is the method.</param>
    public void Integrate(string path, string method, JsonObject integration, JsonObject responses, string? condition)
    {
        AddPath(path, method);
        var name = Normalized(method);
        foreach (var item in ItemsOf(path).ToList())
        {
            var definition = Definition(item[name], path, method);
            definition[Integration] = integration.DeepClone();
            definition.TryAdd("responses", responses.DeepClone());
            if (condition is not null)
            {
                item[name] = null;
                item[name] = Calls.If(condition, definition);
            }
        }
    }

    /// <summary>Every method of a path that invokes something.</summary>
    public IEnumerable<(string Method, JsonObject Definition)> Methods(string path) =>
        ItemsOf(path)
            .SelectMany(item => item.ToList())
            .Where(entry => !notMethods.Contains(entry.Key))
            .SelectMany(entry =>
                entry.Value.Contents().Select(one => (Normalized(entry.Key), Definition(one, path, entry.Key)))
            )
            .Where(entry => IsIntegrated(entry.Item2));

    public void AddDefinition(string section, string name, JsonNode definition)
    {
        if (Root[section] is not (null or JsonObject))
            throw Invalid($"{section} must be a dictionary.");
        Root.MapAt(section).Put(name, definition);
    }

    public void AddIamSecurity()
    {
        if (Root.MapAt("securityDefinitions").ContainsKey("AWS_IAM"))
            return;
        AddDefinition(
            "securityDefinitions",
            "AWS_IAM",
            Map(
                ("x-amazon-apigateway-authtype", "awsSigv4"),
                ("type", "apiKey"),
                ("name", "Authorization"),
                ("in", "header")
            )
        );
    }

    public void AddApiKeySecurity()
    {
        if (Root["securityDefinitions"] is JsonObject known && known.ContainsKey("api_key"))
            return;
        AddDefinition(
            "securityDefinitions",
            "api_key",
            Map(("type", "apiKey"), ("name", "x-api-key"), ("in", "header"))
        );
    }

    public void AddRequestModel(string path, string method, JsonObject request)
    {
        var name = request["Model"].Written().ToLowerInvariant();
        foreach (var definition in Definitions(path, method))
        {
            if (Root["swagger"] is not null)
            {
                var parameters = ListOf(definition["parameters"].AsList());
                parameters.Add(
                    Map(
                        ("in", "body"),
                        ("name", name),
                        ("schema", Map(("$ref", $"#/definitions/{name}"))),
                        ("required", request["Required"])
                    )
                );
                definition["parameters"] = parameters;
            }
            else if (IsVersion3)
            {
                definition["requestBody"] = Map(
                    (
                        "content",
                        Map(("application/json", Map(("schema", Map(("$ref", $"#/components/schemas/{name}"))))))
                    ),
                    ("required", request["Required"])
                );
            }
        }
    }

    public void AddRequestValidator(string path, string method, bool body, bool parameters)
    {
        var name = (body, parameters) switch
        {
            (true, true) => "body-and-params",
            (true, false) => "body-only",
            (false, true) => "params-only",
            _ => "no-validation",
        };
        Root.MapAt("x-amazon-apigateway-request-validators")
            .TryAdd(name, Map(("validateRequestBody", body), ("validateRequestParameters", parameters)));
        foreach (var definition in Definitions(path, method))
            definition["x-amazon-apigateway-request-validator"] = name;
    }

    public void AddRequestParameters(
        string path,
        string method,
        IReadOnlyList<(string Name, JsonNode Required, bool Caching)> added
    )
    {
        foreach (var definition in Definitions(path, method))
        {
            var parameters = ListOf(definition["parameters"].AsList());
            foreach (var (full, required, caching) in added)
            {
                var parts = full["method.request.".Length..].Split('.', 2);
                parameters.Add(
                    Map(
                        ("in", parts[0] == "querystring" ? "query" : parts[0]),
                        ("name", parts[1]),
                        ("required", required),
                        ("type", "string")
                    )
                );
                if (!caching)
                    continue;
                var integration = (JsonObject)definition[Integration]!;
                var keys = ListOf(integration["cacheKeyParameters"].AsList());
                keys.Add(full);
                integration["cacheKeyParameters"] = keys;
            }
            definition["parameters"] = parameters;
        }
    }

    public JsonObject PolicyDocument => Root[Policy] as JsonObject ?? Root.MapAt(Policy);

    public void DropEmptyPolicy()
    {
        if (Root[Policy] is JsonObject { Count: 0 })
            Root[Policy] = new JsonObject();
    }

    [GeneratedRegex(@"\{([a-zA-Z0-9._-]+|[a-zA-Z0-9._-]+\+|proxy\+)\}", RegexOptions.CultureInvariant)]
    private static partial Regex Parameter();
}
