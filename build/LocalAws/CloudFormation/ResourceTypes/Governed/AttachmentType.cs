using LocalAws.Identities;

namespace LocalAws.CloudFormation.ResourceTypes.Governed;

/// <summary>
/// A policy or subscription that belongs to other resources: the permissions are asked for on each of those. Whom the policy
/// admits is not evaluated, as the services themselves are not served here, but has to exist.
/// </summary>
public sealed class AttachmentType(
    string name,
    PropertySchema schema,
    string targets,
    string createAction,
    string deleteAction,
    PolicyRules? rules = null
) : ResourceType(name, schema)
{
    public static IEnumerable<ResourceType> All() =>
        [
            new AttachmentType(
                "AWS::SNS::TopicPolicy",
                PropertySchema.Of("AWS::SNS::TopicPolicy"),
                "Topics",
                "sns:SetTopicAttributes",
                "sns:SetTopicAttributes",
                PolicyRules.Topic
            ),
            new AttachmentType(
                "AWS::SNS::Subscription",
                PropertySchema.Of("AWS::SNS::Subscription"),
                "TopicArn",
                "sns:Subscribe",
                "sns:Unsubscribe"
            ),
            new AttachmentType(
                "AWS::SQS::QueuePolicy",
                PropertySchema.Of("AWS::SQS::QueuePolicy"),
                "Queues",
                "sqs:SetQueueAttributes",
                "sqs:SetQueueAttributes",
                PolicyRules.Queue
            ),
        ];

    public override Task<ResourceOutcome> CreateAsync(ResourceRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        Demand(request, createAction);
        rules?.Check(request, request.Json("PolicyDocument")!);
        var id = request.MadeUpName(64);
        return Task.FromResult(
            targets == "TopicArn"
                ? Subscription(request)
                : new ResourceOutcome(id, new System.Text.Json.Nodes.JsonObject { ["Id"] = id })
        );
    }

    public override Task<ResourceOutcome> UpdateAsync(ResourceRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        Demand(request, createAction);
        rules?.Check(request, request.Json("PolicyDocument")!);
        return base.UpdateAsync(request, cancellationToken);
    }

    public override Task DeleteAsync(ResourceRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        Demand(request, deleteAction);
        return Task.CompletedTask;
    }

    static ResourceOutcome Subscription(ResourceRequest request)
    {
        var arn = $"{request.Text("TopicArn")}:{Guid.NewGuid()}";
        return new ResourceOutcome(arn, new System.Text.Json.Nodes.JsonObject { ["Arn"] = arn });
    }

    void Demand(ResourceRequest request, string action)
    {
        foreach (var target in request.Texts(targets))
            request.Services.Authorizer.Demand(
                request.Caller,
                new AccessQuestion(action, ArnOf(request, target), request.Region)
            );
    }

    /// <summary>Queues are named by URLs: https://sqs.region.../account/name.</summary>
    static string ArnOf(ResourceRequest request, string target) =>
        Uri.TryCreate(target, UriKind.Absolute, out var url) && url.Segments is [_, var account, var queue]
            ? $"arn:{request.Partition}:sqs:{request.Region}:{account.TrimEnd('/')}:{queue}"
            : target;
}
