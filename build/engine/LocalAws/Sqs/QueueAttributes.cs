using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using LocalAws.Protocol;

namespace LocalAws.Sqs;

/// <summary>What attributes of queues there are, what they may be and what they are by default (SQS API Reference, SetQueueAttributes).</summary>
static class QueueAttributes
{
    const string MaximumSize = "MaximumMessageSize";
    static readonly Dictionary<string, (int Least, int Most, int Usual)> _numbers = new(StringComparer.Ordinal)
    {
        ["VisibilityTimeout"] = (0, 43_200, 30),
        [MaximumSize] = (1024, 1_048_576, 1_048_576),
        ["MessageRetentionPeriod"] = (60, 1_209_600, 345_600),
        ["DelaySeconds"] = (0, 900, 0),
        ["ReceiveMessageWaitTimeSeconds"] = (0, 20, 0),
    };
    static readonly string[] _ofFifo =
    [
        "FifoQueue",
        "ContentBasedDeduplication",
        "DeduplicationScope",
        "FifoThroughputLimit",
    ];
    static readonly Dictionary<string, string[]> _choices = new(StringComparer.Ordinal)
    {
        ["FifoQueue"] = ["true", "false"],
        ["ContentBasedDeduplication"] = ["true", "false"],
        ["SqsManagedSseEnabled"] = ["true", "false"],
        ["DeduplicationScope"] = ["queue", "messageGroup"],
        ["FifoThroughputLimit"] = ["perQueue", "perMessageGroupId"],
    };
    static readonly string[] _others =
    [
        "Policy",
        "RedrivePolicy",
        "RedriveAllowPolicy",
        "KmsMasterKeyId",
        "KmsDataKeyReusePeriodSeconds",
    ];
    static readonly string[] _told =
    [
        "All",
        "QueueArn",
        "ApproximateNumberOfMessages",
        "ApproximateNumberOfMessagesNotVisible",
        "ApproximateNumberOfMessagesDelayed",
        "CreatedTimestamp",
        "LastModifiedTimestamp",
    ];

    /// <summary>The number that an attribute is, or its default.</summary>
    public static int Number(Queue queue, string attribute) =>
        queue.Attributes.TryGetValue(attribute, out var text) ? Parse(text) ?? 0 : _numbers[attribute].Usual;

    /// <summary>Where messages go that were received too often, and how often that is; null where there is no such queue.</summary>
    public static (string Arn, int Receptions)? Redrive(Queue queue)
    {
        if (!queue.Attributes.TryGetValue("RedrivePolicy", out var text))
            return null;
        var policy = JsonNode.Parse(text)!.AsObject();
        return (TargetOf(text), Parse(policy["maxReceiveCount"]!.ToString())!.Value);
    }

    /// <summary>The queue that a redrive policy names.</summary>
    public static string TargetOf(string redrivePolicy) =>
        JsonNode.Parse(redrivePolicy)!.AsObject()["deadLetterTargetArn"]!.ToString();

    /// <summary>Throws where one of the attributes is none that can be set, or not of its values; an empty text takes an attribute away.</summary>
    public static void Check(string queueName, IReadOnlyDictionary<string, string> given, bool isNew)
    {
        foreach (var (name, value) in given)
        {
            if (_told.Contains(name))
                throw SqsFailures.UnknownAttribute(name);
            if (!IsKnown(name))
                throw SqsFailures.UnknownAttribute(name);
            if (value.Length > 0 && !IsOne(name, value))
                throw SqsFailures.InvalidAttribute(name);
        }
        var isFifo = queueName.EndsWith(".fifo", StringComparison.Ordinal);
        if (given.Keys.FirstOrDefault(_ofFifo.Contains) is { } ofFifo && !isFifo)
            throw isNew && ofFifo == "FifoQueue" && IsTrue(given["FifoQueue"])
                ? SqsFailures.Invalid(
                    "The name of a FIFO queue can only include alphanumeric characters, hyphens, or underscores, must end with .fifo suffix and be 1 to 80 in length."
                )
            : ofFifo is "DeduplicationScope" or "FifoThroughputLimit"
                ? new Protocol.AwsException(
                    "InvalidAttributeName",
                    $"You can specify the {ofFifo} only when FifoQueue is set to true."
                )
            : SqsFailures.UnknownAttribute(ofFifo);
        if (isNew && isFifo && !IsTrue(given.GetValueOrDefault("FifoQueue")))
            throw SqsFailures.Invalid(
                "Can only include alphanumeric characters, hyphens, or underscores. 1 to 80 in length"
            );
    }

    /// <summary>Throws where GetQueueAttributes is asked for what there is none of.</summary>
    public static void CheckNames(IEnumerable<string> names)
    {
        if (names.FirstOrDefault(name => !_told.Contains(name) && !IsKnown(name)) is { } unknown)
            throw SqsFailures.UnknownAttribute(unknown);
    }

    /// <summary>Every attribute of a queue but those that count its messages.</summary>
    public static Dictionary<string, string> All(Queue queue)
    {
        var all = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["QueueArn"] = queue.Arn,
            ["CreatedTimestamp"] = Seconds(queue.Created),
            ["LastModifiedTimestamp"] = Seconds(queue.Changed),
        };
        foreach (var (name, limits) in _numbers)
            all[name] = Text(limits.Usual);
        if (queue.IsFifo)
        {
            all["ContentBasedDeduplication"] = "false";
            all["DeduplicationScope"] = "queue";
            all["FifoThroughputLimit"] = "perQueue";
        }
        if (queue.Attributes.ContainsKey("KmsMasterKeyId"))
            all["KmsDataKeyReusePeriodSeconds"] = "300";
        all["SqsManagedSseEnabled"] = queue.Attributes.ContainsKey("KmsMasterKeyId") ? "false" : "true";
        foreach (var (name, value) in queue.Attributes)
            all[name] = value;
        return all;
    }

    /// <summary>The attributes after a change.</summary>
    public static IReadOnlyDictionary<string, string> With(
        IReadOnlyDictionary<string, string> present,
        IReadOnlyDictionary<string, string> given
    )
    {
        var all = new Dictionary<string, string>(present, StringComparer.Ordinal);
        foreach (var (name, value) in given)
        {
            if (value.Length == 0)
                all.Remove(name);
            else
                all[name] = IsFlag(name) ? (IsTrue(value) ? "true" : "false") : value;
        }
        return all;
    }

    /// <summary>Truth is told in any case.</summary>
    static bool IsTrue(string? value) => "true".Equals(value, StringComparison.OrdinalIgnoreCase);

    static bool IsFlag(string name) => _choices.TryGetValue(name, out var choices) && choices is ["true", "false"];

    static bool IsKnown(string name) =>
        _numbers.ContainsKey(name) || _choices.ContainsKey(name) || _others.Contains(name);

    static bool IsOne(string name, string value)
    {
        if (_numbers.TryGetValue(name, out var limits))
            return Parse(value) is { } number && number >= limits.Least && number <= limits.Most;
        if (_choices.TryGetValue(name, out var choices))
            return choices.Contains(value, IsFlag(name) ? StringComparer.OrdinalIgnoreCase : StringComparer.Ordinal);
        return name switch
        {
            "KmsDataKeyReusePeriodSeconds" => Parse(value) is >= 60 and <= 86_400,
            "RedrivePolicy" => IsRedrive(value),
            "RedriveAllowPolicy" => Object(value)?["redrivePermission"]?.ToString()
                is "allowAll"
                    or "denyAll"
                    or "byQueue",
            _ => true,
        };
    }

    static bool IsRedrive(string value) =>
        Object(value) is { } policy
        && policy["deadLetterTargetArn"]?.ToString().Split(':') is ["arn", _, "sqs", _, _, { Length: > 0 }]
        && Parse(policy["maxReceiveCount"]?.ToString() ?? "") is >= 1 and <= 1000;

    static JsonObject? Object(string text)
    {
        try
        {
            return JsonNode.Parse(text) as JsonObject;
        }
        catch (Exception error) when (error is JsonException or ArgumentException)
        {
            return null;
        }
    }

    static int? Parse(string text) =>
        int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) ? number : null;

    static string Seconds(DateTimeOffset time) => time.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);

    static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
