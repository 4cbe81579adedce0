using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Serverless.Events;
using Serverless.Values;

namespace Serverless.Apis;

/// <summary>RequestModel and RequestParameters of an Api event.</summary>
static partial class RestApiRequests
{
    public static void Add(EventInput input, JsonObject api, SwaggerDocument document, string path, string method)
    {
        if (input["RequestModel"].IsGiven())
            AddModel(input, api, document, path, method);
        if (input["RequestParameters"] is JsonArray { Count: > 0 } parameters)
            document.AddRequestParameters(path, method, [.. parameters.Select(one => Parameter(input, one))]);
    }

    static void AddModel(EventInput input, JsonObject api, SwaggerDocument document, string path, string method)
    {
        var request = input.Source.Map("RequestModel") ?? throw input.Error("Property 'RequestModel' should be a map.");
        if (!request["Model"].IsGiven())
            return;
        var what =
            $"Unable to set RequestModel [{request["Model"].Written()}] on API method [{method}] for path [{path}]";
        var models = api["Models"];
        if (!models.IsGiven())
            throw input.Error($"{what} because the related API does not define any Models.");
        if (models is not JsonObject known)
            throw input.Error($"{what} because the related API Models defined is of invalid type.");
        if (request["Model"].Text() is not { } name)
            throw input.Error($"{what} because the related API does not contain valid Models.");
        if (!known[name].IsGiven())
            throw input.Error($"{what} because it wasn't defined in the API's Models.");
        document.AddRequestModel(path, method, request);
        var (body, parameters) = (request["ValidateBody"], request["ValidateParameters"]);
        if (body is null && parameters is null)
            return;
        if ((body is not null && body.Flag() is null) || (parameters is not null && parameters.Flag() is null))
            throw input.Error(
                $"Unable to set Validator to RequestModel [{name}] on API method [{method}] for path [{path}] ValidateBody and ValidateParameters must be a boolean type, strings or intrinsics are not supported."
            );
        document.AddRequestValidator(path, method, body.Flag() is true, parameters.Flag() is true);
    }

    static (string Name, JsonNode Required, bool Caching) Parameter(EventInput input, JsonNode? parameter)
    {
        const string invalid = "Invalid value for 'RequestParameters' property.";
        var (name, settings) = parameter switch
        {
            JsonObject { Count: > 0 } map => (map.First().Key, map.First().Value),
            not null when parameter.Text() is { } text => (text, new JsonObject()),
            _ => throw input.Error($"{invalid} Property must be either a string or an object"),
        };
        if (!Location().IsMatch(name))
            throw input.Error(
                $"{invalid} Keys must be in the format 'method.request.[querystring|path|header].{{value}}', e.g 'method.request.header.Authorization'."
            );
        if (settings is not JsonObject known || known.Any(entry => entry.Key is not ("Required" or "Caching")))
            throw input.Error($"{invalid} Values must be an object, e.g {{ Required: true, Caching: false }}");
        return (name, known["Required"] ?? false, known["Caching"].IsGiven());
    }

    [GeneratedRegex(@"^method\.request\.(querystring|path|header)\.", RegexOptions.CultureInvariant)]
    private static partial Regex Location();
}
