using System.Globalization;
using System.Text;
using LocalAws.Identities;
using LocalAws.Protocol;
using LocalAws.Sts;
using LocalAws.Worlds;

namespace LocalAws.Sqs;

/// <summary>What SQS does with messages.</summary>
public sealed class MessageOperations
{
    const int LongestVisibility = 43_200;
    static readonly TimeSpan _deduplication = TimeSpan.FromMinutes(5);
    readonly QueueAccess _access;
    readonly Lock _sync = new();
    readonly Dictionary<string, long> _last = new(StringComparer.Ordinal);
    readonly Dictionary<(string Queue, string Key), QueueMessage> _seen = [];
    readonly GroupTurns _turns = new();
    TaskCompletionSource _arrival = new(TaskCreationOptions.RunContinuationsAsynchronously);

    internal MessageOperations(QueueAccess access) => _access = access;

    /// <summary>The queue if the caller may send to it, and use its key for that.</summary>
    public Queue DemandSending(Caller caller, string region, string url)
    {
        ArgumentNullException.ThrowIfNull(caller);
        var queue = _access.Demand(caller, region, "sqs:SendMessage", url);
        _access.DemandKey(caller, queue, "kms:GenerateDataKey", "kms:Decrypt");
        return queue;
    }

    /// <summary>Sends a message to a queue that the caller may send to.</summary>
    public QueueMessage Send(Caller caller, Queue queue, NewMessage message)
    {
        ArgumentNullException.ThrowIfNull(caller);
        ArgumentNullException.ThrowIfNull(queue);
        ArgumentNullException.ThrowIfNull(message);
        message.Check(queue);
        return Put(caller.UserId, queue, message);
    }

    /// <summary>Whether there is a queue of the ARN.</summary>
    public bool Exists(string queueArn) => _access.Find(queueArn) is not null;

    /// <summary>Sends a message for a service; says whether the queue is there and lets it.</summary>
    public bool SendFor(string service, ServiceSource source, string queueArn, NewMessage message)
    {
        ArgumentNullException.ThrowIfNull(message);
        if (_access.Find(queueArn) is not { } queue || !_access.Lets(service, source, queue))
            return false;
        if (!queue.IsFifo)
            message = message with { Deduplication = null };
        try
        {
            message.Check(queue);
        }
        catch (AwsException)
        {
            return false;
        }
        Put(service, queue, message);
        return true;
    }

    /// <summary>Up to that many messages of a queue, as soon as there is one, and none where there is none in time.</summary>
    /// <param name="caller">Who asks.</param>
    /// <param name="region">Where.</param>
    /// <param name="url">The queue's URL.</param>
    /// <param name="most">1 to 10.</param>
    /// <param name="visibility">For how many seconds nobody else receives them; null for what the queue says.</param>
    /// <param name="wait">How many seconds it waits at most; null for what the queue says.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    public async Task<(Queue Queue, IReadOnlyList<QueueMessage> Messages)> ReceiveAsync(
        Caller caller,
        string region,
        string url,
        int most,
        int? visibility,
        int? wait,
        CancellationToken cancellationToken
    )
    {
        var queue = _access.Demand(caller, region, "sqs:ReceiveMessage", url);
        if (most is < 1 or > 10)
            throw SqsFailures.Invalid(most, "MaxNumberOfMessages", "Must be between 1 and 10, if provided.");
        if (wait is < 0 or > 20)
            throw SqsFailures.Invalid(wait, "WaitTimeSeconds", "Must be >= 0 and <= 20, if provided.");
        CheckVisibility(visibility);
        _access.DemandKey(caller, queue, "kms:Decrypt");
        var clock = _access.World.Options.Clock;
        var end = clock.GetUtcNow().AddSeconds(wait ?? queue.Number("ReceiveMessageWaitTimeSeconds"));
        while (true)
        {
            var (found, next, arrival) = Take(queue, most, visibility ?? queue.Number("VisibilityTimeout"));
            var left = (next < end ? next : end) - clock.GetUtcNow();
            if (found.Count > 0 || end <= clock.GetUtcNow())
                return (queue, found);
            using var waiting = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
            var delay = Task.Delay(left > TimeSpan.Zero ? left : TimeSpan.Zero, clock, waiting.Token);
            await Task.WhenAny(arrival, delay);
            await waiting.CancelAsync();
            cancellationToken.ThrowIfCancellationRequested();
        }
    }

    /// <summary>The queue if the caller may delete messages from it.</summary>
    public Queue DemandDeleting(Caller caller, string region, string url) =>
        _access.Demand(caller, region, "sqs:DeleteMessage", url);

    /// <summary>Deletes the message that was received with that handle.</summary>
    public void Delete(Queue queue, string handle)
    {
        ArgumentNullException.ThrowIfNull(queue);
        var (key, reception) = Parse(queue, handle);
        lock (_sync)
        {
            var messages = _access.Messages(queue);
            if (
                queue.IsFifo
                && messages.Find(key) is { } message
                && (message.Receptions != reception || message.Visible <= _access.Now)
            )
                throw SqsFailures.Invalid(handle, "ReceiptHandle", "The receipt handle has expired.");
            messages.Remove(key);
        }
    }

    /// <summary>The queue if the caller may change the visibility of its messages.</summary>
    public Queue DemandChanging(Caller caller, string region, string url) =>
        _access.Demand(caller, region, "sqs:ChangeMessageVisibility", url);

    /// <summary>Lets the message that was received with that handle be received again in so many seconds.</summary>
    public void ChangeVisibility(Queue queue, string handle, int seconds)
    {
        ArgumentNullException.ThrowIfNull(queue);
        CheckVisibility(seconds);
        var (key, _) = Parse(queue, handle);
        lock (_sync)
        {
            var messages = _access.Messages(queue);
            if (messages.Find(key) is not { } message || (queue.IsFifo && message.Visible <= _access.Now))
                throw SqsFailures.Invalid(
                    handle,
                    "ReceiptHandle",
                    "Message does not exist or is not available for visibility timeout change."
                );
            messages.Put(key, message with { Visible = _access.Now.AddSeconds(seconds) });
            Announce();
        }
    }

    /// <summary>How many messages there are: to be received, received and not yet deleted, and delayed.</summary>
    public (int Visible, int Received, int Delayed) Count(Queue queue)
    {
        ArgumentNullException.ThrowIfNull(queue);
        lock (_sync)
        {
            var all = Living(queue).Select(pair => pair.Value).ToList();
            var hidden = all.Where(message => message.Visible > _access.Now).ToList();
            var received = hidden.Count(message => message.Receptions > 0);
            return (all.Count - hidden.Count, received, hidden.Count - received);
        }
    }

    /// <summary>What a received message is deleted by.</summary>
    internal static string HandleOf(Queue queue, QueueMessage message) =>
        Convert.ToBase64String(
            Encoding.UTF8.GetBytes($"{Key(queue, message.Sequence)} {message.Receptions} {message.Id}")
        );

    QueueMessage Put(string sender, Queue queue, NewMessage message)
    {
        var now = _access.Now;
        lock (_sync)
        {
            var deduplication = queue.IsFifo ? message.Deduplication ?? MessageDigests.Of(message.Body) : null;
            var known = (queue.Id, deduplication ?? "");
            if (
                deduplication is not null
                && _seen.TryGetValue(known, out var same)
                && same.Sent + _deduplication > now
                && !(same.Sent <= queue.Purged)
            )
                return same;
            var sent = new QueueMessage
            {
                Id = Guid.NewGuid().ToString(),
                Body = message.Body,
                Sequence = NextSequence(queue),
                Sender = sender,
                Sent = now,
                Visible = now.AddSeconds(DelayOf(queue, message)),
                Attributes = message.Attributes,
                TraceHeader = message.TraceHeader,
                Group = message.Group,
                Deduplication = deduplication,
            };
            if (deduplication is not null)
                Remember(known, sent);
            _access.Messages(queue).Put(Key(queue, sent.Sequence), sent);
            Announce();
            return sent;
        }
    }

    /// <summary>The messages of a FIFO queue wait as long as it says, whatever they say.</summary>
    static long DelayOf(Queue queue, NewMessage message) =>
        message.Delay is { } delay && !(queue.IsFifo && delay == 0) ? delay : queue.Number("DelaySeconds");

    void Remember((string Queue, string Key) key, QueueMessage sent)
    {
        foreach (var old in _seen.Where(seen => seen.Value.Sent + _deduplication <= sent.Sent).ToList())
            _seen.Remove(old.Key);
        _seen[key] = sent;
    }

    /// <summary>Takes what can be received now; otherwise says when the next can be, and what is done when one comes.</summary>
    (IReadOnlyList<QueueMessage> Found, DateTimeOffset Next, Task Arrival) Take(Queue queue, int most, int visibility)
    {
        lock (_sync)
        {
            var now = _access.Now;
            var next = DateTimeOffset.MaxValue;
            var taken = new List<QueueMessage>();
            var (busy, ordered) = _turns.InOrder(queue, Living(queue), now);
            foreach (var (key, message) in ordered)
            {
                if (message.Visible > now || (queue.IsFifo && busy.Contains(message.Group ?? "")))
                {
                    busy.Add(message.Group ?? "");
                    next = message.Visible > now && message.Visible < next ? message.Visible : next;
                    continue;
                }
                if (taken.Count == most)
                    break;
                if (IsDead(queue, key, message))
                    continue;
                var received = message with
                {
                    Receptions = message.Receptions + 1,
                    Received = message.Received ?? now,
                    Visible = now.AddSeconds(visibility),
                };
                _access.Messages(queue).Put(key, received);
                _turns.Note(queue, message);
                taken.Add(received);
            }
            return (taken, next, _arrival.Task);
        }
    }

    /// <summary>Whether a message was received too often, which brings it to another queue.</summary>
    bool IsDead(Queue queue, string key, QueueMessage message)
    {
        if (
            QueueAttributes.Redrive(queue) is not var (arn, receptions)
            || message.Receptions < receptions
            || _access.Find(arn) is not { } target
        )
            return false;
        MoveTo(queue, key, target, message with { DeadLetterSource = queue.Arn });
        Announce();
        return true;
    }

    /// <summary>Moves the messages that can be received to the queues that are said for them; returns how many it moved.</summary>
    internal int MoveAll(Queue queue, Func<QueueMessage, Queue?> target)
    {
        lock (_sync)
        {
            var moved = 0;
            foreach (var (key, message) in Living(queue).Where(pair => pair.Value.Visible <= _access.Now))
            {
                if (target(message) is not { } to)
                    continue;
                MoveTo(queue, key, to, message with { Receptions = 0, DeadLetterSource = null });
                moved++;
            }
            Announce();
            return moved;
        }
    }

    void MoveTo(Queue queue, string key, Queue target, QueueMessage message)
    {
        _access.Messages(queue).Remove(key);
        var moved = message with { Sequence = NextSequence(target), Received = null, Visible = _access.Now };
        _access.Messages(target).Put(Key(target, moved.Sequence), moved);
    }

    /// <summary>The messages that the queue still keeps, oldest first.</summary>
    List<KeyValuePair<string, QueueMessage>> Living(Queue queue)
    {
        var messages = _access.Messages(queue);
        var oldest = _access.Now.AddSeconds(-queue.Number("MessageRetentionPeriod"));
        var all = messages.Range(queue.Id + "/", null, int.MaxValue);
        foreach (var (key, _) in all.Where(pair => pair.Value.Sent < oldest))
            messages.Remove(key);
        return [.. all.Where(pair => pair.Value.Sent >= oldest)];
    }

    long NextSequence(Queue queue)
    {
        if (!_last.TryGetValue(queue.Id, out var last))
        {
            var kept = _access.Messages(queue).Range(queue.Id + "/", null, int.MaxValue);
            last = kept.Count == 0 ? 0 : kept[^1].Value.Sequence;
        }
        // After a start, what was sent and deleted before is not known any more.
        return _last[queue.Id] = Math.Max(last + 1, _access.Now.ToUnixTimeMilliseconds());
    }

    void Announce()
    {
        _arrival.TrySetResult();
        _arrival = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }

    static string Key(Queue queue, long sequence) =>
        $"{queue.Id}/{sequence.ToString("d20", CultureInfo.InvariantCulture)}";

    static (string Key, int Reception) Parse(Queue queue, string handle)
    {
        var bytes = new byte[handle.Length];
        if (
            Convert.TryFromBase64String(handle, bytes, out var length)
            && Encoding.UTF8.GetString(bytes, 0, length).Split(' ') is [var key, var reception, _]
            && key.StartsWith(queue.Id + "/", StringComparison.Ordinal)
            && int.TryParse(reception, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
        )
            return (key, number);
        throw SqsFailures.BadReceipt(handle);
    }

    static void CheckVisibility(int? seconds)
    {
        if (seconds is < 0 or > LongestVisibility)
            throw SqsFailures.Invalid(seconds, "VisibilityTimeout", "VisibilityTimeout must be between 0 and 43200.");
    }
}
