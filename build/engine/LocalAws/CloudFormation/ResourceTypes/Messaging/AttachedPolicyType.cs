using System.Text.Json.Nodes;
using LocalAws.Protocol;

namespace LocalAws.CloudFormation.ResourceTypes.Messaging;

/// <summary>The policy of topics or queues that other resources are, set by the operations of SNS and SQS.</summary>
/// <param name="name">The type.</param>
/// <param name="targets">The property that names the topics by their ARNs, or the queues by their URLs.</param>
/// <param name="hasId">Whether it has a name of its own; otherwise it is called as its target.</param>
/// <param name="set">Sets the policy of one of them; an empty text takes it away.</param>
public sealed class AttachedPolicyType(
    string name,
    string targets,
    bool hasId,
    Action<ResourceRequest, string, string> set
) : ResourceType(name, PropertySchema.Of(name))
{
    public static IEnumerable<ResourceType> All() =>
        [
            new AttachedPolicyType("AWS::SNS::TopicPolicy", "Topics", hasId: true, SetOfTopic),
            new AttachedPolicyType("AWS::SNS::TopicInlinePolicy", "TopicArn", hasId: false, SetOfTopic),
            new AttachedPolicyType("AWS::SQS::QueuePolicy", "Queues", hasId: true, SetOfQueue),
            new AttachedPolicyType("AWS::SQS::QueueInlinePolicy", "Queue", hasId: false, SetOfQueue),
        ];

    public override Task<ResourceOutcome> CreateAsync(ResourceRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        Put(request);
        var id = hasId ? request.MadeUpName(64) : request.Text(targets)!;
        return Task.FromResult(new ResourceOutcome(id, hasId ? new JsonObject { ["Id"] = id } : []));
    }

    public override Task<ResourceOutcome> UpdateAsync(ResourceRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        Put(request);
        foreach (var left in Targets(request.Existing!.Properties).Except(Targets(request.Properties)))
            Remove(request, left);
        return base.UpdateAsync(request, cancellationToken);
    }

    public override Task DeleteAsync(ResourceRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        foreach (var target in Targets(request.Properties))
            Remove(request, target);
        return Task.CompletedTask;
    }

    void Put(ResourceRequest request)
    {
        foreach (var target in Targets(request.Properties))
            set(request, target, request.Json("PolicyDocument")!);
    }

    /// <summary>A target that is gone took its policy with it.</summary>
    void Remove(ResourceRequest request, string target)
    {
        try
        {
            set(request, target, "");
        }
        catch (AwsException error) when (error.HttpStatus == 404 || error.Code == Sqs.SqsFailures.NoQueueCode)
        {
            // There is nothing to take it from.
        }
    }

    IReadOnlyList<string> Targets(JsonObject properties) => [.. Templates.JsonValues.Texts(properties[targets])];

    static void SetOfTopic(ResourceRequest request, string topic, string policy) =>
        request.Services.Sns.Topics.SetAttributes(request.Caller, request.Region, topic, Policy(policy));

    static void SetOfQueue(ResourceRequest request, string queue, string policy) =>
        request.Services.Sqs.Queues.SetAttributes(request.Caller, request.Region, queue, Policy(policy));

    static Dictionary<string, string> Policy(string policy) => new() { ["Policy"] = policy };
}
