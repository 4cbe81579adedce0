using System.Text.Json.Nodes;
using Serverless.Resources;
using Serverless.Values;
using static Serverless.Values.Nodes;

namespace Serverless.Apis;

/// <summary>Who may call the methods of a REST API, as its document says it: authorizers and keys.</summary>
static class SwaggerSecurity
{
    /// <summary>Gives every method that has no authorizer the API's own.</summary>
    public static void AddDefault(
        SwaggerDocument document,
        string path,
        string name,
        JsonObject authorizers,
        bool preflight
    )
    {
        foreach (var (method, definition) in document.Methods(path).ToList())
        {
            if (!preflight && method == "options")
                continue;
            var others = new List<JsonNode?>();
            var own = new List<JsonNode?>();
            foreach (var security in Security(definition, path, method))
                (IsOf(security, authorizers) ? own : others).Add(security);
            var none = others.FindIndex(one => ((JsonObject)one!).ContainsKey("NONE"));
            if (none >= 0)
                others.RemoveAt(none);
            else if (own.Count > 0)
                others.AddRange(own);
            else
                others.Add(Map((name, (authorizers[name] as JsonObject)?["AuthorizationScopes"] ?? new JsonArray())));
            Set(document, definition, others);
        }
    }

    static bool IsOf(JsonNode? security, JsonObject authorizers) =>
        ((JsonObject)security!).Any(entry => entry.Key == "AWS_IAM" || authorizers.ContainsKey(entry.Key));

    /// <summary>Asks for a key where a method does not refuse it.</summary>
    public static void AddKeys(SwaggerDocument document, string path, bool preflight)
    {
        foreach (var (method, definition) in document.Methods(path).ToList())
        {
            var others = new List<JsonNode?>();
            var keys = new List<JsonNode?>();
            foreach (var security in Security(definition, path, method))
                (((JsonObject)security!).Any(entry => entry.Key is "api_key" or "api_key_false") ? keys : others).Add(
                    security
                );
            if (
                !keys.Exists(one => ((JsonObject)one!).ContainsKey("api_key_false"))
                && (preflight || method != "options")
            )
                others.Add(Map(("api_key", new JsonArray())));
            if (!Same(ListOf(others), definition["security"] ?? new JsonArray()))
                definition["security"] = ListOf(others);
        }
    }

    public static void AddAuthorizer(
        SwaggerDocument document,
        string path,
        string method,
        string name,
        JsonObject? authorizers,
        JsonNode? scopes
    )
    {
        foreach (var definition in document.Definitions(path, method).ToList())
        {
            JsonNode given = new JsonArray();
            if (name != "NONE" && authorizers?[name] is { } authorizer)
            {
                if (authorizer is not JsonObject map)
                    throw ApiDocument.Invalid($"Type of authorizer '{name}' must be a dictionary");
                given = scopes ?? map["AuthorizationScopes"] ?? given;
            }
            var security = Security(definition, path, method).ToList();
            security.Add(Map((name, given)));
            Set(document, definition, security);
        }
    }

    public static void AddKey(SwaggerDocument document, string path, string method, bool isRequired)
    {
        if (isRequired)
            document.AddApiKeySecurity();
        foreach (var definition in document.Definitions(path, method).ToList())
        {
            var security = Security(definition, path, method).ToList();
            security.Add(Map((isRequired ? "api_key" : "api_key_false", new JsonArray())));
            definition["security"] = ListOf(security);
        }
    }

    static void Set(SwaggerDocument document, JsonObject definition, List<JsonNode?> security)
    {
        if (security.Count == 0)
            return;
        definition["security"] = ListOf(security);
        if (((JsonObject)security[0]!).ContainsKey("AWS_IAM"))
            document.AddIamSecurity();
    }

    static IEnumerable<JsonNode?> Security(JsonObject definition, string path, string method)
    {
        if (definition["security"] is not (null or JsonArray))
            throw ApiDocument.Invalid($"Type of security for path {path} method {method} must be a list");
        return definition["security"]
            .AsList()
            .Select(one =>
                one as JsonObject
                ?? throw ApiDocument.Invalid(
                    $"{one.Written()} in Security for path {path} method {method} is not a valid dictionary."
                )
            );
    }
}
