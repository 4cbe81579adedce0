using System.Text.RegularExpressions;
using LocalAws.Identities;

namespace LocalAws.Sns;

/// <summary>What SNS does with topics.</summary>
public sealed partial class TopicOperations
{
    readonly TopicAccess _access;

    internal TopicOperations(TopicAccess access) => _access = access;

    /// <summary>Makes a topic; one that is there with the same attributes and tags is found instead, unless <paramref name="isNew"/> says that there must be none.</summary>
    public Topic? Create(
        Caller caller,
        string region,
        string name,
        IReadOnlyDictionary<string, string> attributes,
        IReadOnlyDictionary<string, string> tags,
        bool isNew = false
    )
    {
        ArgumentNullException.ThrowIfNull(caller);
        ArgumentNullException.ThrowIfNull(attributes);
        ArgumentNullException.ThrowIfNull(tags);
        if (!Name().IsMatch(name))
            throw SnsErrors.Invalid("Topic Name");
        var arn = TopicAccess.Arn(caller.Account, region, name);
        var change = TagChange.Add(TopicAccess.Tags.Check(tags));
        _access.DemandCreation(caller, region, "sns:CreateTopic", arn, change);
        if (tags.Count > 0)
            _access.DemandCreation(caller, region, "sns:TagResource", arn, change);
        attributes = TopicAttributes.Lowered(attributes);
        TopicAttributes.Check(name, attributes);
        var isFifo = name.EndsWith(".fifo", StringComparison.Ordinal);
        if (isFifo && attributes.GetValueOrDefault("FifoTopic") != "true")
            throw SnsErrors.Invalid("Topic Name");
        var topic = new Topic
        {
            Name = name,
            Arn = arn,
            Attributes = WithoutPolicy(attributes),
            Policy = attributes.GetValueOrDefault("Policy") is { Length: > 0 } policy
                ? _access.Keep(policy)
                : TopicAccess.UsualPolicy(arn),
            Tags = tags,
        };
        var topics = _access.Topics(caller.Account, region);
        if (topics.TryAdd(name, topic))
            return topic;
        return isNew ? null : Same(topics.Find(name) ?? topic, topic);
    }

    /// <summary>The account's topics.</summary>
    public IReadOnlyList<Topic> List(Caller caller, string region)
    {
        ArgumentNullException.ThrowIfNull(caller);
        _access.DemandOfAccount(caller, region, "sns:ListTopics");
        return _access.Topics(caller.Account, region).All();
    }

    /// <summary>Every attribute of a topic.</summary>
    public IReadOnlyDictionary<string, string> GetAttributes(Caller caller, string region, string arn)
    {
        var topic = _access.Demand(caller, region, "sns:GetTopicAttributes", arn);
        var subscriptions = _access.SubscriptionsOf(topic).Range(arn + ":", null, int.MaxValue);
        var pending = subscriptions.Count(pair => pair.Value.IsPending);
        var all = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["TopicArn"] = arn,
            ["Owner"] = topic.Account,
            ["Policy"] = _access.Show(topic.Policy),
            ["DisplayName"] = "",
            ["SubscriptionsConfirmed"] = Text(subscriptions.Count - pending),
            ["SubscriptionsPending"] = Text(pending),
            ["SubscriptionsDeleted"] = Text(topic.Unsubscribed),
            ["EffectiveDeliveryPolicy"] =
                """{"http":{"defaultHealthyRetryPolicy":{"minDelayTarget":20,"maxDelayTarget":20,"numRetries":3,"numMaxDelayRetries":0,"numNoDelayRetries":0,"numMinDelayRetries":0,"backoffFunction":"linear"},"disableSubscriptionOverrides":false,"defaultRequestPolicy":{"headerContentType":"text/plain; charset=UTF-8"}}}""",
        };
        if (topic.IsFifo)
            all["ContentBasedDeduplication"] = "false";
        foreach (var (name, value) in topic.Attributes)
            all[name] = value;
        return all;
    }

    /// <summary>Sets attributes; an empty text takes one away, and brings back the usual policy.</summary>
    public void SetAttributes(Caller caller, string region, string arn, IReadOnlyDictionary<string, string> attributes)
    {
        ArgumentNullException.ThrowIfNull(attributes);
        var topic = _access.Demand(caller, region, "sns:SetTopicAttributes", arn);
        attributes = TopicAttributes.Lowered(attributes);
        TopicAttributes.Check(topic.Name, attributes);
        if (attributes.ContainsKey("FifoTopic"))
            throw SnsErrors.Invalid("AttributeName");
        var policy = attributes.GetValueOrDefault("Policy") switch
        {
            null => topic.Policy,
            "" => TopicAccess.UsualPolicy(arn),
            var given => _access.Keep(given),
        };
        Change(topic, found => found with { Attributes = With(found.Attributes, attributes), Policy = policy });
    }

    /// <summary>Allows other accounts something, by a statement of the topic's policy with that label.</summary>
    public void AddPermission(
        Caller caller,
        string region,
        string arn,
        string label,
        IReadOnlyList<string> accounts,
        IReadOnlyList<string> actions
    )
    {
        var topic = _access.Demand(caller, region, "sns:AddPermission", arn);
        var added =
            LabelledStatements.Add(topic.Policy, arn, label, accounts, actions.Select(action => "SNS:" + action))
            ?? throw SnsErrors.Invalid("Statement already exists");
        var kept = _access.Keep(added);
        Change(topic, found => found with { Policy = kept });
    }

    /// <summary>Takes the statement of that label out of the topic's policy.</summary>
    public void RemovePermission(Caller caller, string region, string arn, string label)
    {
        var topic = _access.Demand(caller, region, "sns:RemovePermission", arn);
        var left = LabelledStatements.Remove(topic.Policy, label) ?? topic.Policy;
        Change(topic, found => found with { Policy = left.Length == 0 ? TopicAccess.UsualPolicy(arn) : left });
    }

    /// <summary>Deletes a topic with its subscriptions; one that is not there is gone already.</summary>
    public void Delete(Caller caller, string region, string arn)
    {
        try
        {
            var topic = _access.Demand(caller, region, "sns:DeleteTopic", arn);
            var subscriptions = _access.SubscriptionsOf(topic);
            foreach (var (key, _) in subscriptions.Range(arn + ":", null, int.MaxValue))
                subscriptions.Remove(key);
            _access.Topics(topic.Account, region).Remove(topic.Name);
        }
        catch (Protocol.AwsException error) when (error.Code == "NotFound")
        {
            // As on AWS, where the deletion of what is not there succeeds.
        }
    }

    /// <summary>Adds, changes or removes tags.</summary>
    public void Tag(Caller caller, string region, string arn, TagChange change)
    {
        ArgumentNullException.ThrowIfNull(change);
        var topic = Tagged(() =>
            _access.Demand(caller, region, change.IsRemoval ? "sns:UntagResource" : "sns:TagResource", arn, change)
        );
        TopicAccess.Tags.CheckCount(change.ApplyTo(topic.Tags));
        Change(topic, found => found with { Tags = change.ApplyTo(found.Tags) });
    }

    /// <summary>The tags of a topic.</summary>
    public IReadOnlyDictionary<string, string> ListTags(Caller caller, string region, string arn) =>
        Tagged(() => _access.Demand(caller, region, "sns:ListTagsForResource", arn)).Tags;

    static Topic Tagged(Func<Topic> find)
    {
        try
        {
            return find();
        }
        catch (Protocol.AwsException error) when (error.Code == "NotFound")
        {
            throw SnsErrors.NoResource();
        }
    }

    void Change(Topic topic, Func<Topic, Topic> change) =>
        _access.Topics(topic.Account, topic.Region).Update(topic.Name, found => found is null ? null : change(found));

    static Topic Same(Topic found, Topic wanted)
    {
        var present = With(
            new Dictionary<string, string> { ["DisplayName"] = "", ["Policy"] = found.Policy },
            found.Attributes
        );
        if (wanted.Attributes.Any(pair => present.GetValueOrDefault(pair.Key) != pair.Value))
            throw SnsErrors.Invalid("Attributes Reason: Topic already exists with different attributes");
        if (wanted.Tags.Any(pair => found.Tags.GetValueOrDefault(pair.Key) != pair.Value))
            throw SnsErrors.Invalid("Tags Reason: Topic already exists with different tags");
        return found;
    }

    static Dictionary<string, string> WithoutPolicy(IReadOnlyDictionary<string, string> attributes) =>
        attributes
            .Where(pair => pair.Key != "Policy" && pair is not { Key: "FifoTopic", Value: "false" })
            .ToDictionary(StringComparer.Ordinal);

    static Dictionary<string, string> With(
        IReadOnlyDictionary<string, string> present,
        IReadOnlyDictionary<string, string> given
    )
    {
        var all = new Dictionary<string, string>(present, StringComparer.Ordinal);
        foreach (var (name, value) in WithoutPolicy(given))
        {
            if (value.Length == 0 && name != "DisplayName")
                all.Remove(name);
            else
                all[name] = value;
        }
        return all;
    }

    static string Text(int number) => number.ToString(System.Globalization.CultureInfo.InvariantCulture);

    [GeneratedRegex(@"^(?=.{1,256}\z)[A-Za-z0-9_-]+(\.fifo)?\z", RegexOptions.CultureInvariant)]
    private static partial Regex Name();
}
