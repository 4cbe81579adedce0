using System.Text.Json.Serialization;
using LocalAws.Worlds;

namespace LocalAws.Sqs;

/// <summary>A queue.</summary>
public sealed record Queue
{
    /// <summary>The name; of a FIFO queue it ends in ".fifo".</summary>
    public required string Name { get; init; }

    /// <summary>The ARN.</summary>
    public required string Arn { get; init; }

    /// <summary>What keeps its messages apart from those of a queue of that name before.</summary>
    public required string Id { get; init; }

    /// <summary>When it was made.</summary>
    public required DateTimeOffset Created { get; init; }

    /// <summary>When its attributes last changed.</summary>
    public required DateTimeOffset Changed { get; init; }

    /// <summary>When it was last purged, or null.</summary>
    public DateTimeOffset? Purged { get; init; }

    /// <summary>The attributes that were set, by the names of the API reference; those that were not have their defaults.</summary>
    public IReadOnlyDictionary<string, string> Attributes { get; init; } = new Dictionary<string, string>();

    /// <summary>Tags.</summary>
    public IReadOnlyDictionary<string, string> Tags { get; init; } = new Dictionary<string, string>();

    /// <summary>The queue policy as it is kept, or null.</summary>
    [JsonIgnore]
    public string? Policy => Attributes.GetValueOrDefault("Policy");

    [JsonIgnore]
    internal bool IsFifo => Name.EndsWith(".fifo", StringComparison.Ordinal);

    [JsonIgnore]
    internal string Account => Iam.Arns.AccountOf(Arn);

    [JsonIgnore]
    internal string Region => Iam.Arns.RegionOf(Arn);

    internal int Number(string attribute) => QueueAttributes.Number(this, attribute);
}

/// <summary>A message in a queue.</summary>
public sealed record QueueMessage
{
    /// <summary>The id that SendMessage answered.</summary>
    public required string Id { get; init; }

    /// <summary>The text.</summary>
    public required string Body { get; init; }

    /// <summary>Its place among all that was ever sent to the queue.</summary>
    public required long Sequence { get; init; }

    /// <summary>Who sent it: the unique id of a user or session, or a service's name.</summary>
    public required string Sender { get; init; }

    /// <summary>When it was sent.</summary>
    public required DateTimeOffset Sent { get; init; }

    /// <summary>From when on it can be received.</summary>
    public required DateTimeOffset Visible { get; init; }

    /// <summary>When it was first received, or null.</summary>
    public DateTimeOffset? Received { get; init; }

    /// <summary>How often it was received.</summary>
    public int Receptions { get; init; }

    /// <summary>Message attributes.</summary>
    public IReadOnlyDictionary<string, MessageAttribute> Attributes { get; init; } =
        new Dictionary<string, MessageAttribute>();

    /// <summary>The X-Ray header, or null.</summary>
    public string? TraceHeader { get; init; }

    /// <summary>The group, in a FIFO queue.</summary>
    public string? Group { get; init; }

    /// <summary>What makes it the same as another, in a FIFO queue.</summary>
    public string? Deduplication { get; init; }

    /// <summary>The queue that it could not be processed from, or null.</summary>
    public string? DeadLetterSource { get; init; }
}

/// <summary>An attribute of a message: a type such as String or Number.int, and a value of it.</summary>
public sealed record MessageAttribute(string DataType, string? Text, byte[]? Binary);

/// <summary>Queues by name; messages by the queue's id and their sequence.</summary>
static class QueueTables
{
    public static readonly TableDefinition<Queue> Queues = new("sqs.queues", QueuesJson.Default.Queue);

    public static readonly TableDefinition<QueueMessage> Messages = new(
        "sqs.messages",
        QueuesJson.Default.QueueMessage
    );
}

[JsonSourceGenerationOptions(DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(Queue))]
[JsonSerializable(typeof(QueueMessage))]
sealed partial class QueuesJson : JsonSerializerContext;
