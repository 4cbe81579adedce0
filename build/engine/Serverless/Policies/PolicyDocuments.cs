using System.Text.Json.Nodes;
using Serverless.Values;
using static Serverless.Values.Nodes;

namespace Serverless.Policies;

/// <summary>The policies that SAM writes for the roles that it makes.</summary>
static class PolicyDocuments
{
    public static JsonObject Trust(string service) =>
        Map(
            ("Version", "2012-10-17"),
            (
                "Statement",
                List(
                    Map(
                        ("Action", List("sts:AssumeRole")),
                        ("Effect", "Allow"),
                        ("Principal", Map(("Service", List(service))))
                    )
                )
            )
        );

    public static JsonObject Allow(JsonNode action, JsonNode? resource) =>
        Map(("Action", action), ("Effect", "Allow"), ("Resource", resource));

    /// <summary>An inline policy of one statement.</summary>
    public static JsonObject Inline(string name, JsonNode action, JsonNode? resource) =>
        Named(name, Map(("Statement", List(Allow(action, resource)))));

    public static JsonObject Named(string name, JsonNode document) =>
        Map(("PolicyName", name), ("PolicyDocument", document));

    /// <summary>Lets a role send to a destination; null for what needs no permission.</summary>
    public static JsonObject? Send(string? type, JsonNode? destination, string logicalId) =>
        type switch
        {
            "SQS" => Inline($"{logicalId}SQSPolicy", "sqs:SendMessage", destination),
            "SNS" => Inline($"{logicalId}SNSPolicy", "sns:publish", destination),
            "EventBridge" => Inline($"{logicalId}EventBridgePolicy", "events:PutEvents", destination),
            "Lambda" => Inline($"{logicalId}LambdaPolicy", "lambda:InvokeFunction", destination),
            "S3" or "S3Bucket" => Named(
                $"{logicalId}S3Policy",
                Map(
                    (
                        "Statement",
                        List(
                            Allow("s3:PutObject", Calls.Join("/", List(destination, "*"))),
                            Allow("s3:ListBucket", destination)
                        )
                    )
                )
            ),
            _ => null,
        };

    /// <summary>Whether the policies have one of that document already.</summary>
    public static bool Holds(this JsonArray policies, JsonNode? policy) =>
        policies.Any(other =>
            Same(other, policy)
            || Same((other as JsonObject)?["PolicyDocument"], (policy as JsonObject)?["PolicyDocument"])
        );
}
