using System.Text.Json;
using System.Text.Json.Nodes;

namespace LocalAws.Sns;

/// <summary>What attributes of topics and subscriptions there are, and what they may be (SNS API Reference, SetTopicAttributes and SetSubscriptionAttributes).</summary>
static class TopicAttributes
{
    static readonly string[] _flags = ["FifoTopic", "ContentBasedDeduplication"];
    static readonly Dictionary<string, string[]> _choices = new(StringComparer.Ordinal)
    {
        ["FifoTopic"] = ["true", "false"],
        ["ContentBasedDeduplication"] = ["true", "false"],
        ["SignatureVersion"] = ["1", "2"],
        ["TracingConfig"] = ["PassThrough", "Active"],
        ["FifoThroughputScope"] = ["Topic", "MessageGroup"],
    };
    static readonly string[] _others =
    [
        "DisplayName",
        "KmsMasterKeyId",
        "Policy",
        "DeliveryPolicy",
        "ArchivePolicy",
        "DataProtectionPolicy",
        "MaximumMessageSize",
    ];

    /// <summary>How deliveries are told of, for each of these protocols.</summary>
    static readonly string[] _feedback =
    [
        .. from protocol in "HTTP Firehose Lambda Application SQS".Split(' ')
        from name in "SuccessFeedbackRoleArn SuccessFeedbackSampleRate FailureFeedbackRoleArn".Split(' ')
        select protocol + name,
    ];
    static readonly string[] _ofSubscriptions =
    [
        "RawMessageDelivery",
        "FilterPolicy",
        "FilterPolicyScope",
        "RedrivePolicy",
        "DeliveryPolicy",
        "SubscriptionRoleArn",
        "ReplayPolicy",
    ];

    /// <summary>Throws where an attribute is none of a topic's, or not of its values.</summary>
    public static void Check(string topicName, IReadOnlyDictionary<string, string> given)
    {
        foreach (var (name, value) in given)
        {
            if (!_choices.ContainsKey(name) && !_others.Contains(name) && !_feedback.Contains(name))
                throw SnsErrors.Invalid("AttributeName");
            if (_choices.TryGetValue(name, out var choices) && !choices.Contains(value))
                throw SnsErrors.Invalid(
                    $"Attributes Reason: {name}: value {value} is not one of {string.Join(", ", choices)}"
                );
        }
        var isFifo = topicName.EndsWith(".fifo", StringComparison.Ordinal);
        if (!isFifo && given.Any(pair => _flags.Contains(pair.Key) && pair.Value == "true"))
            throw given.GetValueOrDefault("FifoTopic") == "true"
                ? SnsErrors.Invalid("Topic Name")
                : SnsErrors.Invalid("Attributes Reason: ContentBasedDeduplication is for FIFO topics only");
    }

    /// <summary>Throws where an attribute is none of a subscription's, or not of its values.</summary>
    public static void CheckOfSubscription(string protocol, IReadOnlyDictionary<string, string> given, string prefix)
    {
        foreach (var (name, value) in given)
        {
            if (!_ofSubscriptions.Contains(name))
                throw SnsErrors.Invalid("AttributeName");
            switch (name)
            {
                case "RawMessageDelivery" when value is not ("true" or "false"):
                    throw SnsErrors.Invalid(
                        $"{prefix}RawMessageDelivery: Invalid value [{value}]. Must be true or false."
                    );
                case "RawMessageDelivery"
                    when value == "true" && protocol is not ("sqs" or "http" or "https" or "firehose"):
                    throw SnsErrors.Invalid(
                        $"{prefix}RawMessageDelivery: Delivery protocol [{protocol}] does not support raw message delivery."
                    );
                case "FilterPolicyScope" when value is not ("MessageAttributes" or "MessageBody"):
                    throw SnsErrors.Invalid(
                        $"{prefix}FilterPolicyScope: Invalid value [{value}]. Please use either MessageBody or MessageAttributes"
                    );
                case "FilterPolicy" when value.Length > 0:
                    FilterPolicy.Check(value, given.GetValueOrDefault("FilterPolicyScope") == "MessageBody");
                    break;
                case "RedrivePolicy" when value.Length > 0 && !IsJson(value):
                    throw SnsErrors.Invalid($"{prefix}RedrivePolicy: failed to parse JSON.");
                case "RedrivePolicy" when value.Length > 0 && DeadLetterQueue(value) is null:
                    throw SnsErrors.Invalid($"{prefix}RedrivePolicy: deadLetterTargetArn is an invalid arn");
                default:
                    break;
            }
        }
    }

    /// <summary>Attributes with their true and false in small letters, as SNS keeps them.</summary>
    public static IReadOnlyDictionary<string, string> Lowered(IReadOnlyDictionary<string, string> given) =>
        given.ToDictionary(
            pair => pair.Key,
            pair =>
                (_flags.Contains(pair.Key) || pair.Key == "RawMessageDelivery")
                && bool.TryParse(pair.Value, out var flag)
                    ? flag
                        ? "true"
                        : "false"
                    : pair.Value,
            StringComparer.Ordinal
        );

    static bool IsJson(string text)
    {
        try
        {
            return JsonNode.Parse(text) is not null;
        }
        catch (JsonException)
        {
            return false;
        }
    }

    /// <summary>The queue that a redrive policy names, or null.</summary>
    public static string? DeadLetterQueue(string redrivePolicy)
    {
        try
        {
            var arn = (JsonNode.Parse(redrivePolicy) as JsonObject)?["deadLetterTargetArn"]?.ToString();
            return arn?.Split(':') is ["arn", _, "sqs", _, _, { Length: > 0 }] ? arn : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
