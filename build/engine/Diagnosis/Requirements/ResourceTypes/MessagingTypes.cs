namespace Diagnosis.Requirements.ResourceTypes;

static class MessagingTypes
{
    const string Queue = "arn:{partition}:sqs:{region}:{account}:{name}";
    const string Topic = "arn:{partition}:sns:{region}:{account}:{name}";

    public static readonly IReadOnlyList<ResourceType> All =
    [
        new(
            "AWS::SQS::Queue",
            Queue,
            ["sqs:CreateQueue", "sqs:GetQueueAttributes"],
            ["sqs:SetQueueAttributes"],
            ["sqs:DeleteQueue"]
        )
        {
            NamedBy = "QueueName",
            ForProperty = new Dictionary<string, string[]> { ["Tags"] = ["sqs:TagQueue"] },
        },
        new("AWS::SQS::QueuePolicy", Queue, ["sqs:SetQueueAttributes"], [], []) { NamedBy = "Queues" },
        new(
            "AWS::SNS::Topic",
            Topic,
            ["sns:CreateTopic", "sns:GetTopicAttributes"],
            ["sns:SetTopicAttributes"],
            ["sns:DeleteTopic"]
        )
        {
            NamedBy = "TopicName",
            ForProperty = new Dictionary<string, string[]> { ["Tags"] = ["sns:TagResource"] },
        },
        new("AWS::SNS::TopicPolicy", Topic, ["sns:SetTopicAttributes"], [], []) { NamedBy = "Topics" },
        new("AWS::SNS::Subscription", Topic, ["sns:Subscribe"], ["sns:SetSubscriptionAttributes"], ["sns:Unsubscribe"])
        {
            NamedBy = "TopicArn",
        },
        new(
            "AWS::Events::Rule",
            "arn:{partition}:events:{region}:{account}:rule/{name}",
            ["events:PutRule", "events:DescribeRule", "events:PutTargets"],
            ["events:RemoveTargets"],
            ["events:DeleteRule", "events:RemoveTargets"]
        )
        {
            NamedBy = "Name",
            PassesRole = new Dictionary<string, string> { ["RoleArn"] = "events.amazonaws.com" },
        },
        new(
            "AWS::Logs::LogGroup",
            "arn:{partition}:logs:{region}:{account}:log-group:{name}:*",
            ["logs:CreateLogGroup", "logs:DescribeLogGroups"],
            [],
            ["logs:DeleteLogGroup"]
        )
        {
            NamedBy = "LogGroupName",
            ForProperty = new Dictionary<string, string[]>
            {
                ["RetentionInDays"] = ["logs:PutRetentionPolicy"],
                ["Tags"] = ["logs:TagResource"],
            },
        },
    ];
}
