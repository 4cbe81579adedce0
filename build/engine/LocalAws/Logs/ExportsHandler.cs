using System.Text.Json;
using System.Text.Json.Nodes;
using LocalAws.Protocol;

namespace LocalAws.Logs;

/// <summary>Exports on the wire.</summary>
sealed class ExportsHandler(ExportOperations exports)
{
    const string Completed = "COMPLETED";

    public async Task<JsonObject?> CreateAsync(
        AwsRequest request,
        JsonElement body,
        CancellationToken cancellationToken
    )
    {
        var wanted = new ExportTask
        {
            Id = Guid.NewGuid().ToString(),
            Name = body.Text("taskName"),
            Group = LogsService.Group(body),
            StreamPrefix = body.Text("logStreamNamePrefix"),
            From = Time(body, "from"),
            To = Time(body, "to"),
            Bucket = LogsService.Required(body, "destination"),
        };
        if (body.Text("destinationPrefix") is { Length: > 0 } prefix)
            wanted = wanted with { Prefix = prefix };
        var task = await exports.CreateAsync(request.Caller, request.Region, wanted, cancellationToken);
        return new() { ["taskId"] = task.Id };
    }

    public JsonObject Describe(AwsRequest request, JsonElement body)
    {
        var (id, status) = (body.Text("taskId"), body.Text("statusCode"));
        var found = exports
            .List(request.Caller, request.Region)
            .Where(task => id is null || task.Id == id)
            .Where(_ => status is null or Completed)
            .ToList();
        return LogsService.Page(body, "exportTasks", found, Shape);
    }

    static JsonObject Shape(ExportTask task)
    {
        var shape = new JsonObject
        {
            ["taskId"] = task.Id,
            ["logGroupName"] = task.Group,
            ["from"] = task.From,
            ["to"] = task.To,
            ["destination"] = task.Bucket,
            ["destinationPrefix"] = task.Prefix,
            ["status"] = new JsonObject { ["code"] = Completed, ["message"] = "Completed successfully" },
            ["executionInfo"] = new JsonObject
            {
                ["creationTime"] = task.Created.ToUnixTimeMilliseconds(),
                ["completionTime"] = task.Completed.ToUnixTimeMilliseconds(),
            },
        };
        if (task.Name is { } name)
            shape["taskName"] = name;
        return shape;
    }

    static long Time(JsonElement body, string name) =>
        body.TryGetProperty(name, out var value) && value.TryGetInt64(out var time)
            ? time
            : throw LogAccess.Invalid(
                $"1 validation error detected: Value null at '{name}' failed to satisfy constraint: Member must not be null"
            );
}
