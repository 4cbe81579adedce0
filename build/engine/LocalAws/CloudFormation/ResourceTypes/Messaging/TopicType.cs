using System.Text.Json.Nodes;
using LocalAws.CloudFormation.Templates;
using LocalAws.Identities;
using LocalAws.Sns;

namespace LocalAws.CloudFormation.ResourceTypes.Messaging;

/// <summary>AWS::SNS::Topic by the operations of SNS.</summary>
public sealed class TopicType()
    : ResourceType("AWS::SNS::Topic", PropertySchema.Of("AWS::SNS::Topic", "MaximumMessageSize"))
{
    static readonly string[] _attributes =
    [
        .. "ArchivePolicy ContentBasedDeduplication DataProtectionPolicy DisplayName FifoThroughputScope".Split(' '),
        .. "FifoTopic KmsMasterKeyId MaximumMessageSize SignatureVersion TracingConfig".Split(' '),
    ];

    public override string? NameProperty => "TopicName";

    public override string IdentifierOf(ResourceRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        return TopicAccess.Arn(request.Account, request.Region, NameOf(request));
    }

    public override bool Exists(ResourceRequest request, string physicalId)
    {
        ArgumentNullException.ThrowIfNull(request);
        return request
            .Services.World.Table(TopicTables.Topics, request.Account, request.Region)
            .Find(physicalId[(physicalId.LastIndexOf(':') + 1)..])
            is not null;
    }

    public override Task<ResourceOutcome> CreateAsync(ResourceRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        var topic =
            Topics(request)
                .Create(
                    request.Caller,
                    request.Region,
                    NameOf(request),
                    Attributes(request.Properties),
                    request.UserTags(),
                    isNew: true
                )
            ?? throw ResourceException.AlreadyExists(Name, NameOf(request));
        try
        {
            foreach (var (protocol, endpoint) in Subscriptions(request.Properties))
                Subscribe(request, topic.Arn, protocol, endpoint);
        }
        catch
        {
            // Half a topic is none of this stack: it goes before the failure is told.
            Topics(request).Delete(request.Caller, request.Region, topic.Arn);
            throw;
        }
        return Task.FromResult(Outcome(topic.Arn, topic.Name));
    }

    public override Task<ResourceOutcome> UpdateAsync(ResourceRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        var arn = request.PhysicalId;
        var change = AttributeChange.Between(Attributes(request.Existing!.Properties), Attributes(request.Properties));
        if (change.Count > 0)
            Topics(request).SetAttributes(request.Caller, request.Region, arn, change);
        foreach (var tags in TagChange.Between(OldTags(request), request.UserTags()))
            Topics(request).Tag(request.Caller, request.Region, arn, tags);
        var (old, wanted) = (Subscriptions(request.Existing.Properties), Subscriptions(request.Properties));
        foreach (var (protocol, endpoint) in wanted.Except(old))
            Subscribe(request, arn, protocol, endpoint);
        foreach (
            var gone in SubscriptionsOf(request, arn)
                .Where(found => old.Except(wanted).Contains((found.Protocol, found.Endpoint)))
        )
            request.Services.Sns.Subscriptions.End(request.Caller, request.Region, gone.Arn);
        return Task.FromResult(new ResourceOutcome(arn, request.Existing.Attributes, request.Existing.Reference));
    }

    public override Task<ResourceOutcome> ImportAsync(ResourceRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        var arn = request.PhysicalId;
        Topics(request).GetAttributes(request.Caller, request.Region, arn);
        return Task.FromResult(Outcome(arn, arn.Split(':')[^1]));
    }

    public override Task DeleteAsync(ResourceRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        Topics(request).Delete(request.Caller, request.Region, request.PhysicalId);
        return Task.CompletedTask;
    }

    static void Subscribe(ResourceRequest request, string topic, string protocol, string endpoint) =>
        request.Services.Sns.Subscriptions.Subscribe(
            request.Caller,
            request.Region,
            topic,
            protocol,
            endpoint,
            TagChange.None
        );

    static IReadOnlyDictionary<string, string> OldTags(ResourceRequest request) =>
        request
            .Services.World.Table(TopicTables.Topics, request.Account, request.Region)
            .Find(request.PhysicalId.Split(':')[^1])
            ?.Tags
        ?? TagChange.None;

    static IEnumerable<Subscription> SubscriptionsOf(ResourceRequest request, string arn) =>
        request
            .Services.World.Table(TopicTables.Subscriptions, request.Account, request.Region)
            .Range(arn + ":", null, int.MaxValue)
            .Select(pair => pair.Value);

    static ResourceOutcome Outcome(string arn, string name) =>
        new(arn, new JsonObject { ["TopicArn"] = arn, ["TopicName"] = name });

    /// <summary>A made-up name of a FIFO topic ends in .fifo too.</summary>
    static string NameOf(ResourceRequest request) =>
        request.Text("TopicName")
        ?? (request.Flag("FifoTopic") ? request.MadeUpName(251) + ".fifo" : request.MadeUpName(256));

    static List<(string Protocol, string Endpoint)> Subscriptions(JsonObject properties) =>
        [
            .. (properties["Subscription"] as JsonArray ?? [])
                .OfType<JsonObject>()
                .Select(item => (item.Text("Protocol") ?? "", item.Text("Endpoint") ?? "")),
        ];

    static Dictionary<string, string> Attributes(JsonObject properties)
    {
        var attributes = _attributes
            .Where(name => properties[name] is not null)
            .Where(name => name != "FifoTopic" || properties.Text(name) is "true" or "True")
            .ToDictionary(name => name, name => PropertyText.Of(properties[name]!), StringComparer.Ordinal);
        foreach (var logging in (properties["DeliveryStatusLogging"] as JsonArray ?? []).OfType<JsonObject>())
        {
            foreach (var (name, value) in logging.Where(pair => pair.Key != "Protocol" && pair.Value is not null))
                attributes[Prefix(logging.Text("Protocol")) + name] = PropertyText.Of(value!);
        }
        return attributes;
    }

    /// <summary>What the attributes of a protocol's delivery status begin with.</summary>
    static string Prefix(string? protocol) =>
        protocol switch
        {
            "sqs" => "SQS",
            "lambda" => "Lambda",
            "firehose" => "Firehose",
            "application" => "Application",
            _ => "HTTP",
        };

    static TopicOperations Topics(ResourceRequest request) => request.Services.Sns.Topics;
}
