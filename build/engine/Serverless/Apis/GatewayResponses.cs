using System.Text.Json.Nodes;
using Serverless.Resources;
using Serverless.Values;
using static Serverless.Values.Nodes;

namespace Serverless.Apis;

/// <summary>GatewayResponses of a REST API.</summary>
static class GatewayResponses
{
    static readonly (string Property, string Prefix)[] parameters =
    [
        ("Headers", "header."),
        ("Paths", "path."),
        ("QueryStrings", "querystring."),
    ];

    public static JsonObject Definition(SourceResource api, string name, JsonNode? response)
    {
        if (response.IsCall())
            throw api.Error(
                "Unable to set GatewayResponses attribute because intrinsic functions are not supported for this field."
            );
        if (response is not JsonObject given)
            throw api.Error(
                $"Invalid property type '{KindOf(response)}' for GatewayResponses. Expected an object of type 'GatewayResponse'."
            );
        foreach (var (key, _) in given)
            if (key is not ("ResponseParameters" or "ResponseTemplates" or "StatusCode"))
                throw api.Error($"Invalid property '{key}' in 'GatewayResponses' property '{name}'.");
        var status = given["StatusCode"].IsGiven() ? given["StatusCode"].Written() : null;
        if (status is not null && (status.Length > 3 || !status.All(char.IsAsciiDigit)))
            throw api.Error("Property 'StatusCode' must be numeric");
        return Map(
            ("responseParameters", Parameters(api, name, given["ResponseParameters"])),
            ("responseTemplates", given["ResponseTemplates"] ?? new JsonObject()),
            ("statusCode", status)
        );
    }

    static JsonObject Parameters(SourceResource api, string name, JsonNode? node)
    {
        var all = new JsonObject();
        if (!node.IsGiven())
            return all;
        var given = api.RequireMap(node, $"GatewayResponses.{name}.ResponseParameters");
        foreach (var (key, _) in given)
            if (!Array.Exists(parameters, one => one.Property == key))
                throw api.Error($"Invalid gateway response parameter '{key}'");
        foreach (var (property, prefix) in parameters)
            if (given[property] is { } values)
                foreach (var (key, value) in api.RequireMap(values, $"ResponseParameters.{property}"))
                    all.Put($"gatewayresponse.{prefix}{key}", value);
        return all;
    }

    static string KindOf(JsonNode? node) =>
        node switch
        {
            null => "NoneType",
            JsonArray => "list",
            _ when node.Text() is not null => "str",
            _ => node.IsNumber() ? "int" : "bool",
        };
}
