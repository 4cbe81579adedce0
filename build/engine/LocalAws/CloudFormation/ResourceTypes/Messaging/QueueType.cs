using System.Text.Json.Nodes;
using LocalAws.CloudFormation.Templates;
using LocalAws.Identities;
using LocalAws.Sqs;

namespace LocalAws.CloudFormation.ResourceTypes.Messaging;

/// <summary>AWS::SQS::Queue by the operations of SQS.</summary>
public sealed class QueueType() : ResourceType("AWS::SQS::Queue", PropertySchema.Of("AWS::SQS::Queue"))
{
    static readonly string[] _attributes =
    [
        .. "ContentBasedDeduplication DeduplicationScope DelaySeconds FifoQueue FifoThroughputLimit".Split(' '),
        .. "KmsDataKeyReusePeriodSeconds KmsMasterKeyId MaximumMessageSize MessageRetentionPeriod".Split(' '),
        .. "ReceiveMessageWaitTimeSeconds RedriveAllowPolicy RedrivePolicy SqsManagedSseEnabled".Split(' '),
        "VisibilityTimeout",
    ];

    public override string? NameProperty => "QueueName";

    public override string IdentifierOf(ResourceRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        var url = new Uri(request.Services.World.Endpoint, $"/{request.Account}/{NameOf(request)}");
        return url.ToString();
    }

    public override bool Exists(ResourceRequest request, string physicalId)
    {
        ArgumentNullException.ThrowIfNull(request);
        return request
            .Services.World.Table(QueueTables.Queues, request.Account, request.Region)
            .Find(physicalId[(physicalId.LastIndexOf('/') + 1)..])
            is not null;
    }

    public override Task<ResourceOutcome> CreateAsync(ResourceRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        try
        {
            var queue = Queues(request)
                .Create(
                    request.Caller,
                    request.Region,
                    NameOf(request),
                    Attributes(request.Properties),
                    request.UserTags(),
                    isNew: true
                );
            return Task.FromResult(Outcome(request, queue));
        }
        catch (Protocol.AwsException error) when (error.Code == "QueueAlreadyExists")
        {
            throw ResourceException.AlreadyExists(Name, NameOf(request));
        }
    }

    public override Task<ResourceOutcome> UpdateAsync(ResourceRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        var url = request.PhysicalId;
        var change = AttributeChange.Between(Attributes(request.Existing!.Properties), Attributes(request.Properties));
        if (change.Count > 0)
            Queues(request).SetAttributes(request.Caller, request.Region, url, change);
        foreach (var tags in TagChange.Between(OldTags(request), request.UserTags()))
            Queues(request).Tag(request.Caller, request.Region, url, tags);
        return Task.FromResult(new ResourceOutcome(url, request.Existing.Attributes, request.Existing.Reference));
    }

    public override Task<ResourceOutcome> ImportAsync(ResourceRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        var (queue, _) = Queues(request).GetAttributes(request.Caller, request.Region, request.PhysicalId);
        return Task.FromResult(Outcome(request, queue));
    }

    public override Task DeleteAsync(ResourceRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        NotFound.Translate(
            () => Queues(request).Delete(request.Caller, request.Region, request.PhysicalId),
            Name,
            request.PhysicalId
        );
        return Task.CompletedTask;
    }

    /// <summary>The tags that the queue has now, as far as the stack set them.</summary>
    static IReadOnlyDictionary<string, string> OldTags(ResourceRequest request) =>
        request
            .Services.World.Table(QueueTables.Queues, request.Account, request.Region)
            .Find(request.PhysicalId[(request.PhysicalId.LastIndexOf('/') + 1)..])
            ?.Tags
        ?? TagChange.None;

    static ResourceOutcome Outcome(ResourceRequest request, Queue queue)
    {
        var url = Queues(request).UrlOf(queue);
        return new(
            url,
            new JsonObject
            {
                ["Arn"] = queue.Arn,
                ["QueueName"] = queue.Name,
                ["QueueUrl"] = url,
            }
        );
    }

    /// <summary>A made-up name of a FIFO queue ends in .fifo too.</summary>
    static string NameOf(ResourceRequest request) =>
        request.Text("QueueName")
        ?? (request.Flag("FifoQueue") ? request.MadeUpName(75) + ".fifo" : request.MadeUpName(80));

    static Dictionary<string, string> Attributes(JsonObject properties) =>
        _attributes
            .Where(name => properties[name] is not null)
            .Where(name => name != "FifoQueue" || properties.Text(name) is "true" or "True")
            .ToDictionary(name => name, name => PropertyText.Of(properties[name]!), StringComparer.Ordinal);

    static QueueOperations Queues(ResourceRequest request) => request.Services.Sqs.Queues;
}
