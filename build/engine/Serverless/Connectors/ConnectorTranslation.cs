using System.Text.Json.Nodes;
using Serverless.Resources;
using Serverless.Values;
using static Serverless.Values.Nodes;

namespace Serverless.Connectors;

/// <summary>
/// AWS::Serverless::Connector: the policy by which one resource may use another (AWS SAM Developer Guide, "AWS SAM connector
/// reference"). It is translated when all other resources are, of whose types its profiles speak.
/// </summary>
sealed class ConnectorTranslation(SourceResource source, Transformation transformation)
{
    readonly string _id = source.LogicalId;

    public IReadOnlyList<GeneratedResource> Translate()
    {
        var made = new List<GeneratedResource>();
        var hasSeveral = source["Destination"] is JsonArray;
        foreach (var (index, node) in source["Destination"].AsList().Index())
        {
            var there = source.RequireMap(node, "Destination");
            var here = source.RequireMap(source["Source"], "Source");
            var destination = ConnectedResource.Of(source, transformation, there, here);
            var origin = ConnectedResource.Of(source, transformation, here, there);
            var suffix = hasSeveral ? $"Destination{index.Written()}" : "";
            made.AddRange(Between(origin, destination, suffix));
        }
        if (made.Count == 0)
            throw source.Error("'Destination' is an empty list");
        ReplaceDependencies(made);
        return made;
    }

    List<GeneratedResource> Between(ConnectedResource origin, ConnectedResource destination, string suffix)
    {
        var types = $"{origin.Type} to {destination.Type}";
        if (ConnectorProfiles.Find(origin.Type, destination.Type) is not { } profile)
            throw source.Error(
                $"Unable to create connector from {types}; it's not supported or the template is invalid."
            );
        var categories = (JsonObject)profile["accessCategories"]!;
        var wanted = source["Permissions"].AsList().Select(one => one.Written()).Distinct().ToList();
        CheckPermissions(profile, categories, wanted, types);
        var chosen = new JsonObject();
        foreach (var (name, category) in categories)
            if (wanted.Contains(name))
                chosen.Put(name, ConnectorProfiles.Fill(source, category, origin, destination));
        var isOfSource = profile["sourcePolicy"].IsGiven();
        var owner = isOfSource ? origin : destination;
        var side = isOfSource ? "Source" : "Destination";
        List<GeneratedResource> made = profile["type"].Text() switch
        {
            "AWS_IAM_ROLE_MANAGED_POLICY" =>
            [
                Made($"Policy{suffix}", "AWS::IAM::ManagedPolicy")
                    .With(
                        ("PolicyDocument", Document(chosen)),
                        ("Roles", List(Needed(owner.RoleName, "IAM role name", side)))
                    ),
            ],
            "AWS_SQS_QUEUE_POLICY" =>
            [
                Made($"QueuePolicy{suffix}", "AWS::SQS::QueuePolicy")
                    .With(
                        ("PolicyDocument", Document(chosen)),
                        ("Queues", List(Needed(owner.QueueUrl, "SQS queue URL", side)))
                    ),
            ],
            "AWS_SNS_TOPIC_POLICY" =>
            [
                Made($"TopicPolicy{suffix}", "AWS::SNS::TopicPolicy")
                    .With(
                        ("PolicyDocument", Document(chosen)),
                        ("Topics", List(Needed(owner.Arn, "SNS topic ARN", side)))
                    ),
            ],
            _ =>
            [
                .. chosen.Select(entry =>
                    Made($"{entry.Key}LambdaPermission{suffix}", "AWS::Lambda::Permission")
                        .With(
                            ("Action", entry.Value!["Action"]),
                            ("FunctionName", Needed(owner.Arn, "Lambda function ARN", side)),
                            ("Principal", entry.Value!["Principal"]),
                            ("SourceAccount", entry.Value!["SourceAccount"]),
                            ("SourceArn", entry.Value!["SourceArn"])
                        )
                ),
            ],
        };
        if (profile["type"].Text() == "AWS_IAM_ROLE_MANAGED_POLICY")
            AddDependency(profile["dependedBy"].Text(), origin, destination, made[0].LogicalId);
        foreach (var resource in made)
            AddMetadata(resource, origin, destination);
        return made;
    }

    GeneratedResource Made(string suffix, string type) => new(_id + suffix, type, source.Attributes, source.DependsOn);

    JsonNode Needed(JsonNode? value, string what, string side) =>
        value ?? throw source.Error($"Unable to get {what} from '{side}' resource.");

    static JsonObject Document(JsonObject chosen) =>
        Map(
            ("Version", "2012-10-17"),
            ("Statement", ListOf(chosen.SelectMany(entry => entry.Value!["Statement"].AsList())))
        );

    void CheckPermissions(JsonObject profile, JsonObject categories, List<string> wanted, string types)
    {
        var valid = string.Join(", ", categories.Select(entry => entry.Key));
        if (wanted.Count == 0)
            throw source.Error($"'Permissions' cannot be empty; valid values are: {valid}.");
        if (wanted.Exists(one => !categories.ContainsKey(one)))
            throw source.Error(
                $"Unsupported 'Permissions' provided for connector from {types}; valid values are: {valid}."
            );
        if (profile["validAccessCategories"] is not JsonArray combinations)
            return;
        var sets = combinations
            .Select(one => one.AsList().Select(name => name.Written()).Order(StringComparer.Ordinal).ToList())
            .ToList();
        if (!sets.Exists(set => set.SequenceEqual(wanted.Order(StringComparer.Ordinal))))
            throw source.Error(
                $"Unsupported 'Permissions' provided for connector from {types}; valid combinations are: {string.Join(", ", sets.Select(set => string.Join(" + ", set)))}."
            );
    }

    /// <summary>What uses the permission waits for it.</summary>
    void AddDependency(string? by, ConnectedResource origin, ConnectedResource destination, string policy)
    {
        if (origin.LogicalId is null)
            return;
        if (by == "SOURCE")
            Depend(transformation.Output[origin.LogicalId], policy);
        if (by != "DESTINATION_EVENT_SOURCE_MAPPING" || destination.LogicalId is null)
            return;
        var mappings = transformation
            .Output.Values.Where(resource =>
                resource["Type"].Text() == "AWS::Lambda::EventSourceMapping"
                && resource["Properties"]!["FunctionName"].ResourceOf() == destination.LogicalId
                && resource["Properties"]!["EventSourceArn"].ResourceOf() == origin.LogicalId
            )
            .ToList();
        if (mappings.Count == 1)
            Depend(mappings[0], policy);
    }

    static void Depend(JsonObject resource, params IEnumerable<string> on) =>
        resource["DependsOn"] = TextsOf(
            resource["DependsOn"].AsList().Select(one => one.Text()!).Concat(on).Distinct()
        );

    /// <summary>What depends on the connector depends on what is made of it.</summary>
    void ReplaceDependencies(List<GeneratedResource> made)
    {
        foreach (var resource in transformation.Output.Values)
        {
            var all = resource["DependsOn"].AsList().Select(one => one.Text()).ToList();
            if (!all.Remove(_id))
                continue;
            resource["DependsOn"] = TextsOf(all!);
            Depend(resource, made.Select(one => one.LogicalId));
        }
    }

    void AddMetadata(GeneratedResource resource, ConnectedResource origin, ConnectedResource destination) =>
        resource.Attributes.MapAt("Metadata")["aws:sam:connectors"] = Map(
            (_id, Map(("Source", Map(("Type", TypeOf(origin)))), ("Destination", Map(("Type", TypeOf(destination))))))
        );

    string TypeOf(ConnectedResource resource) =>
        resource.LogicalId is { } id && (transformation.Resources[id] as JsonObject)?["Type"].Text() is { } type
            ? type
            : resource.Type;
}
