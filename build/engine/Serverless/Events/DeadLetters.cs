using System.Text.Json.Nodes;
using Serverless.Resources;
using Serverless.Values;
using static Serverless.Values.Nodes;

namespace Serverless.Events;

/// <summary>The queues that events which could not be delivered go to: one that there is, or one that SAM makes.</summary>
static class DeadLetters
{
    /// <param name="input">The event.</param>
    /// <param name="made">Takes what is made for it.</param>
    /// <param name="rule">The rule that may send to a queue that is made; null where a role may.</param>
    /// <returns>The queue's ARN; null where the event asks for none.</returns>
    public static JsonNode? QueueOf(EventInput input, List<GeneratedResource> made, JsonObject? rule)
    {
        if (input.Source.Map("DeadLetterConfig") is not { } config)
            return null;
        Check(input, config);
        if (config["Arn"] is { } arn)
            return arn;
        if (config["QueueLogicalId"] is { } named && named.Text() is null)
            throw new EventException(input.LogicalId, "QueueLogicalId must be a string");
        var queue = input.Target.Beside(
            config["QueueLogicalId"].Text() ?? $"{input.LogicalId}Queue",
            "AWS::SQS::Queue"
        );
        made.Add(queue);
        if (rule is not null)
            made.Add(
                input
                    .Target.Beside($"{input.LogicalId}QueuePolicy", "AWS::SQS::QueuePolicy")
                    .With(
                        ("PolicyDocument", QueuePolicy(Map(("Service", "events.amazonaws.com")), queue.Arn, rule)),
                        ("Queues", List(queue.Reference))
                    )
            );
        return queue.Arn;
    }

    public static JsonObject QueuePolicy(JsonNode principal, JsonNode queue, JsonNode source) =>
        Map(
            ("Version", "2012-10-17"),
            (
                "Statement",
                List(
                    Map(
                        ("Action", "sqs:SendMessage"),
                        ("Effect", "Allow"),
                        ("Principal", principal),
                        ("Resource", queue),
                        ("Condition", Map(("ArnEquals", Map(("aws:SourceArn", source)))))
                    )
                )
            )
        );

    static void Check(EventInput input, JsonObject config)
    {
        var reason = (config.ContainsKey("Arn"), config.ContainsKey("Type")) switch
        {
            (true, true) => "You can either define 'Arn' or 'Type' property of DeadLetterConfig.",
            (false, false) => "No 'Arn' or 'Type' property provided for DeadLetterConfig.",
            (false, true) when config["Type"].Text() != "SQS" =>
                "The only valid value for 'Type' property of DeadLetterConfig is 'SQS'.",
            _ => null,
        };
        if (reason is not null)
            throw new EventException(input.LogicalId, reason);
    }
}
