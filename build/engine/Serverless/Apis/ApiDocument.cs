using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Serverless.Resources;
using Serverless.Values;

namespace Serverless.Apis;

/// <summary>The description of an API, Swagger 2 or OpenAPI 3, which is changed in place.</summary>
abstract partial class ApiDocument(JsonObject root)
{
    protected const string Integration = "x-amazon-apigateway-integration";
    public const string AnyMethod = "x-amazon-apigateway-any-method";

    public JsonObject Root => root;

    public JsonObject Paths => (JsonObject)root["paths"]!;

    /// <summary>Whether it is OpenAPI 3.</summary>
    public bool IsVersion3 => root["openapi"].IsGiven() && IsThree(root["openapi"]);

    public static bool IsThree(JsonNode? version) => Three().IsMatch(version.Written());

    /// <summary>As documents have the name of a method.</summary>
    public static string Normalized(string method) =>
        method.Equals("any", StringComparison.OrdinalIgnoreCase) ? AnyMethod : method.ToLowerInvariant();

    public static SpecificationException Invalid(string reason) => SpecificationException.Document(reason);

    /// <summary>The items of a path: one, or one for each branch of its condition.</summary>
    public IEnumerable<JsonObject> ItemsOf(string path) =>
        Paths[path]
            .Contents()
            .Select(item =>
                item as JsonObject
                ?? throw Invalid($"Value of '{path}' path must be a dictionary according to Swagger spec.")
            );

    public bool HasIntegration(string path, string method)
    {
        var name = Normalized(method);
        return Paths.ContainsKey(path)
            && ItemsOf(path)
                .All(item => item[name] is JsonObject definition && definition.Contents().Any(IsIntegrated));
    }

    protected static bool IsIntegrated(JsonNode? definition) =>
        (definition as JsonObject)?[Integration].IsGiven() == true;

    public void AddPath(string path, string method)
    {
        if (Paths[path] is null)
            Paths[path] = new JsonObject();
        if (Paths[path] is not JsonObject)
            throw Invalid($"Value of '{path}' path must be a dictionary according to Swagger spec.");
        foreach (var item in ItemsOf(path))
            item.TryAdd(Normalized(method), new JsonObject());
    }

    public void MakeConditional(string path, string condition)
    {
        var item = Paths[path];
        Paths[path] = null;
        Paths[path] = Calls.If(condition, item);
    }

    /// <summary>The definitions of a method that invoke something.</summary>
    public IEnumerable<JsonObject> Definitions(string path, string method)
    {
        var name = Normalized(method);
        return ItemsOf(path)
            .SelectMany(item => item[name].Contents())
            .Select(definition => Definition(definition, path, method))
            .Where(IsIntegrated);
    }

    protected static JsonObject Definition(JsonNode? definition, string path, string method) =>
        definition as JsonObject
        ?? throw Invalid($"Definition of method '{method}' for path '{path}' should be a map.");

    public void AddTimeout(string path, string method, JsonNode? timeout)
    {
        foreach (var definition in Definitions(path, method))
            ((JsonObject)definition[Integration]!).Put("timeoutInMillis", timeout);
    }

    protected static JsonArray SecurityOf(JsonObject definition, string path, string method) =>
        definition["security"] switch
        {
            null => [],
            JsonArray list => (JsonArray)list.DeepClone(),
            _ => throw Invalid($"Type of security for path {path} method {method} must be a list"),
        };

    [GeneratedRegex(@"^3(\.\d)(\.\d)?$", RegexOptions.CultureInvariant)]
    private static partial Regex Three();
}
