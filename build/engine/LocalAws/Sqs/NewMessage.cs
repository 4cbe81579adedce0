using System.Text;
using LocalAws.Protocol;

namespace LocalAws.Sqs;

/// <summary>What SendMessage takes.</summary>
public sealed record NewMessage(string Body)
{
    const int LongestDelay = 900;

    /// <summary>Message attributes.</summary>
    public IReadOnlyDictionary<string, MessageAttribute> Attributes { get; init; } =
        new Dictionary<string, MessageAttribute>();

    /// <summary>The X-Ray header, or null.</summary>
    public string? TraceHeader { get; init; }

    /// <summary>In how many seconds it can be received; null for what the queue says.</summary>
    public int? Delay { get; init; }

    /// <summary>The group, in a FIFO queue.</summary>
    public string? Group { get; init; }

    /// <summary>What makes it the same as another, in a FIFO queue.</summary>
    public string? Deduplication { get; init; }

    /// <summary>Bytes of the body and the attributes, which count together.</summary>
    internal int Size =>
        Encoding.UTF8.GetByteCount(Body)
        + Attributes.Sum(attribute =>
            Encoding.UTF8.GetByteCount(attribute.Key)
            + Encoding.UTF8.GetByteCount(attribute.Value.DataType)
            + (attribute.Value.Binary?.Length ?? Encoding.UTF8.GetByteCount(attribute.Value.Text ?? ""))
        );

    /// <summary>Throws unless the queue takes it.</summary>
    internal void Check(Queue queue)
    {
        if (Body.Length == 0)
            throw SqsFailures.Missing("MessageBody");
        if (Size > queue.Number("MaximumMessageSize"))
            throw SqsFailures.Invalid(
                $"One or more parameters are invalid. Reason: Message must be shorter than {queue.Number("MaximumMessageSize")} bytes."
            );
        if (Body.EnumerateRunes().Any(rune => !IsAllowed(rune.Value)))
            throw new AwsException(
                "InvalidMessageContents",
                "The message contains characters outside the allowed set."
            );
        if (Delay is < 0 or > LongestDelay)
            throw SqsFailures.Invalid(Delay, "DelaySeconds", $"DelaySeconds must be >= 0 and <= {LongestDelay}.");
        if (Attributes.Count > 10)
            throw SqsFailures.Invalid(
                $"Number of message attributes [{Attributes.Count}] exceeds the allowed maximum [10]."
            );
        foreach (var (name, attribute) in Attributes)
            Check(name, attribute);
        CheckId(Group, "MessageGroupId");
        CheckId(Deduplication, "MessageDeduplicationId");
        if (queue.IsFifo)
            CheckOfFifo(queue);
        else if (Deduplication is not null)
            throw SqsFailures.Invalid(
                Deduplication,
                "MessageDeduplicationId",
                "The request include parameter that is not valid for this queue type."
            );
    }

    /// <summary>The message that a FIFO queue lacks an id of, or null; a batch is refused as a whole for it.</summary>
    internal AwsException? Incomplete(Queue queue) =>
        !queue.IsFifo ? null
        : Group is null ? SqsFailures.Missing("MessageGroupId")
        : Deduplication is null && queue.Attributes.GetValueOrDefault("ContentBasedDeduplication") != "true"
            ? SqsFailures.Invalid(
                "The queue should either have ContentBasedDeduplication enabled or MessageDeduplicationId provided explicitly"
            )
        : null;

    static void CheckId(string? id, string parameter)
    {
        if (id is not null && (id.Length is 0 or > 128 || !id.All(letter => letter is > ' ' and < '\x7f')))
            throw SqsFailures.Invalid(
                id,
                parameter,
                $"{parameter} can only include alphanumeric and punctuation characters. 1 to 128 in length."
            );
    }

    void CheckOfFifo(Queue queue)
    {
        if (Incomplete(queue) is { } incomplete)
            throw incomplete;
        if (Delay is > 0)
            throw SqsFailures.Invalid(
                Delay,
                "DelaySeconds",
                "The request include parameter that is not valid for this queue type."
            );
    }

    static void Check(string name, MessageAttribute attribute)
    {
        if (attribute.DataType.Split('.')[0] is not ("String" or "Number" or "Binary"))
            throw SqsFailures.Invalid(
                $"The message attribute '{name}' has an invalid message attribute type, the set of supported type prefixes is Binary, Number, and String."
            );
        var isBinary = attribute.DataType.StartsWith("Binary", StringComparison.Ordinal);
        if (isBinary ? attribute.Binary is not { Length: > 0 } : string.IsNullOrEmpty(attribute.Text))
            throw SqsFailures.Invalid(
                $"Message (user) attribute '{name}' must contain a non-empty value of type '{attribute.DataType}'."
            );
    }

    static bool IsAllowed(int letter) =>
        letter is 0x9 or 0xA or 0xD or (>= 0x20 and <= 0xD7FF) or (>= 0xE000 and <= 0xFFFD) or >= 0x10000;
}
