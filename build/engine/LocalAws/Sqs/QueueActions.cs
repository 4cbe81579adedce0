using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using LocalAws.Identities;
using LocalAws.Protocol;

namespace LocalAws.Sqs;

/// <summary>The operations on queues as the protocol has them.</summary>
static class QueueActions
{
    const int MostOfAPage = 1000;

    public static void Add(Dictionary<string, JsonOperation> operations, SqsOperations sqs)
    {
        var queues = sqs.Queues;
        operations["CreateQueue"] = JsonService.Do(
            (request, body) =>
                Url(
                    queues,
                    queues.Create(
                        request.Caller,
                        request.Region,
                        Required(body, "QueueName"),
                        body.Map("Attributes"),
                        body.Map("tags")
                    )
                )
        );
        operations["GetQueueUrl"] = JsonService.Do(
            (request, body) =>
                Url(
                    queues,
                    queues.Get(
                        request.Caller,
                        request.Region,
                        Required(body, "QueueName"),
                        body.Text("QueueOwnerAWSAccountId")
                    )
                )
        );
        operations["ListQueues"] = JsonService.Do(
            (request, body) =>
                Page(
                    body,
                    "QueueUrls",
                    queues,
                    queues.List(request.Caller, request.Region, body.Text("QueueNamePrefix") ?? "")
                )
        );
        operations["ListDeadLetterSourceQueues"] = JsonService.Do(
            (request, body) =>
                Page(body, "queueUrls", queues, queues.ListSources(request.Caller, request.Region, UrlIn(body)))
        );
        operations["GetQueueAttributes"] = JsonService.Do((request, body) => Attributes(sqs, request, body));
        operations["SetQueueAttributes"] = Nothing(
            (request, body) => queues.SetAttributes(request.Caller, request.Region, UrlIn(body), body.Map("Attributes"))
        );
        operations["DeleteQueue"] = Nothing(
            (request, body) => queues.Delete(request.Caller, request.Region, UrlIn(body))
        );
        operations["PurgeQueue"] = Nothing(
            (request, body) => queues.Purge(request.Caller, request.Region, UrlIn(body))
        );
        operations["AddPermission"] = Nothing(
            (request, body) =>
                queues.AddPermission(
                    request.Caller,
                    request.Region,
                    UrlIn(body),
                    Required(body, "Label"),
                    body.Texts("AWSAccountIds"),
                    body.Texts("Actions")
                )
        );
        operations["RemovePermission"] = Nothing(
            (request, body) =>
                queues.RemovePermission(request.Caller, request.Region, UrlIn(body), Required(body, "Label"))
        );
        AddTags(operations, queues);
    }

    static void AddTags(Dictionary<string, JsonOperation> operations, QueueOperations queues)
    {
        operations["TagQueue"] = Nothing(
            (request, body) =>
                queues.Tag(
                    request.Caller,
                    request.Region,
                    UrlIn(body),
                    TagChange.Add(QueueAccess.Tags.Check(body.Map("Tags")))
                )
        );
        operations["UntagQueue"] = Nothing(
            (request, body) =>
                queues.Tag(request.Caller, request.Region, UrlIn(body), TagChange.Remove(body.Texts("TagKeys")))
        );
        operations["ListQueueTags"] = JsonService.Do(
            (request, body) =>
            {
                var tags = queues.ListTags(request.Caller, request.Region, UrlIn(body));
                return tags.Count == 0 ? [] : new JsonObject { ["Tags"] = Map(tags) };
            }
        );
    }

    /// <summary>The queue's URL, or MissingParameter.</summary>
    public static string UrlIn(JsonElement body) => Required(body, "QueueUrl");

    /// <summary>The text of that name, or MissingParameter.</summary>
    public static string Required(JsonElement body, string name) =>
        body.Text(name) is { Length: > 0 } text ? text : throw SqsFailures.Missing(name);

    /// <summary>Texts by name as a JSON object.</summary>
    public static JsonObject Map(IEnumerable<KeyValuePair<string, string>> texts) =>
        new(texts.Select(pair => KeyValuePair.Create(pair.Key, (JsonNode?)pair.Value)));

    /// <summary>An operation whose answer says nothing.</summary>
    public static JsonOperation Nothing(Action<AwsRequest, JsonElement> operation) =>
        (request, body, _) =>
        {
            operation(request, body);
            return Task.FromResult<JsonObject?>(null);
        };

    static JsonObject Url(QueueOperations queues, Queue queue) => new() { ["QueueUrl"] = queues.UrlOf(queue) };

    static JsonObject Attributes(SqsOperations sqs, AwsRequest request, JsonElement body)
    {
        var names = body.Texts("AttributeNames");
        var (queue, all) = sqs.Queues.GetAttributes(request.Caller, request.Region, UrlIn(body));
        QueueAttributes.CheckNames(names);
        var (visible, received, delayed) = sqs.Messages.Count(queue);
        var found = new Dictionary<string, string>(all, StringComparer.Ordinal)
        {
            ["ApproximateNumberOfMessages"] = visible.ToString(CultureInfo.InvariantCulture),
            ["ApproximateNumberOfMessagesNotVisible"] = received.ToString(CultureInfo.InvariantCulture),
            ["ApproximateNumberOfMessagesDelayed"] = delayed.ToString(CultureInfo.InvariantCulture),
        };
        var asked = names.Contains("All") ? found : found.Where(pair => names.Contains(pair.Key)).ToDictionary();
        return asked.Count == 0 ? [] : new JsonObject { ["Attributes"] = Map(asked) };
    }

    /// <summary>Lists are whole unless MaxResults asks for a page.</summary>
    static JsonObject Page(JsonElement body, string member, QueueOperations queues, IReadOnlyList<Queue> found)
    {
        var size = body.Integer("MaxResults");
        if (size is < 1 or > MostOfAPage)
            throw SqsFailures.Invalid(size, "MaxResults", $"Must be between 1 and {MostOfAPage}.");
        var start = int.TryParse(
            body.Text("NextToken"),
            NumberStyles.None,
            CultureInfo.InvariantCulture,
            out var number
        )
            ? number
            : 0;
        if (body.Text("NextToken") is { } token && (size is null || start == 0 || start > found.Count))
            throw SqsFailures.Invalid(token, "NextToken", "It is no token of this list.");
        var page = found.Skip(start).Take(size ?? MostOfAPage).Select(queues.UrlOf).ToList();
        var answer = new JsonObject();
        if (page.Count > 0)
            answer[member] = JsonService.Array(page);
        if (size is { } most && start + most < found.Count)
            answer["NextToken"] = (start + most).ToString(CultureInfo.InvariantCulture);
        return answer;
    }
}
