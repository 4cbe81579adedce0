using System.Text.Json.Serialization;
using LocalAws.Worlds;

namespace LocalAws.Sns;

/// <summary>A topic.</summary>
public sealed record Topic
{
    /// <summary>The name; of a FIFO topic it ends in ".fifo".</summary>
    public required string Name { get; init; }

    /// <summary>The ARN.</summary>
    public required string Arn { get; init; }

    /// <summary>The attributes that were set, by the names of the API reference.</summary>
    public IReadOnlyDictionary<string, string> Attributes { get; init; } = new Dictionary<string, string>();

    /// <summary>The policy as it is kept; a topic always has one.</summary>
    public required string Policy { get; init; }

    /// <summary>Tags.</summary>
    public IReadOnlyDictionary<string, string> Tags { get; init; } = new Dictionary<string, string>();

    /// <summary>How many subscriptions it had that are gone.</summary>
    public int Unsubscribed { get; init; }

    [JsonIgnore]
    internal string Account => Iam.Arns.AccountOf(Arn);

    [JsonIgnore]
    internal string Region => Iam.Arns.RegionOf(Arn);

    [JsonIgnore]
    internal bool IsFifo => Name.EndsWith(".fifo", StringComparison.Ordinal);
}

/// <summary>Who gets what a topic publishes.</summary>
public sealed record Subscription
{
    /// <summary>The ARN: the topic's with an id behind it.</summary>
    public required string Arn { get; init; }

    /// <summary>The topic.</summary>
    public required string TopicArn { get; init; }

    /// <summary>Like sqs.</summary>
    public required string Protocol { get; init; }

    /// <summary>A queue's ARN, a mail address and so on.</summary>
    public required string Endpoint { get; init; }

    /// <summary>The account that subscribed.</summary>
    public required string Owner { get; init; }

    /// <summary>Who subscribed, by the ARN.</summary>
    public required string Principal { get; init; }

    /// <summary>What confirms it, while nobody has; otherwise null.</summary>
    public string? Token { get; init; }

    /// <summary>The attributes that were set, by the names of the API reference.</summary>
    public IReadOnlyDictionary<string, string> Attributes { get; init; } = new Dictionary<string, string>();

    [JsonIgnore]
    internal bool IsPending => Token is not null;

    [JsonIgnore]
    internal bool IsRaw => Attributes.GetValueOrDefault("RawMessageDelivery") == "true";
}

/// <summary>Topics by name, subscriptions by ARN, in the account and region of the topic.</summary>
static class TopicTables
{
    public const string SubscriptionsName = "sns.subscriptions";

    public static readonly TableDefinition<Topic> Topics = new("sns.topics", TopicsJson.Default.Topic);

    public static readonly TableDefinition<Subscription> Subscriptions = new(
        SubscriptionsName,
        TopicsJson.Default.Subscription
    );
}

[JsonSourceGenerationOptions(DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(Topic))]
[JsonSerializable(typeof(Subscription))]
sealed partial class TopicsJson : JsonSerializerContext;
