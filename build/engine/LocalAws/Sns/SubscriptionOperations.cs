using System.Text.RegularExpressions;
using Iam;
using LocalAws.Identities;
using LocalAws.Worlds;

namespace LocalAws.Sns;

/// <summary>What SNS does with subscriptions.</summary>
public sealed partial class SubscriptionOperations
{
    /// <summary>Protocols whose endpoints have to say yes, and those that belong to who subscribes.</summary>
    static readonly Dictionary<string, bool> _protocols = new(StringComparer.Ordinal)
    {
        ["http"] = true,
        ["https"] = true,
        ["email"] = true,
        ["email-json"] = true,
        ["sms"] = false,
        ["sqs"] = false,
        ["application"] = false,
        ["lambda"] = false,
        ["firehose"] = false,
    };
    readonly TopicAccess _access;
    readonly Deliveries _deliveries;

    internal SubscriptionOperations(TopicAccess access, Deliveries deliveries) =>
        (_access, _deliveries) = (access, deliveries);

    /// <summary>Subscribes an endpoint, once: the same one with the same attributes is the subscription that there is.</summary>
    public Subscription Subscribe(
        Caller caller,
        string region,
        string topicArn,
        string protocol,
        string endpoint,
        IReadOnlyDictionary<string, string> attributes
    )
    {
        ArgumentNullException.ThrowIfNull(caller);
        ArgumentNullException.ThrowIfNull(attributes);
        var context = RequestContext.Empty.With("sns:Protocol", protocol).With("sns:Endpoint", endpoint);
        var topic = _access.Demand(caller, region, "sns:Subscribe", topicArn, context: context);
        CheckEndpoint(topic, protocol, endpoint);
        attributes = TopicAttributes.Lowered(attributes);
        TopicAttributes.CheckOfSubscription(protocol, attributes, "Attributes Reason: ");
        var subscriptions = _access.SubscriptionsOf(topic);
        var same = subscriptions
            .Range(topicArn + ":", null, int.MaxValue)
            .Select(pair => pair.Value)
            .FirstOrDefault(found => found.Protocol == protocol && found.Endpoint == endpoint);
        if (same is not null)
        {
            if (attributes.Any(pair => same.Attributes.GetValueOrDefault(pair.Key) != pair.Value))
                throw SnsErrors.Invalid("Attributes Reason: Subscription already exists with different attributes");
            if (same.IsPending)
                _deliveries.AskToConfirm(topic, same);
            return same;
        }
        var subscription = new Subscription
        {
            Arn = $"{topicArn}:{Guid.NewGuid()}",
            TopicArn = topicArn,
            Protocol = protocol,
            Endpoint = endpoint,
            Owner = caller.Account,
            Principal = caller.Arn,
            Attributes = attributes,
            Token = IsPending(caller, protocol, endpoint) ? Guid.NewGuid().ToString("N") : null,
        };
        subscriptions.Put(subscription.Arn, subscription);
        if (subscription.IsPending)
            _deliveries.AskToConfirm(topic, subscription);
        return subscription;
    }

    /// <summary>Confirms a subscription by the token that its endpoint was sent.</summary>
    public Subscription Confirm(Caller caller, string region, string topicArn, string token)
    {
        if (!IsToken(token))
            throw new Protocol.AwsException("InvalidParameter", "Invalid token");
        if (_access.Find(topicArn) is null)
            throw SnsErrors.Invalid("Token");
        var topic = _access.Demand(caller, region, "sns:ConfirmSubscription", topicArn);
        var subscriptions = _access.SubscriptionsOf(topic);
        var found =
            subscriptions
                .Range(topicArn + ":", null, int.MaxValue)
                .Select(pair => pair.Value)
                .FirstOrDefault(subscription => subscription.Token == token)
            ?? throw SnsErrors.Invalid("Token");
        return subscriptions.Update(
                found.Arn,
                subscription => subscription is null ? null : subscription with { Token = null }
            ) ?? throw SnsErrors.NoSubscription();
    }

    static bool IsToken(string text) => text.Length >= 32 && text.All(char.IsAsciiHexDigitLower);

    /// <summary>Ends a subscription; one that is not there has ended already.</summary>
    public void Unsubscribe(Caller caller, string region, string arn)
    {
        try
        {
            var found = _access.DemandSubscription(caller, region, "sns:Unsubscribe", arn);
            if (found.IsPending)
                throw SnsErrors.Invalid(
                    "SubscriptionArn Reason: This operation is only available to confirmed subscriptions"
                );
            Remove(found);
        }
        catch (Protocol.AwsException error) when (error.Code == "NotFound")
        {
            // As on AWS, where it succeeds.
        }
    }

    /// <summary>The subscriptions that the account made.</summary>
    public IReadOnlyList<Subscription> List(Caller caller, string region)
    {
        ArgumentNullException.ThrowIfNull(caller);
        _access.DemandOfAccount(caller, region, "sns:ListSubscriptions");
        return
        [
            .. _access
                .World.Store.Cells(TopicTables.SubscriptionsName)
                .Where(cell => cell.Region == region)
                .SelectMany(cell => _access.Subscriptions(cell.Account, region).All())
                .Where(subscription => subscription.Owner == caller.Account)
                .OrderBy(subscription => subscription.Arn, StringComparer.Ordinal),
        ];
    }

    /// <summary>The subscriptions of a topic.</summary>
    public IReadOnlyList<Subscription> ListOf(Caller caller, string region, string topicArn)
    {
        var topic = _access.Demand(caller, region, "sns:ListSubscriptionsByTopic", topicArn);
        return [.. _access.SubscriptionsOf(topic).Range(topicArn + ":", null, int.MaxValue).Select(pair => pair.Value)];
    }

    /// <summary>A subscription, to read its attributes.</summary>
    public Subscription Get(Caller caller, string region, string arn) =>
        _access.DemandSubscription(caller, region, "sns:GetSubscriptionAttributes", arn);

    /// <summary>Sets attributes; an empty text takes one away.</summary>
    public void SetAttributes(Caller caller, string region, string arn, IReadOnlyDictionary<string, string> attributes)
    {
        ArgumentNullException.ThrowIfNull(attributes);
        var found = _access.DemandSubscription(caller, region, "sns:SetSubscriptionAttributes", arn);
        var all = new Dictionary<string, string>(found.Attributes, StringComparer.Ordinal);
        foreach (var (name, value) in attributes = TopicAttributes.Lowered(attributes))
            all[name] = value;
        TopicAttributes.CheckOfSubscription(found.Protocol, attributes.Count == 0 ? attributes : all, "");
        foreach (var name in attributes.Where(pair => pair.Value.Length == 0).Select(pair => pair.Key))
            all.Remove(name);
        TableOf(found)
            .Update(arn, subscription => subscription is null ? null : subscription with { Attributes = all });
    }

    /// <summary>Ends a subscription for CloudFormation, which also ends those that nobody has confirmed.</summary>
    internal bool End(Caller caller, string region, string arn)
    {
        try
        {
            Remove(_access.DemandSubscription(caller, region, "sns:Unsubscribe", arn));
            return true;
        }
        catch (Protocol.AwsException error) when (error.Code == "NotFound")
        {
            return false;
        }
    }

    void Remove(Subscription subscription)
    {
        if (
            TableOf(subscription).Remove(subscription.Arn) is null
            || _access.Find(subscription.TopicArn) is not { } topic
        )
            return;
        _access
            .Topics(topic.Account, topic.Region)
            .Update(topic.Name, found => found is null ? null : found with { Unsubscribed = found.Unsubscribed + 1 });
    }

    Table<Subscription> TableOf(Subscription subscription) =>
        _access.Subscriptions(Arns.AccountOf(subscription.TopicArn), Arns.RegionOf(subscription.TopicArn));

    /// <summary>A queue of another account asks its owner, by a message that it is sent.</summary>
    static bool IsPending(Caller caller, string protocol, string endpoint) =>
        _protocols[protocol] || (protocol == "sqs" && Arns.AccountOf(endpoint) != caller.Account);

    static void CheckEndpoint(Topic topic, string protocol, string endpoint)
    {
        if (!_protocols.ContainsKey(protocol))
            throw SnsErrors.Invalid($"Amazon SNS does not support this protocol string: {protocol}");
        var isOne = protocol switch
        {
            "http" or "https" => endpoint.StartsWith(protocol + "://", StringComparison.Ordinal),
            "email" or "email-json" => endpoint.Contains('@', StringComparison.Ordinal),
            "sms" => PhoneNumber().IsMatch(endpoint),
            "sqs" => endpoint.Split(':') is ["arn", _, "sqs", { Length: > 0 }, { Length: 12 }, { Length: > 0 }],
            "application" => endpoint.Split(':') is ["arn", _, "sns", ..],
            _ => endpoint.Split(':', 4) is ["arn", _, var service, _] && service == protocol,
        };
        if (!isOne && protocol == "sms")
            throw new Protocol.AwsException("InvalidParameter", $"Invalid SMS endpoint: {endpoint}");
        if (!isOne)
            throw SnsErrors.Invalid(
                protocol switch
                {
                    "http" or "https" => "Endpoint must match the specified protocol",
                    "email" or "email-json" => "Email address",
                    "sqs" => "SQS endpoint ARN",
                    _ => $"{protocol} endpoint ARN",
                }
            );
        if (protocol == "sqs" && endpoint.EndsWith(".fifo", StringComparison.Ordinal) && !topic.IsFifo)
            throw SnsErrors.Invalid("Endpoint Reason: FIFO SQS Queues can not be subscribed to standard SNS topics");
    }

    [GeneratedRegex(@"^\+?[0-9]([-. ]?[0-9]){5,14}\z", RegexOptions.CultureInvariant)]
    private static partial Regex PhoneNumber();
}
