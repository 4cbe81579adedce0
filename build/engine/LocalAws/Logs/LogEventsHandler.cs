using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using LocalAws.Protocol;

namespace LocalAws.Logs;

/// <summary>The events of CloudWatch Logs over JSON 1.1.</summary>
sealed class LogEventsHandler(LogEventOperations events)
{
    const int MostEvents = 10_000;

    public JsonObject Put(AwsRequest request, JsonElement body)
    {
        var (tooOld, tooNewFrom) = events.Put(
            request.Caller,
            request.Region,
            LogsService.Group(body),
            LogsService.Required(body, "logStreamName"),
            [
                .. body.Objects("logEvents")
                    .Select(item => new LogEvent(
                        Time(item, "timestamp") ?? throw LogAccess.Invalid("timestamp must not be null"),
                        LogsService.Required(item, "message")
                    )),
            ]
        );
        var answer = new JsonObject { ["nextSequenceToken"] = request.RequestId };
        var rejected = new JsonObject();
        if (tooOld > 0)
            rejected["tooOldLogEventEndIndex"] = tooOld;
        if (tooNewFrom is { } index)
            rejected["tooNewLogEventStartIndex"] = index;
        if (rejected.Count > 0)
            answer["rejectedLogEventsInfo"] = rejected;
        return answer;
    }

    /// <summary>A page; its tokens name positions, and the one that leads beyond the end is the one that was given.</summary>
    public JsonObject Get(AwsRequest request, JsonElement body)
    {
        var stream = LogsService.Required(body, "logStreamName");
        var all = events
            .Read(
                request.Caller,
                request.Region,
                LogsService.GroupOrArn(body),
                "logs:GetLogEvents",
                stream,
                name => name == stream
            )
            .Where(Within(body))
            .ToList();
        var limit = LogsService.Limit(body, MostEvents, MostEvents);
        var token = body.Text("nextToken");
        var position = Math.Min(LogsService.Position(token), all.Count);
        var backward = token is null ? body.Boolean("startFromHead") != true : token.StartsWith('b');
        var (from, to) = backward
            ? (Math.Max(0, (token is null ? all.Count : position) - limit), token is null ? all.Count : position)
            : (position, Math.Min(all.Count, position + limit));
        return new()
        {
            ["events"] = JsonService.Array(
                all.Skip(from)
                    .Take(to - from)
                    .Select(found => new JsonObject
                    {
                        ["timestamp"] = found.Event.Timestamp,
                        ["message"] = found.Event.Message,
                        ["ingestionTime"] = found.Ingested.ToUnixTimeMilliseconds(),
                    })
            ),
            ["nextForwardToken"] = "f/" + to.ToString(CultureInfo.InvariantCulture),
            ["nextBackwardToken"] = "b/" + from.ToString(CultureInfo.InvariantCulture),
        };
    }

    public JsonObject Filter(AwsRequest request, JsonElement body)
    {
        var names = body.Texts("logStreamNames");
        var prefix = body.Text("logStreamNamePrefix") ?? "";
        if (names.Count > 0 && prefix.Length > 0)
            throw LogAccess.Invalid("logStreamNames and logStreamNamePrefix cannot be specified together.");
        var pattern = FilterPattern.Parse(body.Text("filterPattern") ?? "");
        var all = events
            .Read(
                request.Caller,
                request.Region,
                LogsService.GroupOrArn(body),
                "logs:FilterLogEvents",
                stream: null,
                name => (names.Count == 0 || names.Contains(name)) && name.StartsWith(prefix, StringComparison.Ordinal)
            )
            .Where(Within(body))
            .Where(found => pattern.Matches(found.Event.Message))
            .ToList();
        var from = LogsService.Position(body.Text("nextToken"));
        var limit = LogsService.Limit(body, MostEvents, MostEvents);
        var answer = new JsonObject
        {
            ["events"] = JsonService.Array(
                all.Skip(from)
                    .Take(limit)
                    .Select(found => new JsonObject
                    {
                        ["logStreamName"] = found.Stream,
                        ["timestamp"] = found.Event.Timestamp,
                        ["message"] = found.Event.Message,
                        ["ingestionTime"] = found.Ingested.ToUnixTimeMilliseconds(),
                        ["eventId"] = found.Id,
                    })
            ),
            ["searchedLogStreams"] = new JsonArray(),
        };
        if (from + limit < all.Count)
            answer["nextToken"] = (from + limit).ToString(CultureInfo.InvariantCulture);
        return answer;
    }

    /// <summary>From the start time on, and before the end time.</summary>
    static Func<FoundEvent, bool> Within(JsonElement body)
    {
        var (start, end) = (Time(body, "startTime") ?? long.MinValue, Time(body, "endTime") ?? long.MaxValue);
        return found => found.Event.Timestamp >= start && found.Event.Timestamp < end;
    }

    static long? Time(JsonElement body, string name) =>
        body.TryGetProperty(name, out var member) && member.ValueKind != JsonValueKind.Null
            ? member.ValueKind == JsonValueKind.Number && member.TryGetInt64(out var time)
                ? time
                : throw new AwsException("SerializationException", $"The member {name} has an unexpected type.")
            : null;
}
