using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using LocalAws.Identities;
using LocalAws.Protocol;

namespace LocalAws.Logs;

/// <summary>CloudWatch Logs over JSON 1.1.</summary>
sealed class LogsService(LogOperations logs)
{
    public static IAwsService Create(LogOperations logs)
    {
        var service = new LogsService(logs);
        var events = new LogEventsHandler(logs.Events);
        var exports = new ExportsHandler(logs.Exports);
        return new JsonService(
            "Logs_20140328",
            "1.1",
            new Dictionary<string, JsonOperation>
            {
                ["CreateLogGroup"] = JsonService.Do(service.CreateGroup),
                ["DescribeLogGroups"] = JsonService.Do(service.DescribeGroups),
                ["DeleteLogGroup"] = Do((r, b) => logs.Groups.Delete(r.Caller, r.Region, Group(b))),
                ["PutRetentionPolicy"] = Do(service.PutRetention),
                ["DeleteRetentionPolicy"] = Do(
                    (r, b) => logs.Groups.SetRetention(r.Caller, r.Region, Group(b), days: null)
                ),
                ["AssociateKmsKey"] = Do(
                    (r, b) => logs.Groups.SetKey(r.Caller, r.Region, Group(b), Required(b, "kmsKeyId"))
                ),
                ["DisassociateKmsKey"] = Do((r, b) => logs.Groups.SetKey(r.Caller, r.Region, Group(b), keyId: null)),
                ["TagResource"] = Do(
                    (r, b) =>
                        logs.Groups.Tag(
                            r.Caller,
                            r.Region,
                            Required(b, "resourceArn"),
                            TagChange.Add(LogAccess.Tags.Check(b.Map("tags")))
                        )
                ),
                ["UntagResource"] = Do(service.Untag),
                ["ListTagsForResource"] = JsonService.Do(service.ListTags),
                ["CreateLogStream"] = Do(
                    (r, b) => logs.Streams.Create(r.Caller, r.Region, Group(b), Required(b, "logStreamName"))
                ),
                ["DeleteLogStream"] = Do(
                    (r, b) => logs.Streams.Delete(r.Caller, r.Region, Group(b), Required(b, "logStreamName"))
                ),
                ["DescribeLogStreams"] = JsonService.Do(service.DescribeStreams),
                ["PutLogEvents"] = JsonService.Do(events.Put),
                ["GetLogEvents"] = JsonService.Do(events.Get),
                ["FilterLogEvents"] = JsonService.Do(events.Filter),
                ["CreateExportTask"] = exports.CreateAsync,
                ["DescribeExportTasks"] = JsonService.Do(exports.Describe),
                ["CancelExportTask"] = Do((r, b) => logs.Exports.Cancel(r.Caller, r.Region, Required(b, "taskId"))),
            }
        );
    }

    public static string Required(JsonElement body, string name) =>
        body.Text(name)
        ?? throw LogAccess.Invalid(
            $"1 validation error detected: Value null at '{name}' failed to satisfy constraint: Member must not be null"
        );

    /// <summary>The group by name, or by ARN where the operation takes either.</summary>
    public static string GroupOrArn(JsonElement body) =>
        body.Text("logGroupIdentifier") is not { } identifier ? Group(body)
        : body.Text("logGroupName") is null ? identifier
        : throw new AwsException(
            "ValidationException",
            "LogGroup name and LogGroup ARN are mutually exclusive parameters."
        );

    /// <summary>The position that a token of an earlier answer names.</summary>
    public static int Position(string? token)
    {
        if (token is null)
            return 0;
        return int.TryParse(token.Split('/')[^1], NumberStyles.None, CultureInfo.InvariantCulture, out var position)
            ? position
            : throw LogAccess.Invalid("The specified nextToken is invalid.");
    }

    public static int Limit(JsonElement body, int usual, int most)
    {
        var limit = body.Integer("limit") ?? usual;
        return limit >= 1 && limit <= most
            ? limit
            : throw LogAccess.Invalid(
                $"1 validation error detected: Value '{limit}' at 'limit' failed to satisfy constraint: Member must have value between 1 and {most}"
            );
    }

    /// <summary>The group by name.</summary>
    public static string Group(JsonElement body)
    {
        var name = Required(body, "logGroupName");
        // A name with a colon would be read as an ARN.
        return name.Contains(':', StringComparison.Ordinal)
            ? throw LogAccess.Invalid(
                $"1 validation error detected: Value '{name}' at 'logGroupName' failed to satisfy constraint: Member must satisfy regular expression pattern: [\\.\\-_/#A-Za-z0-9]+"
            )
            : name;
    }

    JsonObject? CreateGroup(AwsRequest request, JsonElement body)
    {
        logs.Groups.Create(
            request.Caller,
            request.Region,
            Required(body, "logGroupName"),
            body.Text("kmsKeyId"),
            body.Text("logGroupClass"),
            body.Map("tags")
        );
        return null;
    }

    JsonObject DescribeGroups(AwsRequest request, JsonElement body)
    {
        var part = body.Text("logGroupNamePattern");
        if (part is not null && body.Text("logGroupNamePrefix") is not null)
            throw LogAccess.Invalid(
                "LogGroup name prefix and LogGroup name pattern are mutually exclusive parameters."
            );
        var ofClass = body.Text("logGroupClass");
        var found = logs
            .Groups.Describe(request.Caller, request.Region, body.Text("logGroupNamePrefix") ?? "")
            .Where(group => ofClass is null || group.Class == ofClass)
            .Where(group => part is null || group.Name.Contains(part, StringComparison.OrdinalIgnoreCase))
            .ToList();
        return Page(body, "logGroups", found, Describe);
    }

    void PutRetention(AwsRequest request, JsonElement body) =>
        logs.Groups.SetRetention(
            request.Caller,
            request.Region,
            Group(body),
            body.Integer("retentionInDays") ?? throw LogAccess.Invalid("retentionInDays must not be null")
        );

    void Untag(AwsRequest request, JsonElement body) =>
        logs.Groups.Tag(
            request.Caller,
            request.Region,
            Required(body, "resourceArn"),
            TagChange.Remove(body.Texts("tagKeys"))
        );

    JsonObject ListTags(AwsRequest request, JsonElement body)
    {
        var tags = new JsonObject();
        foreach (
            var (key, value) in logs.Groups.ListTags(request.Caller, request.Region, Required(body, "resourceArn"))
        )
            tags[key] = value;
        return new() { ["tags"] = tags };
    }

    JsonObject DescribeStreams(AwsRequest request, JsonElement body)
    {
        var found = logs.Streams.Describe(
            request.Caller,
            request.Region,
            GroupOrArn(body),
            body.Text("logStreamNamePrefix") ?? ""
        );
        IEnumerable<(LogStream, IReadOnlyList<LogBatch>)> ordered =
            body.Text("orderBy") == "LastEventTime"
                ? found.OrderBy(item => item.Batches.Count == 0 ? 0 : item.Batches[^1].Events[^1].Timestamp)
                : found;
        if (body.Boolean("descending") == true)
            ordered = ordered.Reverse();
        return Page(body, "logStreams", [.. ordered], item => Describe(item.Item1, item.Item2));
    }

    internal static JsonObject Page<T>(JsonElement body, string member, List<T> found, Func<T, JsonObject> describe)
    {
        var from = Position(body.Text("nextToken"));
        var limit = Limit(body, 50, 50);
        var answer = new JsonObject { [member] = JsonService.Array(found.Skip(from).Take(limit).Select(describe)) };
        if (from + limit < found.Count)
            answer["nextToken"] = (from + limit).ToString(CultureInfo.InvariantCulture);
        return answer;
    }

    static JsonObject Describe(LogGroup group)
    {
        var answer = new JsonObject
        {
            ["logGroupName"] = group.Name,
            ["creationTime"] = group.Created.ToUnixTimeMilliseconds(),
            ["metricFilterCount"] = 0,
            ["arn"] = group.Arn + ":*",
            ["logGroupArn"] = group.Arn,
            ["storedBytes"] = 0,
            ["logGroupClass"] = group.Class,
            ["deletionProtectionEnabled"] = false,
        };
        if (group.RetentionDays is { } days)
            answer["retentionInDays"] = days;
        if (group.KeyId is { } key)
            answer["kmsKeyId"] = key;
        return answer;
    }

    static JsonObject Describe(LogStream stream, IReadOnlyList<LogBatch> batches)
    {
        var answer = new JsonObject
        {
            ["logStreamName"] = stream.Name,
            ["creationTime"] = stream.Created.ToUnixTimeMilliseconds(),
            ["arn"] = stream.Arn,
            ["storedBytes"] = 0,
        };
        if (batches.Count == 0)
            return answer;
        answer["firstEventTimestamp"] = batches.Min(batch => batch.Events[0].Timestamp);
        answer["lastEventTimestamp"] = batches.Max(batch => batch.Events[^1].Timestamp);
        answer["lastIngestionTime"] = batches[^1].Ingested.ToUnixTimeMilliseconds();
        answer["uploadSequenceToken"] = batches.Count.ToString(CultureInfo.InvariantCulture);
        return answer;
    }

    static JsonOperation Do(Action<AwsRequest, JsonElement> operation) =>
        (request, body, _) =>
        {
            operation(request, body);
            return Task.FromResult<JsonObject?>(null);
        };
}
