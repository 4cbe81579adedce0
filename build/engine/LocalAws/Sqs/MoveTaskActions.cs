using System.Text.Json.Nodes;
using LocalAws.Protocol;

namespace LocalAws.Sqs;

/// <summary>The operations of message move tasks as the protocol has them.</summary>
static class MoveTaskActions
{
    public static void Add(Dictionary<string, JsonOperation> operations, MoveTasks tasks)
    {
        operations["StartMessageMoveTask"] = JsonService.Do(
            (request, body) =>
                new()
                {
                    ["TaskHandle"] = tasks.Start(
                        request.Caller,
                        request.Region,
                        body.RequiredText("SourceArn"),
                        body.Text("DestinationArn"),
                        (int?)body.Integer("MaxNumberOfMessagesPerSecond")
                    ),
                }
        );
        operations["ListMessageMoveTasks"] = JsonService.Do(
            (request, body) =>
                new()
                {
                    ["Results"] = JsonService.Array(
                        tasks
                            .List(
                                request.Caller,
                                request.Region,
                                body.RequiredText("SourceArn"),
                                (int)(body.Integer("MaxResults") ?? 1)
                            )
                            .Select(Describe)
                    ),
                }
        );
        operations["CancelMessageMoveTask"] = JsonService.Do(
            (request, body) =>
            {
                tasks.Cancel(request.Caller, request.Region, body.RequiredText("TaskHandle"));
                return new JsonObject();
            }
        );
    }

    static JsonObject Describe(MoveTask task)
    {
        var described = new JsonObject
        {
            ["Status"] = "COMPLETED",
            ["SourceArn"] = task.Source,
            ["ApproximateNumberOfMessagesMoved"] = task.Moved,
            ["ApproximateNumberOfMessagesToMove"] = task.Moved,
            ["StartedTimestamp"] = task.Started.ToUnixTimeMilliseconds(),
        };
        if (task.Destination is { } destination)
            described["DestinationArn"] = destination;
        if (task.PerSecond is { } rate)
            described["MaxNumberOfMessagesPerSecond"] = rate;
        return described;
    }
}
