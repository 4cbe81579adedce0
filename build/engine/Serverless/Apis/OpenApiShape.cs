using System.Text.Json.Nodes;
using Serverless.Values;
using static Serverless.Values.Nodes;

namespace Serverless.Apis;

/// <summary>Gives a document that is to be OpenAPI 3 the shape of that version.</summary>
static class OpenApiShape
{
    public static JsonObject Of(JsonObject document, JsonNode? version)
    {
        if (document["swagger"] is not null)
            return document;
        var wanted = document["openapi"] is not null && !version.IsGiven() ? document["openapi"] : version;
        if (!wanted.IsGiven() || !ApiDocument.IsThree(wanted))
            return document;
        Move(document, "securityDefinitions", "securitySchemes");
        Move(document, "definitions", "schemas");
        foreach (var (path, item) in document["paths"] as JsonObject ?? [])
        {
            if (item is not JsonObject methods)
                throw ApiDocument.Invalid($"Value of '{path}' path must be a dictionary according to Swagger spec.");
            if (!methods["options"].IsGiven())
                continue;
            if (methods["options"] is not JsonObject options)
                throw ApiDocument.Invalid(
                    $"Value of options method for path {path} must be a dictionary according to Swagger spec."
                );
            options.Remove("produces");
            options.Remove("consumes");
            Wrap(options, path);
        }
        return document;
    }

    static void Move(JsonObject document, string from, string to)
    {
        if (!document[from].IsGiven())
            return;
        var moved = document[from];
        document.Remove(from);
        document.MapAt("components")[to] = moved;
    }

    static void Wrap(JsonObject options, string path)
    {
        if (options["responses"] is not { } responses)
            return;
        if (responses is not JsonObject map || map["200"] is not (null or JsonObject))
            throw ApiDocument.Invalid($"Invalid responses in options method for path {path}: Invalid value type.");
        if ((map["200"] as JsonObject)?["headers"] is not JsonObject { Count: > 0 } headers)
            return;
        foreach (var (name, header) in headers.ToList())
        {
            headers[name] = null;
            headers[name] = Map(("schema", header));
        }
    }
}
