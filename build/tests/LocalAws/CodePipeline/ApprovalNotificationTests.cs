using System.Text.Json.Nodes;

namespace Build.Tests.LocalAws.CodePipeline;

/// <summary>A manual approval tells its topic what somebody has to say yes or no to, with the permissions of the pipeline's role.</summary>
public sealed class ApprovalNotificationTests
{
    const string Topic = $"arn:aws:sns:eu-west-1:{PipelineWorld.Account}:approvals";
    const string Template = """
        Resources:
          Topic: {Type: "AWS::SNS::Topic", Properties: {TopicName: approvals}}
          Queue: {Type: "AWS::SQS::Queue", Properties: {QueueName: approvals}}
          Policy:
            Type: AWS::SQS::QueuePolicy
            Properties:
              Queues: [!Ref Queue]
              PolicyDocument: {Version: "2012-10-17", Statement: [{Effect: Allow, Principal: {Service: sns.amazonaws.com}, Action: "sqs:SendMessage", Resource: "*"}]}
          Subscription:
            Type: AWS::SNS::Subscription
            Properties: {TopicArn: !Ref Topic, Protocol: sqs, Endpoint: !GetAtt Queue.Arn, RawMessageDelivery: true}
        """;

    static string Stage =>
        Actions.Stage(
            "Ask",
            Actions
                .Approval("one")
                .Replace(
                    "\"runOrder\"",
                    $"\"configuration\":{{\"NotificationArn\":\"{Topic}\",\"CustomData\":\"look\",\"ExternalEntityLink\":\"https://example.com\"}},\"runOrder\"",
                    StringComparison.Ordinal
                )
        );

    [Fact]
    public async Task Approval_WithATopic_PublishesItsTokenAndLinks()
    {
        await using var world = await PipelineWorld.StartAsync();
        await world.Stacks.CreateAsync("messages", Template);
        using var queues = new JsonClient(world.World, "sqs", "AmazonSQS");
        var id = await world.CreateAsync(Stage);
        var token = await world.TokenAsync("Ask", "one");

        var received = await queues.CallAsync(
            PipelineWorld.Account,
            "ReceiveMessage",
            new JsonObject { ["QueueUrl"] = $"/{PipelineWorld.Account}/approvals", ["WaitTimeSeconds"] = 20 }
        );

        var message = JsonNode.Parse(received["Messages"]![0]!["Body"]!.ToString())!;
        var approval = message["approval"]!;
        Assert.Equal("eu-west-1", message["region"]!.ToString());
        Assert.Equal(token, approval["token"]!.ToString());
        Assert.Equal("look", approval["customData"]!.ToString());
        Assert.Equal("https://example.com", approval["externalEntityLink"]!.ToString());
        Assert.EndsWith($"/Ask/one/approve/{token}", approval["approvalReviewLink"]!.ToString());
        await world.AnswerAsync("Ask", "one");
        Assert.Equal("Succeeded", await world.EndedAsync(id));
    }

    [Fact]
    public async Task Approval_WhoseRoleMayNotPublish_Fails()
    {
        await using var world = await PipelineWorld.StartAsync(
            """{Effect: Allow, NotAction: "sns:Publish", Resource: "*"}"""
        );
        await world.Stacks.CreateAsync("messages", Template);
        var id = await world.CreateAsync(Stage);

        Assert.Equal("Failed", await world.EndedAsync(id));
        Assert.Contains("sns:Publish", await world.ErrorAsync("Ask", "one"), StringComparison.Ordinal);
    }
}
