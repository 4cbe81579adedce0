using System.Text.Json.Nodes;
using Serverless.Resources;
using Serverless.Values;
using static Serverless.Values.Nodes;

namespace Serverless.Apis;

/// <summary>Cors of a REST API: a mock OPTIONS method on each path that has none.</summary>
static class SwaggerCors
{
    static readonly string[] all = ["DELETE", "GET", "HEAD", "OPTIONS", "PATCH", "POST", "PUT"];
    static readonly string[] known = ["AllowMethods", "AllowHeaders", "AllowOrigin", "MaxAge", "AllowCredentials"];

    public static void Add(SourceResource source, SwaggerDocument document, JsonNode cors)
    {
        var settings = cors switch
        {
            JsonObject map when !map.IsCall() => map,
            _ when cors.Text() is not null || cors.IsCall() => Map(("AllowOrigin", cors)),
            _ => throw source.Error("Invalid value for 'Cors' property"),
        };
        foreach (var (key, _) in settings)
            if (!known.Contains(key))
                throw source.Error($"Invalid key '{key}' for 'Cors' property.");
        var origin = settings.ContainsKey("AllowOrigin") ? settings["AllowOrigin"] : "'*'";
        var hasCredentials = settings["AllowCredentials"].Flag() is true;
        if (hasCredentials && origin.Text() == "'*'")
            throw source.Error(
                "Unable to add Cors configuration because 'AllowCredentials' can not be true when 'AllowOrigin' is \"'*'\" or not set"
            );
        var done = new HashSet<string>(StringComparer.Ordinal);
        foreach (var path in document.Paths.Select(entry => entry.Key).ToList())
        {
            if (!done.Add(path == "/" ? path : path.TrimEnd('/')))
                continue;
            var methods = settings["AllowMethods"];
            foreach (var item in document.ItemsOf(path))
            {
                if (item.ContainsKey("options"))
                    continue;
                if (!origin.IsGiven())
                    throw source.Error(
                        "Structure of the SAM template is invalid. Invalid input. Value for AllowedOrigins is required"
                    );
                if (!methods.IsGiven())
                    methods = $"'{string.Join(',', MethodsOf(item))}'";
                item["options"] = Options(origin!, settings, methods!, hasCredentials);
            }
        }
    }

    static IEnumerable<string> MethodsOf(JsonObject item) =>
        item.ContainsKey(ApiDocument.AnyMethod)
            ? all
            : item.Select(entry => entry.Key.ToUpperInvariant())
                .Append("OPTIONS")
                .Distinct()
                .Order(StringComparer.Ordinal);

    static JsonObject Options(JsonNode origin, JsonObject settings, JsonNode methods, bool hasCredentials)
    {
        var parameters = new JsonObject();
        var headers = new JsonObject();
        Header("Origin", origin);
        Header("Headers", settings["AllowHeaders"].IsGiven() ? settings["AllowHeaders"] : null);
        Header("Methods", methods);
        if (settings["MaxAge"] is { } age)
        {
            parameters["method.response.header.Access-Control-Max-Age"] = age.DeepClone();
            headers["Access-Control-Max-Age"] = Map(("type", "integer"));
        }
        if (hasCredentials)
            Header("Credentials", "'true'");
        return Map(
            ("summary", "CORS support"),
            ("consumes", List("application/json")),
            ("produces", List("application/json")),
            (
                "x-amazon-apigateway-integration",
                Map(
                    ("type", "mock"),
                    ("requestTemplates", Map(("application/json", "{\n  \"statusCode\" : 200\n}\n"))),
                    (
                        "responses",
                        Map(
                            (
                                "default",
                                Map(
                                    ("statusCode", "200"),
                                    ("responseParameters", parameters),
                                    ("responseTemplates", Map(("application/json", "{}\n")))
                                )
                            )
                        )
                    )
                )
            ),
            ("responses", Map(("200", Map(("description", "Default response for CORS method"), ("headers", headers)))))
        );

        void Header(string name, JsonNode? value)
        {
            if (value is null)
                return;
            parameters.Put($"method.response.header.Access-Control-Allow-{name}", value);
            headers[$"Access-Control-Allow-{name}"] = Map(("type", "string"));
        }
    }
}
