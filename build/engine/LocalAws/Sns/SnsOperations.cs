using LocalAws.Identities;
using LocalAws.Kms;
using LocalAws.Protocol;
using LocalAws.Sqs;
using LocalAws.Sts;
using LocalAws.Worlds;

namespace LocalAws.Sns;

/// <summary>What SNS does.</summary>
public sealed class SnsOperations
{
    readonly TopicAccess _access;
    readonly Deliveries _deliveries;

    internal SnsOperations(
        World world,
        Authorizer authorizer,
        Func<CryptoOperations> crypto,
        Func<MessageOperations> messages
    )
    {
        _access = new(world, authorizer, crypto);
        _deliveries = new(_access, messages);
        Topics = new(_access);
        Subscriptions = new(_access, _deliveries);
    }

    /// <summary>Topics.</summary>
    public TopicOperations Topics { get; }

    /// <summary>Subscriptions.</summary>
    public SubscriptionOperations Subscriptions { get; }

    /// <summary>The topic if the caller may publish to it, and use its key for that.</summary>
    public Topic DemandPublishing(Caller caller, string region, string topicArn)
    {
        var topic = _access.Demand(caller, region, "sns:Publish", topicArn);
        _access.DemandKey(caller, topic);
        return topic;
    }

    /// <summary>Publishes to a topic that the caller may publish to.</summary>
    public void Publish(Topic topic, Publication publication)
    {
        ArgumentNullException.ThrowIfNull(topic);
        ArgumentNullException.ThrowIfNull(publication);
        publication.Check(topic);
        _deliveries.Deliver(topic, publication);
    }

    /// <summary>Whether there is a topic of the ARN.</summary>
    public bool Exists(string topicArn) => _access.Find(topicArn) is not null;

    /// <summary>Publishes for a service; says whether the topic is there and its policy lets the service.</summary>
    public bool PublishFor(string service, ServiceSource source, string topicArn, Publication publication)
    {
        if (_access.Find(topicArn) is not { } topic || !_access.Lets(service, source, topic))
            return false;
        try
        {
            Publish(topic, publication);
            return true;
        }
        catch (AwsException)
        {
            return false;
        }
    }
}
