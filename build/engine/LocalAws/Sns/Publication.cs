using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using LocalAws.Sqs;

namespace LocalAws.Sns;

/// <summary>What Publish takes.</summary>
public sealed record Publication(string Message)
{
    const int LargestMessage = 262_144;

    /// <summary>The id that Publish answers.</summary>
    public string Id { get; init; } = Guid.NewGuid().ToString();

    /// <summary>The subject, or null.</summary>
    public string? Subject { get; init; }

    /// <summary>Whether the message has a text for each protocol.</summary>
    public bool IsStructured { get; init; }

    /// <summary>Message attributes.</summary>
    public IReadOnlyDictionary<string, MessageAttribute> Attributes { get; init; } =
        new Dictionary<string, MessageAttribute>();

    /// <summary>The group, on a FIFO topic.</summary>
    public string? Group { get; init; }

    /// <summary>What makes it the same as another, on a FIFO topic.</summary>
    public string? Deduplication { get; init; }

    /// <summary>The text for a protocol.</summary>
    internal string For(string protocol)
    {
        if (!IsStructured)
            return Message;
        var texts = JsonNode.Parse(Message)!.AsObject();
        // What is no text for the protocol does not count.
        return texts[protocol] is JsonValue own && own.TryGetValue<string>(out var text)
            ? text
            : texts["default"]!.ToString();
    }

    /// <summary>Throws unless the topic takes it.</summary>
    internal void Check(Topic topic)
    {
        if (Message.Length == 0)
            throw SnsErrors.Invalid("Empty message");
        if (Encoding.UTF8.GetByteCount(Message) > LargestMessage)
            throw SnsErrors.Invalid("Message too long");
        if (Subject is { } subject && (subject.Length is 0 or > 100 || subject.Any(char.IsControl)))
            throw SnsErrors.Invalid("Subject");
        if (IsStructured)
            CheckStructure();
        foreach (var (name, attribute) in Attributes)
        {
            if (attribute.DataType.Split('.')[0] is not ("String" or "Number" or "Binary"))
                throw new Protocol.AwsException(
                    "ParameterValueInvalid",
                    $"The message attribute '{name}' has an invalid message attribute type, the set of supported type prefixes is Binary, Number, and String."
                );
            if (string.IsNullOrEmpty(attribute.Text) && attribute.Binary is not { Length: > 0 })
                throw new Protocol.AwsException(
                    "ParameterValueInvalid",
                    $"The message attribute '{name}' must contain non-empty message attribute value for message attribute type '{attribute.DataType}'."
                );
        }
        if (topic.IsFifo)
            CheckOfFifo(topic);
        else if (Deduplication is not null)
            throw SnsErrors.Invalid(
                "MessageDeduplicationId Reason: The request includes MessageDeduplicationId parameter that is not valid for this topic type"
            );
    }

    void CheckStructure()
    {
        JsonObject? texts;
        try
        {
            texts = JsonNode.Parse(Message) as JsonObject;
        }
        catch (JsonException)
        {
            texts = null;
        }
        if (texts is null)
            throw SnsErrors.Invalid("Message Structure - JSON message body failed to parse");
        if (texts["default"] is null)
            throw SnsErrors.Invalid("Message Structure - No default entry in JSON message body");
    }

    void CheckOfFifo(Topic topic)
    {
        if (Group is null)
            throw SnsErrors.Invalid("The MessageGroupId parameter is required for FIFO topics");
        if (Deduplication is null && topic.Attributes.GetValueOrDefault("ContentBasedDeduplication") != "true")
            throw SnsErrors.Invalid(
                "The topic should either have ContentBasedDeduplication enabled or MessageDeduplicationId provided explicitly"
            );
    }
}
