using System.Text.Json.Nodes;
using Serverless.Resources;
using Serverless.Values;
using static Serverless.Values.Nodes;

namespace Serverless.Apis;

/// <summary>AWS::Serverless::WebSocketApi: an API with a route, an integration and a permission for each function.</summary>
sealed class WebSocketApiTranslation(SourceResource source, Transformation transformation)
{
    const string Tag = "websocketapi:createdBy";
    static readonly string[] same =
    [
        "ApiKeySelectionExpression",
        "Description",
        "DisableExecuteApiEndpoint",
        "DisableSchemaValidation",
        "IpAddressType",
        "RouteSelectionExpression",
    ];

    readonly string _id = source.LogicalId;
    readonly JsonObject? _auth = transformation.Known.Resolve(source["Auth"]) as JsonObject;
    readonly JsonNode _stage = source["StageName"] ?? "default";

    public IReadOnlyList<GeneratedResource> Translate()
    {
        var routes = transformation.Known.Resolve(source["Routes"]) as JsonObject ?? [];
        Check(routes);
        var tags = (JsonObject)(source.Map("Tags") ?? []).DeepClone();
        tags[Tag] = "SAM";
        var api = new GeneratedResource(_id, "AWS::ApiGatewayV2::Api", source.Attributes, source.DependsOn).With(
            ("Name", source["Name"] ?? _id),
            ("ProtocolType", "WEBSOCKET"),
            ("Tags", tags)
        );
        foreach (var name in same)
            api.With((name, source[name]));
        var made = new List<GeneratedResource> { api };
        var ids = new List<string>();
        foreach (var (key, route) in routes)
            ids.Add(AddRoute(key, source.RequireMap(route, $"Routes.{key}"), made));
        made.AddRange(HttpDomain.Of(source, transformation, transformation.Known.Resolve(source["Domain"]), Tag));
        made.Add(Stage(ids));
        AddAuthorizer(made);
        if (source["PropagateTags"].IsGiven())
            foreach (var resource in made)
                resource.Tag(tags);
        return made;
    }

    void Check(JsonObject routes)
    {
        if (routes.Count == 0)
            throw source.Error("WebSocket API must have at least one route.");
        if (source["IpAddressType"] is { } type && !type.IsCall() && type.Text() is not ("ipv4" or "dualstack"))
            throw source.Error("IpAddressType must be 'ipv4' or 'dualstack'.");
        if (source.Map("Domain")?["MutualTlsAuthentication"].IsGiven() == true)
            throw source.Error("Mutual TLS domain name association is not supported for Websocket APIs.");
        if (_stage.Text() == "$default")
            throw source.Error("Stages cannot be named $default for WebSocket APIs.");
        if (_auth is not { Count: > 0 })
            return;
        if (!routes.ContainsKey("$connect"))
            throw source.Error("Authorization is only available if there is a $connect route.");
        var reason = _auth["AuthType"].Text()?.ToUpperInvariant() switch
        {
            null or "" => "AuthType must be specified for additional auth configurations.",
            "CUSTOM" => _auth["AuthArn"].IsGiven() ? null : "AuthArn must be specified if AuthType is CUSTOM.",
            "AWS_IAM" or "NONE" => _auth.Count > 1
                ? $"No additional configurations supported for AuthType {_auth["AuthType"].Written().ToUpperInvariant()}."
                : null,
            _ => "AuthType is not one of AWS_IAM, CUSTOM or NONE.",
        };
        if (reason is not null)
            throw source.Error(reason);
    }

    string AddRoute(string key, JsonObject given, List<GeneratedResource> made)
    {
        var isSpecial = key is "$connect" or "$disconnect" or "$default";
        if (!isSpecial && !IsAlphanumeric(key))
            throw source.Error(
                $"Route key '{key}' must be alphanumeric. Only $connect, $disconnect, and $default special routes are supported."
            );
        var bare = key.TrimStart('$');
        var id = _id + char.ToUpperInvariant(bare[0]) + bare[1..].ToLowerInvariant();
        if (given["RequestParameters"].IsGiven() && key != "$connect")
            throw source.Error("Request parameters are only supported for the $connect route in WebSocket APIs.");
        if (!given.ContainsKey("FunctionArn"))
            throw source.Error("Route must have associated function.");
        var isConnect = key == "$connect" && _auth is { Count: > 0 };
        made.Add(
            Made($"{id}Route", "AWS::ApiGatewayV2::Route")
                .With(
                    ("ApiId", Calls.Ref(_id)),
                    ("RouteKey", key),
                    ("ApiKeyRequired", given["ApiKeyRequired"]),
                    ("AuthorizationType", isConnect ? _auth!["AuthType"] : null),
                    (
                        "AuthorizerId",
                        isConnect && _auth!["AuthType"].Text() == "CUSTOM" ? Calls.Ref($"{_id}ConnectAuthorizer") : null
                    ),
                    ("ModelSelectionExpression", given["ModelSelectionExpression"]),
                    ("OperationName", given["OperationName"]),
                    ("RequestModels", given["RequestModels"]),
                    ("RequestParameters", given["RequestParameters"].IsGiven() ? given["RequestParameters"] : null),
                    ("RouteResponseSelectionExpression", given["RouteResponseSelectionExpression"]),
                    ("Target", Calls.Join("/", List("integrations", Calls.Ref($"{id}Integration"))))
                )
        );
        made.Add(
            Made($"{id}Integration", "AWS::ApiGatewayV2::Integration")
                .With(
                    ("ApiId", Calls.Ref(_id)),
                    ("IntegrationType", "AWS_PROXY"),
                    ("IntegrationUri", Uri("FunctionArn", given["FunctionArn"])),
                    ("TimeoutInMillis", given["IntegrationTimeout"])
                )
        );
        var arn = $"arn:${{AWS::Partition}}:execute-api:${{AWS::Region}}:${{AWS::AccountId}}:${{{_id}.ApiId}}/";
        made.Add(
            Made($"{id}Permission", "AWS::Lambda::Permission")
                .With(
                    ("Action", "lambda:InvokeFunction"),
                    ("FunctionName", given["FunctionArn"]),
                    ("Principal", "apigateway.amazonaws.com"),
                    (
                        "SourceArn",
                        _stage.Text() is { } stage
                            ? Calls.Sub($"{arn}{stage}/{key}")
                            : Calls.Sub($"{arn}${{__StageName__}}/{key}", Map(("__StageName__", _stage)))
                    )
                )
        );
        return $"{id}Route";
    }

    GeneratedResource Made(string id, string type) => new(id, type, source.PassedAttributes);

    static JsonObject Uri(string name, JsonNode? function) =>
        Calls.Sub(
            $"arn:${{AWS::Partition}}:apigateway:${{AWS::Region}}:lambda:path/2015-03-31/functions/${{{name}}}/invocations",
            Map((name, function))
        );

    GeneratedResource Stage(List<string> routes)
    {
        var name = _stage.Text() ?? "";
        return new GeneratedResource(
            name == "default" ? $"{_id}DefaultStage" : $"{_id}{name}Stage",
            "AWS::ApiGatewayV2::Stage",
            source.PassedAttributes,
            source["RouteSettings"].IsGiven() ? TextsOf(routes) : null
        ).With(
            ("ApiId", Calls.Ref(_id)),
            ("StageName", _stage),
            ("StageVariables", source["StageVariables"]),
            ("AccessLogSettings", source["AccessLogSettings"]),
            ("DefaultRouteSettings", source["DefaultRouteSettings"]),
            ("RouteSettings", source["RouteSettings"]),
            ("Tags", Map((Tag, "SAM"))),
            ("AutoDeploy", true)
        );
    }

    void AddAuthorizer(List<GeneratedResource> made)
    {
        if (_auth?["AuthType"].Text() != "CUSTOM")
            return;
        var id = $"{_id}ConnectAuthorizer";
        made.Add(
            Made(id, "AWS::ApiGatewayV2::Authorizer")
                .With(
                    ("ApiId", Calls.Ref(_id)),
                    ("AuthorizerCredentialsArn", _auth["InvokeRole"]),
                    ("AuthorizerType", "REQUEST"),
                    ("AuthorizerUri", Uri("AuthArn", _auth["AuthArn"])),
                    ("IdentitySource", _auth["IdentitySource"]),
                    ("Name", _auth["Name"].IsGiven() ? _auth["Name"] : id)
                )
        );
        if (!_auth["InvokeRole"].IsGiven())
            made.Add(HttpApiTranslation.Permission(source, $"{_id}AuthorizerPermission", _auth["AuthArn"]));
    }
}
