using System.Text.Json.Nodes;
using Serverless.Connectors;
using Serverless.Policies;
using Serverless.Resources;
using Serverless.Values;
using static Serverless.Values.Nodes;

namespace Serverless.Apis;

/// <summary>AWS::Serverless::GraphQLApi: an API of AppSync with its schema, keys, data sources, functions and resolvers.</summary>
sealed class GraphQLApiTranslation(SourceResource source, Transformation transformation)
{
    const string Service = "appsync.amazonaws.com";

    readonly string _id = source.LogicalId;
    readonly JsonObject _apiId = Calls.GetAtt(source.LogicalId, "ApiId");
    readonly Dictionary<string, JsonNode> _dataSources = new(StringComparer.Ordinal);
    readonly List<GeneratedResource> _made = [];
    GeneratedResource? _none;

    public IReadOnlyList<GeneratedResource> Translate()
    {
        var api = Made("", "GraphQLApi").With(("Name", source["Name"] ?? _id), ("XrayEnabled", source["XrayEnabled"]));
        foreach (
            var name in new[]
            {
                "Visibility",
                "OwnerContact",
                "IntrospectionConfig",
                "QueryDepthLimit",
                "ResolverCountLimit",
            }
        )
            api.With((name, source[name]));
        _made.Add(api);
        var authorizers = GraphQLAuth.Add(source, api);
        var tags = (JsonObject)(source.Map("Tags") ?? []).DeepClone();
        tags["graphqlapi:createdBy"] = "SAM";
        api.With(("Tags", Tags(tags)));
        AddSchema();
        foreach (var (index, function) in authorizers.Index())
            Connect(
                $"{_id}ToLambdaAuthConnector{(index + 1).Written()}",
                Map(("Type", "AWS::AppSync::GraphQLApi"), ("Arn", Calls.Ref(_id)), ("ResourceId", _apiId)),
                Map(("Type", "AWS::Lambda::Function"), ("Arn", function)),
                List("Write")
            );
        AddLogging(api);
        foreach (var (name, key) in Entries(source["ApiKeys"], "ApiKeys"))
            Add(name, "ApiKey")
                .With(
                    ("ApiKeyId", key["ApiKeyId"]),
                    ("Description", key["Description"]),
                    ("Expires", key["ExpiresOn"])
                );
        AddCache();
        AddDomain();
        AddDataSources();
        var functions = new GraphQLFunctions(source, Add, DataSourceOf);
        functions.AddFunctions();
        functions.AddResolvers();
        if (_none is not null)
            _made.Add(_none);
        return _made;
    }

    /// <summary>A resource of AppSync beside the API.</summary>
    GeneratedResource Made(string suffix, string type, JsonNode? dependsOn = null) =>
        new(_id + suffix, $"AWS::AppSync::{type}", source.Attributes, dependsOn ?? source.DependsOn);

    GeneratedResource Add(string suffix, string type, JsonNode? dependsOn = null)
    {
        var resource = Made(suffix, type, dependsOn).With(("ApiId", _apiId));
        _made.Add(resource);
        return resource;
    }

    IEnumerable<(string Name, JsonObject Given)> Entries(JsonNode? node, string path) =>
        GraphQLFunctions.Entries(source, node, path);

    void Connect(string id, JsonObject from, JsonObject to, JsonNode permissions)
    {
        var connector = Map(
            ("Type", "AWS::Serverless::Connector"),
            ("Properties", Map(("Source", from), ("Destination", to), ("Permissions", permissions)))
        );
        _made.AddRange(new ConnectorTranslation(new SourceResource(id, connector), transformation).Translate());
    }

    void AddSchema()
    {
        var (inline, uri) = (source["SchemaInline"], source["SchemaUri"]);
        if (!inline.IsGiven() && !uri.IsGiven())
            throw source.Error("One of 'SchemaInline' or 'SchemaUri' must be set.");
        if (inline.IsGiven() && uri.IsGiven())
            throw source.Error("Both 'SchemaInline' and 'SchemaUri' cannot be defined at the same time.");
        Add("Schema", "GraphQLSchema").With(("Definition", inline), ("DefinitionS3Location", uri));
    }

    void AddLogging(GeneratedResource api)
    {
        if (source["Logging"].Flag() is false)
            return;
        var given = source.Map("Logging");
        var role = given?["CloudWatchLogsRoleArn"];
        if (!role.IsGiven())
        {
            var made = Role($"{_id}CloudWatchRole")
                .With(
                    (
                        "ManagedPolicyArns",
                        List(
                            Calls.Sub(
                                "arn:${AWS::Partition}:iam::aws:policy/service-role/AWSAppSyncPushToCloudWatchLogs"
                            )
                        )
                    )
                );
            role = made.Arn;
        }
        api.With(
            (
                "LogConfig",
                Map(
                    (
                        "ExcludeVerboseContent",
                        (given?["ExcludeVerboseContent"]).IsGiven() ? given!["ExcludeVerboseContent"] : null
                    ),
                    ("FieldLogLevel", given?["FieldLogLevel"] ?? "ALL"),
                    ("CloudWatchLogsRoleArn", role)
                )
            )
        );
    }

    GeneratedResource Role(string id)
    {
        var role = new GeneratedResource(id, "AWS::IAM::Role", source.Attributes, source.DependsOn).With(
            ("AssumeRolePolicyDocument", PolicyDocuments.Trust(Service))
        );
        _made.Add(role);
        return role;
    }

    void AddCache()
    {
        if (source.Map("Cache") is not { } cache)
            return;
        var resource = Add("ApiCache", "ApiCache");
        foreach (var (name, value) in cache)
            resource.With((name, value));
    }

    void AddDomain()
    {
        if (source.Map("DomainName") is not { } domain)
            return;
        var resource = Made("DomainName", "DomainName");
        foreach (var (name, value) in domain)
            resource.With((name, value));
        _made.Add(resource);
        Add("DomainNameApiAssociation", "DomainNameApiAssociation").With(("DomainName", resource.Reference));
    }

    void AddDataSources()
    {
        var all = source.Map("DataSources");
        foreach (var (name, given) in Entries(all?["DynamoDb"], "DataSources.DynamoDb"))
        {
            var resource = AddDataSource(name, "DynamoDB", "AMAZON_DYNAMODB", given)
                .With(("DynamoDBConfig", TableConfig(given)));
            var table = given["TableArn"].IsGiven()
                ? given["TableArn"]
                : Calls.Sub(
                    "arn:${AWS::Partition}:dynamodb:${__Region__}:${AWS::AccountId}:table/${__TableName__}",
                    Map(
                        ("__TableName__", given["TableName"]),
                        ("__Region__", given["Region"] ?? Calls.Ref("AWS::Region"))
                    )
                );
            Serve(
                resource,
                given,
                "ToTableConnector",
                Map(("Type", "AWS::DynamoDB::Table"), ("Arn", table)),
                given["Permissions"] ?? List("Read", "Write")
            );
        }
        foreach (var (name, given) in Entries(all?["Lambda"], "DataSources.Lambda"))
            Serve(
                AddDataSource(name, "Lambda", "AWS_LAMBDA", given)
                    .With(("LambdaConfig", Map(("LambdaFunctionArn", given["FunctionArn"])))),
                given,
                "ToLambdaConnector",
                Map(("Type", "AWS::Lambda::Function"), ("Arn", given["FunctionArn"])),
                List("Write")
            );
    }

    GeneratedResource AddDataSource(string name, string kind, string type, JsonObject given)
    {
        var resource = Add($"{name}{kind}DataSource", "DataSource")
            .With(("Name", given["Name"] ?? name), ("Type", type), ("Description", given["Description"]));
        _dataSources[name] = Calls.GetAtt(resource.LogicalId, "Name");
        return resource;
    }

    /// <summary>Gives a data source the role that it acts as, with what it needs.</summary>
    void Serve(GeneratedResource resource, JsonObject given, string suffix, JsonObject target, JsonNode permissions)
    {
        if (given["ServiceRoleArn"].IsGiven())
        {
            resource.With(("ServiceRoleArn", given["ServiceRoleArn"]));
            return;
        }
        var role = Role($"{resource.LogicalId}Role");
        resource.With(("ServiceRoleArn", role.Arn));
        Connect(
            resource.LogicalId + suffix,
            Map(
                ("Type", "AWS::AppSync::DataSource"),
                ("Arn", Calls.GetAtt(resource.LogicalId, "DataSourceArn")),
                ("RoleName", role.Reference)
            ),
            target,
            permissions
        );
    }

    static JsonObject TableConfig(JsonObject given) =>
        Map(
            ("AwsRegion", given["Region"] ?? Calls.Ref("AWS::Region")),
            ("TableName", given["TableName"]),
            ("UseCallerCredentials", given["UseCallerCredentials"].IsGiven() ? given["UseCallerCredentials"] : null),
            ("Versioned", given["Versioned"].IsGiven() ? given["Versioned"] : null),
            ("DeltaSyncConfig", given["DeltaSync"])
        );

    JsonNode DataSourceOf(string name, JsonNode? given)
    {
        if (!given.IsGiven())
            throw SpecificationException.Resource(name, "'DataSource' must be set.");
        if (given.Text() is not { } text)
            return given!;
        if (text.Equals("none", StringComparison.OrdinalIgnoreCase))
        {
            _none ??= Made("NoneDataSource", "DataSource")
                .With(("ApiId", _apiId), ("Name", $"{_id}NoneDataSource"), ("Type", "NONE"));
            return Calls.GetAtt(_none.LogicalId, "Name");
        }
        return _dataSources.TryGetValue(text, out var known)
            ? known
            : throw SpecificationException.Resource(
                name,
                $"Either define DataSource '{text}' in 'DataSources' or use intrinsic function like GetAtt, ImportValue, Sub or another one to reference a DataSource defined outside of this GraphQLApi resource."
            );
    }
}
