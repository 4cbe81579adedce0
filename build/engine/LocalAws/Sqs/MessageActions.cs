using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using LocalAws.Protocol;

namespace LocalAws.Sqs;

/// <summary>The operations on messages as the protocol has them.</summary>
static class MessageActions
{
    const int MostOfABatch = 10;
    const int LargestBatch = 1_048_576;
    static readonly string[] _system =
    [
        .. "SenderId SentTimestamp ApproximateReceiveCount ApproximateFirstReceiveTimestamp AWSTraceHeader".Split(' '),
        .. "DeadLetterQueueSourceArn MessageGroupId MessageDeduplicationId SequenceNumber".Split(' '),
    ];

    public static void Add(Dictionary<string, JsonOperation> operations, MessageOperations messages)
    {
        operations["SendMessage"] = JsonService.Do(
            (request, body) =>
            {
                var queue = messages.DemandSending(request.Caller, request.Region, QueueActions.UrlIn(body));
                return Sent(messages.Send(request.Caller, queue, Read(request, body)), queue);
            }
        );
        operations["SendMessageBatch"] = JsonService.Do(
            (request, body) =>
            {
                var queue = messages.DemandSending(request.Caller, request.Region, QueueActions.UrlIn(body));
                var all = Entries(body).Select(entry => Read(request, entry)).ToList();
                var size = all.Sum(message => message.Size);
                if (size > LargestBatch)
                    throw SqsFailures.Batch(
                        "BatchRequestTooLong",
                        $"Batch requests cannot be longer than {LargestBatch} bytes. You have sent {size} bytes."
                    );
                if (
                    all.Select(message => message.Incomplete(queue)).FirstOrDefault(one => one is not null) is { } lacks
                )
                    throw SqsFailures.Invalid(lacks.Message);
                return Batch(body, entry => Sent(messages.Send(request.Caller, queue, Read(request, entry)), queue));
            }
        );
        operations["ReceiveMessage"] = (request, body, cancellationToken) =>
            ReceiveAsync(messages, request, body, cancellationToken);
        operations["DeleteMessage"] = QueueActions.Nothing(
            (request, body) =>
                messages.Delete(
                    messages.DemandDeleting(request.Caller, request.Region, QueueActions.UrlIn(body)),
                    QueueActions.Required(body, "ReceiptHandle")
                )
        );
        operations["DeleteMessageBatch"] = JsonService.Do(
            (request, body) =>
            {
                var queue = messages.DemandDeleting(request.Caller, request.Region, QueueActions.UrlIn(body));
                return Batch(
                    body,
                    entry =>
                    {
                        messages.Delete(queue, QueueActions.Required(entry, "ReceiptHandle"));
                        return [];
                    }
                );
            }
        );
        operations["ChangeMessageVisibility"] = QueueActions.Nothing(
            (request, body) =>
                Change(
                    messages,
                    messages.DemandChanging(request.Caller, request.Region, QueueActions.UrlIn(body)),
                    body
                )
        );
        operations["ChangeMessageVisibilityBatch"] = JsonService.Do(
            (request, body) =>
            {
                var queue = messages.DemandChanging(request.Caller, request.Region, QueueActions.UrlIn(body));
                return Batch(
                    body,
                    entry =>
                    {
                        Change(messages, queue, entry);
                        return [];
                    }
                );
            }
        );
    }

    static void Change(MessageOperations messages, Queue queue, JsonElement body) =>
        messages.ChangeVisibility(
            queue,
            QueueActions.Required(body, "ReceiptHandle"),
            body.Integer("VisibilityTimeout") ?? throw SqsFailures.Missing("VisibilityTimeout")
        );

    static IReadOnlyList<JsonElement> Entries(JsonElement body)
    {
        var entries = body.Objects("Entries");
        if (entries.Count == 0)
            throw SqsFailures.Batch("EmptyBatchRequest", "There should be at least one entry in the request.");
        if (entries.Count > MostOfABatch)
            throw SqsFailures.Batch(
                "TooManyEntriesInBatchRequest",
                $"Maximum number of entries per request are {MostOfABatch}. You have sent {entries.Count}."
            );
        var ids = entries.Select(entry => entry.Text("Id") ?? QueueActions.Required(entry, "Id")).ToList();
        if (
            ids.Find(id =>
                id.Length is 0 or > 80 || !id.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '-' or '_')
            )
            is not null
        )
            throw SqsFailures.Batch(
                "InvalidBatchEntryId",
                "A batch entry id can only contain alphanumeric characters, hyphens and underscores. It can be at most 80 letters long."
            );
        if (ids.GroupBy(id => id).FirstOrDefault(same => same.Count() > 1) is { } twice)
            throw SqsFailures.Batch("BatchEntryIdsNotDistinct", $"Id {twice.Key} repeated.");
        return entries;
    }

    /// <summary>Does each entry by itself: what fails fails alone.</summary>
    static JsonObject Batch(JsonElement body, Func<JsonElement, JsonObject> work)
    {
        var successful = new JsonArray();
        var failed = new JsonArray();
        foreach (var entry in Entries(body))
        {
            var id = entry.Text("Id");
            try
            {
                var done = work(entry);
                done["Id"] = id;
                successful.Add(done);
            }
            catch (AwsException error)
            {
                failed.Add(
                    new JsonObject
                    {
                        ["Id"] = id,
                        ["SenderFault"] = true,
                        ["Code"] = error.Code,
                        ["Message"] = error.Message,
                    }
                );
            }
        }
        var answer = new JsonObject { ["Successful"] = successful };
        if (failed.Count > 0)
            answer["Failed"] = failed;
        return answer;
    }

    /// <summary>Who is traced and names no other header passes its own on (SQS Developer Guide, "Amazon SQS and AWS X-Ray").</summary>
    static NewMessage Read(AwsRequest request, JsonElement body) =>
        new(body.Text("MessageBody") ?? throw SqsFailures.Missing("MessageBody"))
        {
            Attributes = Attributes(body, "MessageAttributes"),
            TraceHeader =
                Attributes(body, "MessageSystemAttributes").GetValueOrDefault("AWSTraceHeader")?.Text
                ?? (request.Http.Request.Headers["X-Amzn-Trace-Id"].ToString() is { Length: > 0 } trace ? trace : null),
            Delay = body.Integer("DelaySeconds"),
            Group = body.Text("MessageGroupId"),
            Deduplication = body.Text("MessageDeduplicationId"),
        };

    static Dictionary<string, MessageAttribute> Attributes(JsonElement body, string name)
    {
        var found = new Dictionary<string, MessageAttribute>(StringComparer.Ordinal);
        if (body.Object(name) is not { } given)
            return found;
        foreach (var entry in given.EnumerateObject())
            found[entry.Name] = new(
                QueueActions.Required(entry.Value, "DataType"),
                entry.Value.Text("StringValue"),
                entry.Value.Bytes("BinaryValue")
            );
        return found;
    }

    static JsonObject Sent(QueueMessage message, Queue queue)
    {
        var answer = new JsonObject
        {
            ["MessageId"] = message.Id,
            ["MD5OfMessageBody"] = MessageDigests.Of(message.Body),
        };
        if (MessageDigests.Of(message.Attributes) is { } digest)
            answer["MD5OfMessageAttributes"] = digest;
        if (message.TraceHeader is { } trace)
            answer["MD5OfMessageSystemAttributes"] = MessageDigests.Of(
                new Dictionary<string, MessageAttribute> { ["AWSTraceHeader"] = new("String", trace, null) }
            );
        if (queue.IsFifo)
            answer["SequenceNumber"] = Number(message.Sequence);
        return answer;
    }

    static async Task<JsonObject?> ReceiveAsync(
        MessageOperations messages,
        AwsRequest request,
        JsonElement body,
        CancellationToken cancellationToken
    )
    {
        var system = body.Texts("AttributeNames").Concat(body.Texts("MessageSystemAttributeNames")).ToList();
        if (system.Find(name => name != "All" && !_system.Contains(name)) is { } unknown)
            throw SqsFailures.UnknownAttribute(unknown);
        var named = body.Texts("MessageAttributeNames");
        var (queue, found) = await messages.ReceiveAsync(
            request.Caller,
            request.Region,
            QueueActions.UrlIn(body),
            body.Integer("MaxNumberOfMessages") ?? 1,
            body.Integer("VisibilityTimeout"),
            body.Integer("WaitTimeSeconds"),
            cancellationToken
        );
        return found.Count == 0
            ? []
            : new JsonObject
            {
                ["Messages"] = JsonService.Array(found.Select(message => Received(queue, message, system, named))),
            };
    }

    static JsonObject Received(
        Queue queue,
        QueueMessage message,
        IReadOnlyList<string> system,
        IReadOnlyList<string> named
    )
    {
        var answer = new JsonObject
        {
            ["MessageId"] = message.Id,
            ["ReceiptHandle"] = MessageOperations.HandleOf(queue, message),
            ["MD5OfBody"] = MessageDigests.Of(message.Body),
            ["Body"] = message.Body,
        };
        var told = SystemAttributes(queue, message)
            .Where(pair => system.Contains("All") || system.Contains(pair.Key))
            .Where(pair => pair.Value is not null)
            .Select(pair => KeyValuePair.Create(pair.Key, pair.Value!))
            .ToList();
        if (told.Count > 0)
            answer["Attributes"] = QueueActions.Map(told);
        var attributes = message
            .Attributes.Where(attribute => named.Any(name => IsNamed(name, attribute.Key)))
            .ToDictionary();
        if (MessageDigests.Of(attributes) is { } digest)
        {
            answer["MD5OfMessageAttributes"] = digest;
            answer["MessageAttributes"] = new JsonObject(
                attributes.Select(pair => KeyValuePair.Create(pair.Key, (JsonNode?)Describe(pair.Value)))
            );
        }
        return answer;
    }

    /// <summary>All and ".*" name every attribute, "begin.*" those that begin so.</summary>
    static bool IsNamed(string name, string attribute) =>
        name is "All" or ".*" or "*"
        || name == attribute
        || (
            name.EndsWith(".*", StringComparison.Ordinal) && attribute.StartsWith(name[..^1], StringComparison.Ordinal)
        );

    static JsonObject Describe(MessageAttribute attribute) =>
        attribute.Binary is { } binary
            ? new() { ["BinaryValue"] = Convert.ToBase64String(binary), ["DataType"] = attribute.DataType }
            : new() { ["StringValue"] = attribute.Text, ["DataType"] = attribute.DataType };

    static IEnumerable<KeyValuePair<string, string?>> SystemAttributes(Queue queue, QueueMessage message) =>
        [
            new("SenderId", message.Sender),
            new("SentTimestamp", Number(message.Sent.ToUnixTimeMilliseconds())),
            new("ApproximateReceiveCount", Number(message.Receptions)),
            new("ApproximateFirstReceiveTimestamp", Number(message.Received!.Value.ToUnixTimeMilliseconds())),
            new("AWSTraceHeader", message.TraceHeader),
            new("DeadLetterQueueSourceArn", message.DeadLetterSource),
            new("MessageGroupId", message.Group),
            new("MessageDeduplicationId", message.Deduplication),
            new("SequenceNumber", queue.IsFifo ? Number(message.Sequence) : null),
        ];

    static string Number(long number) => number.ToString(CultureInfo.InvariantCulture);
}
