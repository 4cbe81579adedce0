using System.Text.Json.Nodes;
using Serverless.Policies;
using Serverless.Resources;
using Serverless.Values;
using static Serverless.Values.Nodes;

namespace Serverless.Events;

/// <summary>Events that Lambda reads itself by an event source mapping, for which the function's role gets permission.</summary>
static class PullEvents
{
    static readonly string[] same =
    [
        "StartingPosition",
        "StartingPositionTimestamp",
        "BatchSize",
        "Enabled",
        "MaximumBatchingWindowInSeconds",
        "MaximumRetryAttempts",
        "BisectBatchOnFunctionError",
        "MaximumRecordAgeInSeconds",
        "ParallelizationFactor",
        "Topics",
        "Queues",
        "SourceAccessConfigurations",
        "TumblingWindowInSeconds",
        "FunctionResponseTypes",
        "FilterCriteria",
        "KmsKeyArn",
        "ScalingConfig",
        "ProvisionedPollerConfig",
        "MetricsConfig",
        "LoggingConfig",
    ];

    /// <summary>The property that names the source, and the managed policy that lets the function read it.</summary>
    static (string? Property, string? Policy) SourceOf(string type) =>
        type switch
        {
            "Kinesis" => ("Stream", "AWSLambdaKinesisExecutionRole"),
            "DynamoDB" => ("Stream", "AWSLambdaDynamoDBExecutionRole"),
            "SQS" => ("Queue", "AWSLambdaSQSQueueExecutionRole"),
            "MSK" => ("Stream", "AWSLambdaMSKExecutionRole"),
            "MQ" => ("Broker", null),
            "DocumentDB" => ("Cluster", null),
            _ => (null, null),
        };

    public static IReadOnlyList<GeneratedResource> Of(EventInput input)
    {
        var (source, policy) = SourceOf(input.Source.Type);
        var mapping = input
            .Target.Beside(input.LogicalId, "AWS::Lambda::EventSourceMapping")
            .With(("FunctionName", input.Target.Name), ("EventSourceArn", source is null ? null : input[source]));
        foreach (var name in same)
            mapping.With((name, input[name]));
        CheckFilters(input);
        AddKafka(input, mapping);
        if (input.Source.Type == "DocumentDB")
            mapping.With(
                (
                    "DocumentDBEventSourceConfig",
                    Map(
                        ("DatabaseName", input["DatabaseName"]),
                        ("CollectionName", input["CollectionName"]),
                        ("FullDocument", input["FullDocument"])
                    )
                )
            );
        var destination = Destination(input, mapping);
        Link(input, policy, SourcePolicies.Of(input), destination);
        return [mapping];
    }

    static void CheckFilters(EventInput input)
    {
        if (
            input["FilterCriteria"] is JsonObject { Count: > 0 } criteria
            && !criteria.IsCall()
            && (criteria.Count != 1 || !criteria.ContainsKey("Filters"))
        )
            throw input.Error("FilterCriteria field has a wrong format");
    }

    static void AddKafka(EventInput input, GeneratedResource mapping)
    {
        if (input["KafkaBootstrapServers"].IsGiven())
            mapping.With(
                (
                    "SelfManagedEventSource",
                    Map(("Endpoints", Map(("KafkaBootstrapServers", input["KafkaBootstrapServers"]))))
                )
            );
        var group = input["ConsumerGroupId"];
        var registry = input["SchemaRegistryConfig"];
        if (!group.IsGiven() && !registry.IsGiven())
            return;
        var property = input.Source.Type switch
        {
            "MSK" => "AmazonManagedKafkaEventSourceConfig",
            "SelfManagedKafka" => "SelfManagedKafkaEventSourceConfig",
            _ when group.IsGiven() => throw new EventException(
                input.LogicalId,
                $"Property ConsumerGroupId not defined for resource of type {input.Source.Type}."
            ),
            _ => null,
        };
        if (property is not null)
            mapping.With(
                (
                    property,
                    Map(
                        ("ConsumerGroupId", group.IsGiven() ? group : null),
                        ("SchemaRegistryConfig", registry.IsGiven() ? registry : null)
                    )
                )
            );
    }

    /// <summary>Where what failed goes; what the role needs for it.</summary>
    static JsonObject? Destination(EventInput input, GeneratedResource mapping)
    {
        if (input.Source.Map("DestinationConfig") is not { Count: > 0 } given)
            return null;
        var config = (JsonObject)given.DeepClone();
        if (config["OnFailure"] is not JsonObject onFailure)
            throw new EventException(input.LogicalId, "Property 'DestinationConfig.OnFailure' should be a map.");
        var type = onFailure["Type"].Text();
        onFailure.Remove("Type");
        if (type is not (null or "SQS" or "SNS" or "S3" or "Kafka"))
            throw new EventException(
                input.LogicalId,
                "The only valid values for 'Type' are 'SQS', 'SNS', 'S3', and 'Kafka'"
            );
        mapping.With(("DestinationConfig", config));
        return type is null ? null : PolicyDocuments.Send(type, onFailure["Destination"], input.LogicalId);
    }

    static void Link(EventInput input, string? managed, JsonObject? policy, JsonObject? destination)
    {
        if (input.Role is not { } role)
            return;
        if (managed is not null)
        {
            var arn = input.Transformation.ManagedPolicy($"service-role/{managed}");
            if (role.Properties["ManagedPolicyArns"] is not JsonArray arns)
                role.Properties["ManagedPolicyArns"] = arns = [];
            if (!arns.Any(other => other.Text() == arn))
                arns.Add(arn);
        }
        foreach (var one in new[] { policy, destination })
        {
            if (one is null)
                continue;
            if (role.Properties["Policies"] is not JsonArray policies)
                role.Properties["Policies"] = policies = [];
            if (!policies.Holds(one))
                policies.Add(one.Own());
        }
    }
}
