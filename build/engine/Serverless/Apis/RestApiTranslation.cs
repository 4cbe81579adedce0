using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Serverless.Resources;
using Serverless.Values;
using static Serverless.Values.Nodes;

namespace Serverless.Apis;

/// <summary>
/// AWS::Serverless::Api: a REST API with a deployment whose id changes with its document, a stage, authorizers' permissions, a
/// domain and a usage plan (AWS SAM Developer Guide, "Generated AWS CloudFormation resources for AWS::Serverless::Api").
/// </summary>
sealed partial class RestApiTranslation(SourceResource source, Transformation transformation)
{
    static readonly string[] same =
    [
        "FailOnWarnings",
        "Name",
        "Description",
        "Mode",
        "ApiKeySourceType",
        "Policy",
        "SecurityPolicy",
        "EndpointAccessMode",
    ];

    static readonly string[] ofStage =
    [
        "StageName",
        "CacheClusterEnabled",
        "CacheClusterSize",
        "Variables",
        "MethodSettings",
        "AccessLogSetting",
        "CanarySetting",
        "TracingEnabled",
    ];

    readonly string _id = source.LogicalId;
    readonly JsonObject? _auth = transformation.Known.Resolve(source["Auth"]) as JsonObject;

    public IReadOnlyList<GeneratedResource> Translate()
    {
        var api = Api();
        var deployment = new GeneratedResource(
            $"{_id}Deployment",
            "AWS::ApiGateway::Deployment",
            source.PassedAttributes
        ).With(("RestApiId", api.Reference), ("StageName", source["OpenApiVersion"].IsGiven() ? null : "Stage"));
        var domain = new List<GeneratedResource>();
        var resolved = transformation.Known.Resolve(source["Domain"]);
        var config = resolved is null ? null : source.RequireMap(resolved, "Domain");
        if (config is not null)
            new RestDomain(source, transformation, config).Add(domain);
        var stage = Stage(deployment, api, config);
        List<GeneratedResource> made = [api, deployment, stage, .. Permissions(), .. domain];
        made.AddRange(UsagePlans.Of(source, transformation, _auth, stage));
        if (source["PropagateTags"].IsGiven() && source.Map("Tags") is { Count: > 0 } tags)
            foreach (var resource in made)
                resource.Tag(tags);
        return made;
    }

    GeneratedResource Api()
    {
        Check();
        var api = new GeneratedResource(_id, "AWS::ApiGateway::RestApi", source.Attributes, source.DependsOn).With(
            ("BinaryMediaTypes", transformation.Known.Resolve(source["BinaryMediaTypes"])),
            ("MinimumCompressionSize", source["MinimumCompressionSize"])
        );
        if (source["EndpointConfiguration"].IsGiven())
            AddEndpoint(api, source["EndpointConfiguration"]!);
        else if (transformation.Options.Partition != "aws")
            AddEndpoint(api, "REGIONAL");
        if (source["Cors"].IsGiven())
            SwaggerCors.Add(
                source,
                Document(
                    "Cors works only with inline Swagger specified in 'DefinitionBody' property.",
                    "Unable to add Cors configuration because 'DefinitionBody' does not contain a valid Swagger definition."
                ),
                source["Cors"]!
            );
        if (_auth is { Count: > 0 })
        {
            var document = Document(
                "Auth works only with inline Swagger specified in 'DefinitionBody' property.",
                "Unable to add Auth configuration because 'DefinitionBody' does not contain a valid Swagger definition."
            );
            RestApiAuth.Add(source, transformation, _auth, document);
            OpenApiShape.Of(document.Root, source["OpenApiVersion"]);
        }
        AddGatewayResponses();
        if (source["BinaryMediaTypes"].IsGiven() && source.Map("DefinitionBody") is { Count: > 0 } body)
            SwaggerDocument.Of(body).Root["x-amazon-apigateway-binary-media-types"] = Slashed(
                api.Properties["BinaryMediaTypes"]
            );
        AddModels();
        if (source["DisableExecuteApiEndpoint"] is { } disables)
            AddEndpointSetting(disables);
        if (source["DefinitionUri"].IsGiven())
            api.With(("BodyS3Location", S3Locations.Definition(source["DefinitionUri"], _id)));
        else if (source.Map("DefinitionBody") is { Count: > 0 } whole)
            api.With(("Body", OpenApiShape.Of(whole, source["OpenApiVersion"])));
        foreach (var name in same)
            if (source[name].IsGiven())
                api.With((name, source[name]));
        return api;
    }

    void Check()
    {
        if (source["DefinitionUri"].IsGiven() && source["DefinitionBody"].IsGiven())
            throw source.Error("Specify either 'DefinitionUri' or 'DefinitionBody' property and not both.");
        if (source["DefinitionUri"].IsGiven() && source["MergeDefinitions"].IsGiven())
            throw source.Error("Cannot set 'MergeDefinitions' to True when using `DefinitionUri`.");
        if (source["OpenApiVersion"].IsGiven() && !Versions().IsMatch(source["OpenApiVersion"].Written()))
            throw source.Error("The OpenApiVersion value must be of the format '3.0.0'.");
    }

    SwaggerDocument Document(string missing, string invalid)
    {
        if (!source["DefinitionBody"].IsGiven())
            throw source.Error(missing);
        return SwaggerDocument.IsValid(source["DefinitionBody"])
            ? SwaggerDocument.Of(source["DefinitionBody"])
            : throw source.Error(invalid);
    }

    void AddEndpoint(GeneratedResource api, JsonNode value)
    {
        if (value is not JsonObject map || !map["Type"].IsGiven())
        {
            api.With(
                ("EndpointConfiguration", Map(("Types", List(value)))),
                ("Parameters", Map(("endpointConfigurationTypes", value)))
            );
            return;
        }
        if (map.ContainsKey("VPCEndpointIds") && map.ContainsKey("VpcEndpointIds"))
            throw source.Error(
                "'VPCEndpointIds' and 'VpcEndpointIds' cannot be used together in EndpointConfiguration."
            );
        api.With(
            ("Parameters", Map(("endpointConfigurationTypes", map["Type"]))),
            (
                "EndpointConfiguration",
                Map(
                    ("Types", List(map["Type"])),
                    ("VpcEndpointIds", map["VPCEndpointIds"] ?? map["VpcEndpointIds"]),
                    ("IpAddressType", map["IpAddressType"])
                )
            )
        );
    }

    void AddEndpointSetting(JsonNode disables)
    {
        const string key = "x-amazon-apigateway-endpoint-configuration";
        if (!source["DefinitionBody"].IsGiven())
            throw source.Error("DisableExecuteApiEndpoint works only within 'DefinitionBody' property.");
        var document = SwaggerDocument.Of(source["DefinitionBody"]);
        if (!document.IsVersion3)
        {
            document.Root.MapAt(key).Put("disableExecuteApiEndpoint", disables);
            return;
        }
        if (document.Root["servers"] is not JsonArray servers)
            document.Root["servers"] = servers = List(new JsonObject());
        foreach (var server in servers.OfType<JsonObject>())
            server.MapAt(key).Put("disableExecuteApiEndpoint", disables);
    }

    void AddGatewayResponses()
    {
        if (source.Map("GatewayResponses") is not { Count: > 0 } responses)
            return;
        var document = Document(
            "GatewayResponses works only with inline Swagger specified in 'DefinitionBody' property.",
            "Unable to add Auth configuration because 'DefinitionBody' does not contain a valid Swagger definition."
        );
        foreach (var (name, response) in responses)
            document.AddDefinition(
                "x-amazon-apigateway-gateway-responses",
                name,
                GatewayResponses.Definition(source, name, response)
            );
    }

    void AddModels()
    {
        if (source.Map("Models") is not { Count: > 0 } models)
            return;
        var document = Document(
            "Models works only with inline Swagger specified in 'DefinitionBody' property.",
            "Unable to add Models definitions because 'DefinitionBody' does not contain a valid Swagger definition."
        );
        if (models.Any(entry => entry.Value is not JsonObject))
            throw source.Error("Invalid value for 'Models' property");
        foreach (var (name, model) in models)
            document.AddDefinition(
                "definitions",
                name.ToLowerInvariant(),
                ((JsonObject)model!)["type"].IsGiven()
                    ? model
                    : throw ApiDocument.Invalid("'Models' schema is missing 'type'.")
            );
    }

    /// <summary>A media type's slash is written ~1 where it is a key.</summary>
    static JsonNode? Slashed(JsonNode? node) =>
        node switch
        {
            JsonArray list => ListOf(list.Select(Slashed)),
            JsonObject map => new JsonObject(
                map.Select(entry => KeyValuePair.Create(Slashed(entry.Key), Slashed(entry.Value)))
            ),
            _ when node.Text() is { } text => Slashed(text),
            _ => node.Copy(),
        };

    static string Slashed(string text) => text.Replace("~1", "/", StringComparison.Ordinal);

    GeneratedResource Stage(GeneratedResource deployment, GeneratedResource api, JsonObject? domain)
    {
        var name = source["StageName"].Text() ?? "";
        var stage = new GeneratedResource(
            IsAlphanumeric(name) ? $"{_id}{name}Stage" : SortedText.Id($"{_id}Stage", name),
            "AWS::ApiGateway::Stage",
            source.PassedAttributes
        ).With(("RestApiId", Calls.Ref(_id)));
        if (source.Map("Tags") is { } tags)
            stage.With(("Tags", Tags(tags)));
        foreach (var property in ofStage)
            stage.With((property, source[property]));
        if ((api.Properties["Body"] ?? api.Properties["BodyS3Location"]) is { } document && document.IsGiven())
            Name(deployment, document, domain);
        return stage.With(("DeploymentId", deployment.Reference));
    }

    /// <summary>A deployment cannot be changed, so that another document needs one of another name.</summary>
    void Name(GeneratedResource deployment, JsonNode document, JsonObject? domain)
    {
        var contents = source["AlwaysDeploy"].IsGiven()
            ? transformation.Options.Clock.GetUtcNow().ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture)
            : string.Join(
                "||",
                new[]
                {
                    SortedText.Of(document),
                    source["OpenApiVersion"]?.Written(),
                    domain is { Count: > 0 } ? SortedText.Of(domain) : null,
                    FunctionNames(),
                }.Where(part => !string.IsNullOrEmpty(part))
            );
        var hash = SortedText.Hash(contents);
        deployment.LogicalId += hash[..10];
        deployment.With(("Description", $"RestApi deployment id: {hash}"));
    }

    /// <summary>The names of the functions that the API invokes, where they are given.</summary>
    string FunctionNames() =>
        string.Concat(
            from entry in transformation.Resources
            let resource = entry.Value as JsonObject
            where resource["Type"].Text() == "AWS::Serverless::Function"
            let properties = resource["Properties"] as JsonObject
            from item in properties?["Events"] as JsonObject ?? []
            let event_ = item.Value as JsonObject
            where event_?["Type"].Text() == "Api"
            where RestApiEvents.IdOf((event_["Properties"] as JsonObject)?["RestApiId"]) == _id
            let name = transformation.Known.Resolve(properties["FunctionName"])
            where name.IsGiven()
            select name.Written()
        );

    IEnumerable<GeneratedResource> Permissions()
    {
        foreach (var (name, authorizer) in _auth?["Authorizers"] as JsonObject ?? [])
            if (
                authorizer is JsonObject map
                && map["FunctionArn"].IsGiven()
                && !map["DisableFunctionDefaultPermissions"].IsGiven()
            )
                yield return new GeneratedResource(
                    $"{_id}{name}AuthorizerPermission",
                    "AWS::Lambda::Permission",
                    source.PassedAttributes
                ).With(
                    ("Action", "lambda:InvokeFunction"),
                    ("FunctionName", map["FunctionArn"]),
                    ("Principal", "apigateway.amazonaws.com"),
                    (
                        "SourceArn",
                        Calls.Sub(
                            transformation.Arn("execute-api", "${__ApiId__}/authorizers/*"),
                            Map(("__ApiId__", Calls.Ref(_id)))
                        )
                    )
                );
    }

    [GeneratedRegex(@"^[2-3](\.\d)(\.\d)?$", RegexOptions.CultureInvariant)]
    private static partial Regex Versions();
}
