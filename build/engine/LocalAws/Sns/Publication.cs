using LocalAws.Sqs;

namespace LocalAws.Sns;

/// <summary>What Publish takes.</summary>
public sealed record Publication(string Message)
{
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
        var texts = PublicationRules.TextsOf(Message);
        return texts.GetValueOrDefault(protocol) ?? texts["default"];
    }

    /// <summary>Throws unless the topic takes it.</summary>
    internal void Check(Topic topic)
    {
        if (Message.Length == 0)
            throw SnsErrors.Invalid("Empty message");
        if (PublicationRules.SizeOf(this) > PublicationRules.Largest)
            throw SnsErrors.Invalid("Message too long");
        if (Subject is { } subject && (subject.Length is 0 or > 100 || subject.Any(char.IsControl)))
            throw SnsErrors.Invalid("Subject");
        if (IsStructured)
            PublicationRules.TextsOf(Message);
        foreach (var (name, attribute) in Attributes)
            PublicationRules.CheckAttribute(name, attribute);
        if (topic.IsFifo)
            CheckOfFifo(topic);
        else if (Deduplication is not null)
            throw SnsErrors.Invalid(
                "MessageDeduplicationId Reason: The request includes MessageDeduplicationId parameter that is not valid for this topic type"
            );
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
