using System.Text.Json.Nodes;
using LocalAws.CloudFormation.Intrinsics;

namespace LocalAws.CloudFormation.ResourceTypes.Governed;

/// <summary>Topics, queues and event rules, and what belongs to them.</summary>
static class MessagingTypes
{
    public static IEnumerable<ResourceType> All() =>
        [
            new GovernedType(
                new GovernedSpecification(
                    "AWS::SNS::Topic",
                    PropertySchema.Of("AWS::SNS::Topic", "MaximumMessageSize"),
                    ["sns:CreateTopic"],
                    ["sns:SetTopicAttributes"],
                    ["sns:DeleteTopic"]
                )
                {
                    ArnPattern = "sns:{region}:{account}:{id}",
                    NameProperty = "TopicName",
                    NameLimit = 256,
                    TagAction = "sns:TagResource",
                    Reference = (_, _, arn) => arn,
                    Attributes = (_, id, arn) => new JsonObject { ["TopicArn"] = arn, ["TopicName"] = id },
                }
            ),
            new GovernedType(
                new GovernedSpecification(
                    "AWS::SQS::Queue",
                    PropertySchema.Of("AWS::SQS::Queue"),
                    ["sqs:CreateQueue"],
                    ["sqs:SetQueueAttributes"],
                    ["sqs:DeleteQueue"]
                )
                {
                    ArnPattern = "sqs:{region}:{account}:{id}",
                    NameProperty = "QueueName",
                    NameLimit = 80,
                    TagAction = "sqs:TagQueue",
                    Reference = (request, id, _) => UrlOf(request, id),
                    Attributes = (request, id, _) =>
                        new JsonObject { ["QueueName"] = id, ["QueueUrl"] = UrlOf(request, id) },
                }
            ),
            new EventRuleType(),
            .. AttachmentType.All(),
        ];

    static string UrlOf(ResourceRequest request, string name) =>
        $"https://sqs.{request.Region}.{Partitions.UrlSuffixOf(request.Region)}/{request.Account}/{name}";
}
