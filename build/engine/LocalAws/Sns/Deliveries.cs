using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using LocalAws.Sqs;
using LocalAws.Sts;

namespace LocalAws.Sns;

/// <summary>Brings what a topic publishes to the queues that are subscribed to it. What a queue's policy does not let in is lost, as on AWS.</summary>
sealed class Deliveries(TopicAccess access, Func<MessageOperations> messages)
{
    const string Service = "sns.amazonaws.com";
    static readonly JsonSerializerOptions _indented = new()
    {
        WriteIndented = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>Delivers to every subscription that takes the message.</summary>
    public void Deliver(Topic topic, Publication publication)
    {
        foreach (var (_, subscription) in access.SubscriptionsOf(topic).Range(topic.Arn + ":", null, int.MaxValue))
        {
            if (subscription is { Protocol: "sqs", IsPending: false } && IsTaken(subscription, publication))
                Send(topic, subscription, Message(topic, subscription, publication));
        }
    }

    /// <summary>Sends what confirms a subscription to its queue; nothing else can be sent anything here.</summary>
    public void AskToConfirm(Topic topic, Subscription subscription)
    {
        if (subscription.Protocol != "sqs")
            return;
        var asking = new Publication(
            $"You have chosen to subscribe to the topic {topic.Arn}.\nTo confirm the subscription, visit the SubscribeURL included in this message."
        );
        var envelope = Envelope(topic, asking, "SubscriptionConfirmation");
        envelope["Token"] = subscription.Token;
        envelope["SubscribeURL"] = new Uri(
            access.World.Endpoint,
            $"/?Action=ConfirmSubscription&TopicArn={topic.Arn}&Token={subscription.Token}"
        ).ToString();
        Send(
            topic,
            subscription,
            new(envelope.ToJsonString(_indented)) { Group = topic.IsFifo ? "confirmation" : null }
        );
    }

    void Send(Topic topic, Subscription subscription, NewMessage message)
    {
        var source = new ServiceSource(topic.Account, topic.Arn);
        if (messages().SendFor(Service, source, subscription.Endpoint, message))
            return;
        if (
            subscription.Attributes.GetValueOrDefault("RedrivePolicy") is { Length: > 0 } redrive
            && TopicAttributes.DeadLetterQueue(redrive) is { } queue
        )
            messages().SendFor(Service, source, queue, message);
    }

    static bool IsTaken(Subscription subscription, Publication publication)
    {
        if (subscription.Attributes.GetValueOrDefault("FilterPolicy") is not { Length: > 0 } policy)
            return true;
        var isOfBody = subscription.Attributes.GetValueOrDefault("FilterPolicyScope") == "MessageBody";
        return FilterPolicy.Takes(policy, isOfBody, publication.For(subscription.Protocol), publication.Attributes);
    }

    NewMessage Message(Topic topic, Subscription subscription, Publication publication)
    {
        var message = subscription.IsRaw
            ? new NewMessage(publication.For(subscription.Protocol)) { Attributes = publication.Attributes }
            : new NewMessage(Notification(topic, subscription, publication));
        return message with { Group = publication.Group, Deduplication = publication.Deduplication };
    }

    string Notification(Topic topic, Subscription subscription, Publication publication)
    {
        var envelope = Envelope(
            topic,
            publication with
            {
                Message = publication.For(subscription.Protocol),
                IsStructured = false,
            },
            "Notification"
        );
        envelope["UnsubscribeURL"] = new Uri(
            access.World.Endpoint,
            $"/?Action=Unsubscribe&SubscriptionArn={subscription.Arn}"
        ).ToString();
        if (publication.Attributes.Count > 0)
            envelope["MessageAttributes"] = new JsonObject(
                publication.Attributes.Select(pair =>
                    KeyValuePair.Create(
                        pair.Key,
                        (JsonNode?)
                            new JsonObject
                            {
                                ["Type"] = pair.Value.DataType,
                                ["Value"] = pair.Value.Binary is { } binary
                                    ? Convert.ToBase64String(binary)
                                    : pair.Value.Text,
                            }
                    )
                )
            );
        return envelope.ToJsonString(_indented);
    }

    /// <summary>What every message has. The signature is of its form, and of no certificate: there is none here.</summary>
    JsonObject Envelope(Topic topic, Publication publication, string type)
    {
        var envelope = new JsonObject
        {
            ["Type"] = type,
            ["MessageId"] = publication.Id,
            ["TopicArn"] = topic.Arn,
        };
        if (publication.Subject is { } subject)
            envelope["Subject"] = subject;
        envelope["Message"] = publication.Message;
        envelope["Timestamp"] = access.World.Now.ToString(
            "yyyy-MM-dd'T'HH:mm:ss.fff'Z'",
            System.Globalization.CultureInfo.InvariantCulture
        );
        envelope["SignatureVersion"] = topic.Attributes.GetValueOrDefault("SignatureVersion", "1");
        envelope["Signature"] = Convert.ToBase64String(
            SHA256.HashData(Encoding.UTF8.GetBytes(publication.Id + publication.Message))
        );
        envelope["SigningCertURL"] = new Uri(access.World.Endpoint, "/SimpleNotificationService.pem").ToString();
        return envelope;
    }
}
