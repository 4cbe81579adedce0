using System.Text.Json;
using System.Text.Json.Nodes;
using Serverless.Resources;
using Serverless.Values;
using static Serverless.Values.Nodes;

namespace Serverless.Apis;

/// <summary>AWS::Serverless::HttpApi: an HTTP API made of its document, a stage, authorizers' permissions and a domain.</summary>
sealed class HttpApiTranslation(SourceResource source, Transformation transformation)
{
    const string Tag = "httpapi:createdBy";
    static readonly string[] cors =
    [
        "AllowOrigins",
        "AllowHeaders",
        "AllowMethods",
        "ExposeHeaders",
        "MaxAge",
        "AllowCredentials",
    ];

    readonly string _id = source.LogicalId;
    readonly JsonObject _authorizers = [];
    readonly JsonObject _tags = (JsonObject)(source.Map("Tags") ?? []).DeepClone();

    public IReadOnlyList<GeneratedResource> Translate()
    {
        List<GeneratedResource> made = [Api()];
        made.AddRange(Permissions());
        made.AddRange(HttpDomain.Of(source, transformation, transformation.Known.Resolve(source["Domain"]), Tag));
        made.Add(Stage());
        if (source["DefinitionBody"] is not null && _tags.Count > 0)
            foreach (var resource in made)
                resource.Tag(_tags);
        return made;
    }

    GeneratedResource Api()
    {
        var api = new GeneratedResource(_id, "AWS::ApiGatewayV2::Api", source.Attributes, source.DependsOn);
        if (source["DefinitionUri"].IsGiven() && source["DefinitionBody"].IsGiven())
            throw source.Error("Specify either 'DefinitionUri' or 'DefinitionBody' property and not both.");
        AddCors();
        AddAuth();
        AddTags();
        if (source["FailOnWarnings"].IsGiven())
            api.With(("FailOnWarnings", source["FailOnWarnings"]));
        if (source["DisableExecuteApiEndpoint"] is { } disables)
            Document("DisableExecuteApiEndpoint works only within 'DefinitionBody' property.", null)
                .DisableEndpoint(disables);
        AddInfo("Name", "title", OpenApiDocument.DefaultTitle);
        AddInfo("Description", "description", null);
        if (source["DefinitionUri"].IsGiven())
            return api.With(("BodyS3Location", S3Locations.Definition(source["DefinitionUri"], _id)));
        if (source.Map("DefinitionBody") is not { Count: > 0 } body)
            throw source.Error(
                "'DefinitionUri' or 'DefinitionBody' are required properties of an 'AWS::Serverless::HttpApi'. Add a value for one of these properties or add a 'HttpApi' event to an 'AWS::Serverless::Function'."
            );
        // The root of the paths has a slash where warnings fail the import.
        if (
            source["FailOnWarnings"].IsGiven()
            && body["paths"] is JsonObject paths
            && paths[OpenApiDocument.DefaultPath] is { } root
        )
        {
            paths.Remove(OpenApiDocument.DefaultPath);
            paths[$"/{OpenApiDocument.DefaultPath}"] = root;
        }
        return api.With(("Body", body));
    }

    OpenApiDocument Document(string missing, string? invalid)
    {
        if (!source["DefinitionBody"].IsGiven())
            throw source.Error(missing);
        if (invalid is not null && !OpenApiDocument.IsValid(source["DefinitionBody"]))
            throw source.Error(invalid);
        return OpenApiDocument.Of(source["DefinitionBody"]);
    }

    void AddCors()
    {
        var given = transformation.Known.Resolve(source["CorsConfiguration"]);
        if (!given.IsGiven())
            return;
        var document = Document(
            "Cors works only with inline OpenApi specified in 'DefinitionBody' property.",
            "Unable to add Cors configuration because 'DefinitionBody' does not contain a valid OpenApi definition."
        );
        const string key = "x-amazon-apigateway-cors";
        if (document.Root[key] is not (null or JsonObject))
            throw ApiDocument.Invalid($"Value of '{key}' must be a dictionary according to Swagger spec.");
        var settings = document.Root.MapAt(key);
        if (given.Flag() is true || given.Text() is "true" or "True")
        {
            settings["allowOrigins"] = List("*");
            return;
        }
        if (given.IsCall() || given is not JsonObject map || map["AllowOrigins"].IsCall())
        {
            var call = given.IsCall() ? given : (given as JsonObject)?["AllowOrigins"];
            if (call is not JsonObject)
                throw source.Error("Invalid value for 'Cors' property.");
            foreach (var (name, value) in (JsonObject)Renamed(call))
                settings[name] = value?.DeepClone();
            return;
        }
        foreach (var (name, _) in map)
            if (!cors.Contains(name))
                throw source.Error($"Invalid key '{name}' for 'Cors' property.");
        if (map["AllowCredentials"].Flag() is true && Same(map["AllowOrigins"], List("*")))
            throw source.Error(
                "Unable to add Cors configuration because 'AllowCredentials' can not be true when 'AllowOrigin' is \"'*'\" or not set."
            );
        foreach (var name in cors)
            if (name == "MaxAge" ? map[name] is not null : map[name].IsGiven())
                settings.Put(JsonNamingPolicy.CamelCase.ConvertName(name), map[name]);
    }

    /// <summary>The settings within a call, by the names that the document has for them.</summary>
    static JsonNode Renamed(JsonNode node)
    {
        var text = node.ToJsonString();
        foreach (var name in cors)
            text = text.Replace(name, JsonNamingPolicy.CamelCase.ConvertName(name), StringComparison.Ordinal);
        return JsonNode.Parse(text)!;
    }

    void AddAuth()
    {
        if (source.Map("Auth") is not { Count: > 0 } auth)
            return;
        const string what = "inline OpenApi specified in the 'DefinitionBody' property.";
        if (!source["DefinitionBody"].IsGiven())
            throw source.Error($"Auth works only with {what}");
        if (auth.Any(entry => entry.Key is not ("Authorizers" or "DefaultAuthorizer" or "EnableIamAuthorizer")))
            throw source.Error("Invalid value for 'Auth' property");
        var document = Document(
            "",
            "Unable to add Auth configuration because 'DefinitionBody' does not contain a valid OpenApi definition."
        );
        if (auth["EnableIamAuthorizer"].Flag() is true)
            _authorizers["AWS_IAM"] = new JsonObject();
        if (auth["Authorizers"].IsGiven())
            foreach (var (name, authorizer) in source.RequireMap(auth["Authorizers"], "Auth.Authorizers"))
                _authorizers.Put(name, source.RequireMap(authorizer, $"Auth.Authorizers.{name}"));
        foreach (var (name, authorizer) in _authorizers)
            document
                .Root.MapAt("components")
                .MapAt("securitySchemes")
                .Put(
                    name,
                    authorizer is JsonObject { Count: 0 } && name == "AWS_IAM"
                        ? HttpAuthorizers.Iam()
                        : HttpAuthorizers.Definition(source, transformation, name, (JsonObject)authorizer!)
                );
        var defaults = auth["DefaultAuthorizer"];
        if (!defaults.IsGiven() || defaults.IsNoValue())
            return;
        if (defaults.Text() is not { } chosen)
            throw SpecificationException.Type(_id, "Auth.DefaultAuthorizer", "string");
        if (!_authorizers.ContainsKey(chosen))
            throw source.Error($"Unable to set DefaultAuthorizer because '{chosen}' was not defined in 'Authorizers'.");
        foreach (var (path, _) in document.Paths.ToList())
            document.AddDefault(path, chosen, ((JsonObject)_authorizers[chosen]!)["AuthorizationScopes"]);
    }

    void AddTags()
    {
        if (!source["DefinitionBody"].IsGiven())
        {
            if (_tags.Count > 0)
                throw source.Error("Tags works only with inline OpenApi specified in the 'DefinitionBody' property.");
            return;
        }
        if (!OpenApiDocument.IsValid(source["DefinitionBody"]))
        {
            if (_tags.Count > 0)
                throw source.Error(
                    "Unable to add `Tags` because 'DefinitionBody' does not contain a valid OpenApi definition."
                );
            return;
        }
        _tags[Tag] = "SAM";
        OpenApiDocument.Of(source["DefinitionBody"]).AddTags(_tags);
    }

    void AddInfo(string property, string name, JsonObject? placeholder)
    {
        if (!source[property].IsGiven())
            return;
        var document = Document(
            $"{property} works only with inline OpenApi specified in the 'DefinitionBody' property.",
            null
        );
        var info = document.Root.MapAt("info");
        if (placeholder is null ? info[name].IsGiven() : !Same(info[name], placeholder))
            throw source.Error(
                $"Unable to set {property} because it is already defined within inline OpenAPI specified in the 'DefinitionBody' property."
            );
        info.Put(name, source[property]);
    }

    IEnumerable<GeneratedResource> Permissions() =>
        _authorizers
            .Where(entry =>
                entry.Value is JsonObject map
                && map["FunctionArn"].IsGiven()
                && map["EnableFunctionDefaultPermissions"].IsGiven()
            )
            .Select(entry =>
                Permission(source, $"{_id}{entry.Key}AuthorizerPermission", ((JsonObject)entry.Value!)["FunctionArn"])
            );

    /// <summary>Lets an API invoke its authorizer.</summary>
    public static GeneratedResource Permission(SourceResource source, string id, JsonNode? function) =>
        new GeneratedResource(id, "AWS::Lambda::Permission", source.PassedAttributes).With(
            ("Action", "lambda:InvokeFunction"),
            ("FunctionName", function),
            ("Principal", "apigateway.amazonaws.com"),
            (
                "SourceArn",
                Calls.Sub(
                    "arn:${AWS::Partition}:execute-api:${AWS::Region}:${AWS::AccountId}:${__ApiId__}/authorizers/*",
                    Map(("__ApiId__", Calls.Ref(source.LogicalId)))
                )
            )
        );

    GeneratedResource Stage()
    {
        var given = source["StageName"].IsGiven() ? source["StageName"] : "$default";
        var name = given.Text() ?? "";
        return new GeneratedResource(
            IsAlphanumeric(name) ? $"{_id}{name}Stage"
                : name == "$default" ? $"{_id}ApiGatewayDefaultStage"
                : SortedText.Id($"{_id}Stage", name),
            "AWS::ApiGatewayV2::Stage",
            source.PassedAttributes
        ).With(
            ("ApiId", Calls.Ref(_id)),
            ("StageName", given),
            ("StageVariables", source["StageVariables"]),
            ("AccessLogSettings", source["AccessLogSettings"]),
            ("DefaultRouteSettings", source["DefaultRouteSettings"]),
            ("RouteSettings", source["RouteSettings"]),
            ("Tags", _tags.Count > 0 ? _tags : null),
            ("AutoDeploy", true)
        );
    }
}
