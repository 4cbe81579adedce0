namespace LocalAws.Sqs;

/// <summary>
/// In which order the groups of FIFO queues are received: the group first that nobody has received of for longest, and none of
/// which a message is received and not deleted (SQS Developer Guide, "FIFO queue delivery logic").
/// </summary>
sealed class GroupTurns
{
    readonly Dictionary<(string Queue, string Group), long> _turns = [];
    long _last;

    /// <summary>Notes that a message is received.</summary>
    public void Note(Queue queue, QueueMessage message)
    {
        if (queue.IsFifo)
            _turns[(queue.Id, GroupOf(message))] = ++_last;
    }

    /// <summary>The messages in their order, and the groups of which none can be received.</summary>
    public (HashSet<string> Busy, IEnumerable<KeyValuePair<string, QueueMessage>> Ordered) InOrder(
        Queue queue,
        IReadOnlyCollection<KeyValuePair<string, QueueMessage>> messages,
        DateTimeOffset now
    )
    {
        if (!queue.IsFifo)
            return ([], messages);
        var busy = messages
            .Where(pair => pair.Value.Visible > now && pair.Value.Receptions > 0)
            .Select(pair => GroupOf(pair.Value))
            .ToHashSet(StringComparer.Ordinal);
        return (
            busy,
            messages
                .GroupBy(pair => GroupOf(pair.Value))
                .OrderBy(group => _turns.GetValueOrDefault((queue.Id, group.Key)))
                .SelectMany(group => group)
        );
    }

    static string GroupOf(QueueMessage message) => message.Group ?? "";
}
