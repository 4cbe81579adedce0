using System.Text.RegularExpressions;
using LocalAws.Identities;
using LocalAws.Protocol;

namespace LocalAws.Sqs;

/// <summary>What SQS does with queues.</summary>
public sealed partial class QueueOperations
{
    static readonly TimeSpan _betweenPurges = TimeSpan.FromSeconds(60);
    readonly QueueAccess _access;

    internal QueueOperations(QueueAccess access) => _access = access;

    /// <summary>Makes a queue; one that is there with the same attributes is found instead, unless <paramref name="isNew"/> says that there must be none.</summary>
    public Queue Create(
        Caller caller,
        string region,
        string name,
        IReadOnlyDictionary<string, string> attributes,
        IReadOnlyDictionary<string, string> tags,
        bool isNew = false
    )
    {
        ArgumentNullException.ThrowIfNull(caller);
        ArgumentNullException.ThrowIfNull(tags);
        if (!Name().IsMatch(name))
            throw SqsFailures.Invalid(
                "Can only include alphanumeric characters, hyphens, or underscores. 1 to 80 in length"
            );
        var change = TagChange.Add(QueueAccess.Tags.Check(tags));
        _access.DemandOfAccount(caller, region, "sqs:CreateQueue", name, change);
        if (tags.Count > 0)
            _access.DemandOfAccount(caller, region, "sqs:TagQueue", name, change);
        QueueAttributes.Check(name, attributes, isNew: true);
        CheckDeadLetters(attributes);
        var queue = new Queue
        {
            Name = name,
            Arn = QueueAccess.Arn(caller.Account, region, name),
            Id = Guid.NewGuid().ToString("N"),
            Created = _access.Now,
            Changed = _access.Now,
            Attributes = QueueAttributes.With(TagChange.None, Kept(attributes)),
            Tags = tags,
        };
        var queues = _access.Queues(caller.Account, region);
        if (queues.TryAdd(name, queue) || isNew)
            return queues.Find(name) is { } made && made.Id == queue.Id
                ? queue
                : throw new AwsException("QueueAlreadyExists", "A queue already exists with the same name.");
        return Same(queues.Find(name) ?? queue, queue);
    }

    /// <summary>The queue of that name, of the caller's account or another.</summary>
    public Queue Get(Caller caller, string region, string name, string? owner)
    {
        ArgumentNullException.ThrowIfNull(caller);
        return _access.Demand(caller, region, "sqs:GetQueueUrl", $"/{owner ?? caller.Account}/{name}");
    }

    /// <summary>Where clients reach a queue.</summary>
    public string UrlOf(Queue queue)
    {
        ArgumentNullException.ThrowIfNull(queue);
        return _access.UrlOf(queue);
    }

    /// <summary>The account's queues whose names begin so.</summary>
    public IReadOnlyList<Queue> List(Caller caller, string region, string prefix)
    {
        ArgumentNullException.ThrowIfNull(caller);
        _access.DemandOfAccount(caller, region, "sqs:ListQueues", "");
        return [.. _access.Queues(caller.Account, region).Range(prefix, null, int.MaxValue).Select(pair => pair.Value)];
    }

    /// <summary>The queues that send what cannot be processed to this one.</summary>
    public IReadOnlyList<Queue> ListSources(Caller caller, string region, string url)
    {
        var queue = _access.Demand(caller, region, "sqs:ListDeadLetterSourceQueues", url);
        return
        [
            .. _access
                .Queues(queue.Account, region)
                .All()
                .Where(source => QueueAttributes.Redrive(source)?.Arn == queue.Arn),
        ];
    }

    /// <summary>Every attribute of a queue, but those that count its messages.</summary>
    public (Queue Queue, IReadOnlyDictionary<string, string> Attributes) GetAttributes(
        Caller caller,
        string region,
        string url
    )
    {
        var queue = _access.Demand(caller, region, "sqs:GetQueueAttributes", url);
        var all = QueueAttributes.All(queue);
        if (queue.Policy is { } policy)
            all["Policy"] = _access.Show(policy);
        return (queue, all);
    }

    /// <summary>Sets attributes; an empty text takes one away.</summary>
    public Queue SetAttributes(Caller caller, string region, string url, IReadOnlyDictionary<string, string> attributes)
    {
        ArgumentNullException.ThrowIfNull(attributes);
        var queue = _access.Demand(caller, region, "sqs:SetQueueAttributes", url);
        QueueAttributes.Check(queue.Name, attributes, isNew: false);
        CheckDeadLetters(attributes);
        if (
            attributes.TryGetValue("FifoQueue", out var fifo)
            && "true".Equals(fifo, StringComparison.OrdinalIgnoreCase) != queue.IsFifo
        )
            throw new AwsException(
                "InvalidAttributeValue",
                "Invalid value for the parameter FifoQueue. Reason: Modifying queue type is not supported."
            );
        var kept = Kept(attributes);
        return Change(queue, found => found with { Attributes = QueueAttributes.With(found.Attributes, kept) });
    }

    /// <summary>Allows other accounts something, by a statement of the queue's policy with that label.</summary>
    public void AddPermission(
        Caller caller,
        string region,
        string url,
        string label,
        IReadOnlyList<string> accounts,
        IReadOnlyList<string> actions
    )
    {
        var queue = _access.Demand(caller, region, "sqs:AddPermission", url);
        foreach (var (parameter, texts) in new[] { ("AWSAccountIds", accounts), ("Actions", actions) })
            if (texts.Count == 0)
                throw SqsFailures.Missing(parameter);
        var added =
            LabelledStatements.Add(queue.Policy, queue.Arn, label, accounts, actions.Select(name => "SQS:" + name))
            ?? throw SqsFailures.Invalid(label, "Label", "Already exists.");
        Change(queue, found => found with { Attributes = QueueAttributes.With(found.Attributes, Policy(added)) });
    }

    /// <summary>Takes the statement of that label out of the queue's policy.</summary>
    public void RemovePermission(Caller caller, string region, string url, string label)
    {
        var queue = _access.Demand(caller, region, "sqs:RemovePermission", url);
        var left =
            LabelledStatements.Remove(queue.Policy, label)
            ?? throw SqsFailures.Invalid(label, "Label", "can't find label.");
        Change(queue, found => found with { Attributes = QueueAttributes.With(found.Attributes, Policy(left)) });
    }

    /// <summary>Deletes a queue with its messages.</summary>
    public void Delete(Caller caller, string region, string url)
    {
        var queue = _access.Demand(caller, region, "sqs:DeleteQueue", url);
        _access.Queues(queue.Account, region).Remove(queue.Name);
        Empty(queue);
    }

    /// <summary>Deletes a queue's messages; once a minute at most.</summary>
    public void Purge(Caller caller, string region, string url)
    {
        var queue = _access.Demand(caller, region, "sqs:PurgeQueue", url);
        if (queue.Purged + _betweenPurges > _access.Now)
            throw new AwsException(
                "AWS.SimpleQueueService.PurgeQueueInProgress",
                $"Only one PurgeQueue operation on {queue.Name} is allowed every 60 seconds.",
                403
            );
        _access.Queues(queue.Account, region).Update(queue.Name, found => found! with { Purged = _access.Now });
        Empty(queue);
    }

    /// <summary>Adds, changes or removes tags.</summary>
    public void Tag(Caller caller, string region, string url, TagChange change)
    {
        ArgumentNullException.ThrowIfNull(change);
        var action = change.IsRemoval ? "sqs:UntagQueue" : "sqs:TagQueue";
        var queue = _access.Demand(caller, region, action, url, change);
        QueueAccess.Tags.CheckCount(change.ApplyTo(queue.Tags));
        _access
            .Queues(queue.Account, region)
            .Update(queue.Name, found => found is null ? null : found with { Tags = change.ApplyTo(found.Tags) });
    }

    /// <summary>The tags of a queue.</summary>
    public IReadOnlyDictionary<string, string> ListTags(Caller caller, string region, string url) =>
        _access.Demand(caller, region, "sqs:ListQueueTags", url).Tags;

    void Empty(Queue queue)
    {
        var messages = _access.Messages(queue);
        foreach (var (key, _) in messages.Range(queue.Id + "/", null, int.MaxValue))
            messages.Remove(key);
    }

    Queue Change(Queue queue, Func<Queue, Queue> change) =>
        _access
            .Queues(queue.Account, queue.Region)
            .Update(queue.Name, found => change(found ?? throw SqsFailures.NoQueue()) with { Changed = _access.Now })!;

    /// <summary>Dead letters go to a queue that is there.</summary>
    void CheckDeadLetters(IReadOnlyDictionary<string, string> attributes)
    {
        if (
            attributes.GetValueOrDefault("RedrivePolicy") is { Length: > 0 } policy
            && _access.Find(QueueAttributes.TargetOf(policy)) is null
        )
            throw SqsFailures.Invalid(policy, "RedrivePolicy", "Dead letter target does not exist.");
    }

    IReadOnlyDictionary<string, string> Kept(IReadOnlyDictionary<string, string> attributes) =>
        attributes.GetValueOrDefault("Policy") is { Length: > 0 } policy
            ? QueueAttributes.With(attributes, Policy(_access.Keep(policy)))
            : attributes;

    static Dictionary<string, string> Policy(string text) => new() { ["Policy"] = text };

    static Queue Same(Queue found, Queue wanted)
    {
        var present = QueueAttributes.All(found);
        foreach (var (name, value) in wanted.Attributes)
        {
            if (present.GetValueOrDefault(name) != value)
                throw new AwsException(
                    "QueueAlreadyExists",
                    $"A queue already exists with the same name and a different value for attribute {name}"
                );
        }
        return found;
    }

    [GeneratedRegex(@"^(?=.{1,80}\z)[A-Za-z0-9_-]+(\.fifo)?\z", RegexOptions.CultureInvariant)]
    private static partial Regex Name();
}
