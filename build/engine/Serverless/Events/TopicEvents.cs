using System.Text.Json.Nodes;
using Serverless.Resources;
using Serverless.Values;
using static Serverless.Values.Nodes;

namespace Serverless.Events;

/// <summary>SNS: a subscription of the function, or of a queue that the function reads.</summary>
static class TopicEvents
{
    public static IReadOnlyList<GeneratedResource> Of(EventInput input)
    {
        var topic = input["Topic"];
        var queued = input["SqsSubscription"];
        if (!queued.IsGiven())
            return
            [
                input.Target.Permission(input.LogicalId, "sns.amazonaws.com", topic),
                Subscription(input, "lambda", input.Target.Arn),
            ];
        if (queued.Flag() is true)
        {
            var queue = input
                .Target.Beside($"{input.LogicalId}Queue", "AWS::SQS::Queue")
                .With(("FifoQueue", Fifo(input, topic)));
            return
            [
                .. Mapping(input, queue.Arn, 10),
                queue,
                Policy(input, null, queue.Arn, queue.Reference),
                Subscription(input, "sqs", queue.Arn),
            ];
        }
        if (queued is not JsonObject subscription)
            throw input.Error("Property 'SqsSubscription' should be a map.");
        var arn = subscription["QueueArn"];
        var url = subscription["QueueUrl"];
        if (!arn.IsGiven() || !url.IsGiven())
            throw input.Error("No QueueARN or QueueURL provided.");
        return
        [
            .. Mapping(input, arn!, subscription["BatchSize"] is { } size && size.IsGiven() ? size : 10),
            Policy(input, subscription["QueuePolicyLogicalId"].Text(), arn!, url!),
            Subscription(input, "sqs", arn!),
        ];
    }

    static JsonNode? Fifo(EventInput input, JsonNode? topic)
    {
        var properties = (topic.ResourceOf() is { } id ? input.Transformation.Resources[id] as JsonObject : null)?[
            "Properties"
        ];
        var fifo = input.Transformation.Known.Resolve((properties as JsonObject)?["FifoTopic"]);
        return fifo.IsGiven() ? fifo : null;
    }

    static GeneratedResource Subscription(EventInput input, string protocol, JsonNode endpoint) =>
        input
            .Target.Beside(input.LogicalId, "AWS::SNS::Subscription")
            .With(
                ("Endpoint", endpoint),
                ("Protocol", protocol),
                ("TopicArn", input["Topic"]),
                ("Region", input["Region"]),
                ("FilterPolicy", input["FilterPolicy"]),
                ("FilterPolicyScope", input["FilterPolicyScope"]),
                ("RedrivePolicy", input["RedrivePolicy"])
            );

    static GeneratedResource Policy(EventInput input, string? id, JsonNode queue, JsonNode url) =>
        input
            .Target.Beside(id ?? $"{input.LogicalId}QueuePolicy", "AWS::SQS::QueuePolicy")
            .With(("PolicyDocument", DeadLetters.QueuePolicy("*", queue, input["Topic"]!)), ("Queues", List(url)));

    static IReadOnlyList<GeneratedResource> Mapping(EventInput input, JsonNode queue, JsonNode batchSize)
    {
        var source = new SourceResource(
            $"{input.LogicalId}EventSourceMapping",
            Map(("Type", "SQS"), ("Properties", Map(("Queue", queue), ("BatchSize", batchSize), ("Enabled", true)))),
            "Function"
        );
        return PullEvents.Of(input with { Source = source });
    }
}
