using LocalAws.Identities;
using LocalAws.Protocol;

namespace LocalAws.Sqs;

/// <summary>What became of a request to move dead letters.</summary>
/// <param name="Source">ARN of the queue of dead letters.</param>
/// <param name="Destination">ARN of the queue that they went to, null where each went back to its own.</param>
public sealed record MoveTask(string Source, string? Destination, int Moved, DateTimeOffset Started, int? PerSecond);

/// <summary>Moves dead letters back, or to another queue, all at once and in their order.</summary>
/// <remarks>https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_StartMessageMoveTask.html</remarks>
public sealed class MoveTasks
{
    const int MostListed = 10;
    readonly QueueAccess _access;
    readonly MessageOperations _messages;
    readonly Lock _sync = new();
    readonly List<(string Id, MoveTask Task)> _tasks = [];

    internal MoveTasks(QueueAccess access, MessageOperations messages) => (_access, _messages) = (access, messages);

    /// <summary>Moves all messages that there are; returns the handle of the task.</summary>
    /// <param name="source">ARN of a queue that is another's for dead letters.</param>
    /// <param name="destination">ARN of a queue; null for the queues that the messages come from.</param>
    /// <exception cref="AwsException">InvalidParameterValue, ResourceNotFoundException.</exception>
    public string Start(Caller caller, string region, string source, string? destination, int? perSecond)
    {
        var from = Demand(
            caller,
            region,
            "SourceArn",
            source,
            ["StartMessageMoveTask", "ReceiveMessage", "DeleteMessage", "GetQueueAttributes"]
        );
        _access.DemandKey(caller, from, "kms:Decrypt");
        if (
            !_access
                .Queues(from.Account, from.Region)
                .All()
                .Any(queue => QueueAttributes.Redrive(queue)?.Arn == from.Arn)
        )
            throw SqsFailures.Invalid("Source queue must be configured as a Dead Letter Queue.");
        var to = destination is null ? null : Sending(caller, region, "DestinationArn", destination);
        var origins = new Dictionary<string, Queue?>(StringComparer.Ordinal);
        var moved = _messages.MoveAll(
            from,
            message =>
                to
                ?? (
                    message.DeadLetterSource is not { } origin ? null
                    : origins.TryGetValue(origin, out var known) ? known
                    : origins[origin] = _access.Find(origin) is null
                        ? null
                        : Sending(caller, region, "SourceArn", origin)
                )
        );
        var id = Guid.NewGuid().ToString();
        lock (_sync)
            _tasks.Add((id, new(from.Arn, destination, moved, _access.Now, perSecond)));
        return Convert.ToBase64String(
            System.Text.Encoding.UTF8.GetBytes($$"""{"taskId":"{{id}}","sourceArn":"{{from.Arn}}"}""")
        );
    }

    /// <summary>The latest tasks of a queue of dead letters, the newest first.</summary>
    public IReadOnlyList<MoveTask> List(Caller caller, string region, string source, int most)
    {
        var queue = Demand(caller, region, "SourceArn", source, ["ListMessageMoveTasks"]);
        if (most is < 1 or > MostListed)
            throw SqsFailures.Invalid("Value for parameter MaxResults is invalid. Reason: Must be between 1 and 10.");
        lock (_sync)
            return [.. _tasks.Select(one => one.Task).Where(task => task.Source == queue.Arn).Reverse().Take(most)];
    }

    /// <summary>Ends no task, for each is done when it is answered; says what is wrong with the handle.</summary>
    public void Cancel(Caller caller, string region, string handle)
    {
        var bytes = new byte[handle?.Length ?? 0];
        var text = Convert.TryFromBase64String(handle ?? "", bytes, out var length)
            ? System.Text.Encoding.UTF8.GetString(bytes, 0, length)
            : "";
        if (text.Split('"') is not ["{", "taskId", ":", _, ",", "sourceArn", ":", var source, "}"])
            throw SqsFailures.Invalid("Value for parameter TaskHandle is invalid.");
        Demand(caller, region, "SourceArn", source, ["CancelMessageMoveTask"]);
        throw NotFound("Task does not exist.");
    }

    Queue Sending(Caller caller, string region, string parameter, string arn)
    {
        var queue = Demand(caller, region, parameter, arn, ["SendMessage"]);
        _access.DemandKey(caller, queue, "kms:GenerateDataKey", "kms:Decrypt");
        return queue;
    }

    Queue Demand(Caller caller, string region, string parameter, string arn, string[] actions)
    {
        if (arn?.Split(':') is not ["arn", _, "sqs", var place, var account, var name] || place != region)
            throw NotFound($"The resource that you specified for the {parameter} parameter doesn't exist.");
        try
        {
            Queue? queue = null;
            foreach (var action in actions)
                queue = _access.Demand(caller, region, "sqs:" + action, $"/{account}/{name}");
            return queue!;
        }
        catch (AwsException error) when (error.Code == SqsFailures.NoQueueCode)
        {
            throw NotFound($"The resource that you specified for the {parameter} parameter doesn't exist.");
        }
    }

    static AwsException NotFound(string message) => new("ResourceNotFoundException", message, 404);
}
