using System.Globalization;
using System.Xml.Linq;
using LocalAws.Identities;
using LocalAws.Protocol;
using LocalAws.Sqs;

namespace LocalAws.Sns;

/// <summary>SNS over the Query protocol.</summary>
static class SnsService
{
    const int PageSize = 100;

    public static IAwsService Create(SnsOperations sns)
    {
        var operations = new Dictionary<string, QueryOperation>(StringComparer.Ordinal);
        AddTopics(operations, sns.Topics);
        AddSubscriptions(operations, sns.Subscriptions);
        PublishActions.Add(operations, sns);
        return new QueryService(SnsErrors.Namespace, operations, new SnsErrors());
    }

    static void AddTopics(Dictionary<string, QueryOperation> operations, TopicOperations topics)
    {
        Do(
            operations,
            "CreateTopic",
            (request, form) =>
                new XElement(
                    "Result",
                    new XElement(
                        "TopicArn",
                        topics
                            .Create(
                                request.Caller,
                                request.Region,
                                form.Required("Name"),
                                Map(form, "Attributes", "key", "value"),
                                form.Tags("Tags")
                            )!
                            .Arn
                    )
                )
        );
        Do(
            operations,
            "ListTopics",
            (request, form) =>
                Page(
                    form,
                    "Topics",
                    topics.List(request.Caller, request.Region),
                    topic => new("member", new XElement("TopicArn", topic.Arn))
                )
        );
        Do(
            operations,
            "GetTopicAttributes",
            (request, form) => Attributes(topics.GetAttributes(request.Caller, request.Region, TopicIn(form)))
        );
        Nothing(
            operations,
            "SetTopicAttributes",
            (request, form) =>
                topics.SetAttributes(
                    request.Caller,
                    request.Region,
                    TopicIn(form),
                    new Dictionary<string, string> { [form.Required("AttributeName")] = form["AttributeValue"] ?? "" }
                )
        );
        Nothing(
            operations,
            "DeleteTopic",
            (request, form) => topics.Delete(request.Caller, request.Region, TopicIn(form))
        );
        Nothing(
            operations,
            "AddPermission",
            (request, form) =>
                topics.AddPermission(
                    request.Caller,
                    request.Region,
                    TopicIn(form),
                    form.Required("Label"),
                    form.List("AWSAccountId"),
                    form.List("ActionName")
                )
        );
        Nothing(
            operations,
            "RemovePermission",
            (request, form) =>
                topics.RemovePermission(request.Caller, request.Region, TopicIn(form), form.Required("Label"))
        );
        Do(
            operations,
            "TagResource",
            (request, form) =>
            {
                var tags = TopicAccess.Tags.Check(form.Tags("Tags"));
                topics.Tag(request.Caller, request.Region, form.Required("ResourceArn"), TagChange.Add(tags));
                return new("Result");
            }
        );
        Do(
            operations,
            "UntagResource",
            (request, form) =>
            {
                var keys = form.List("TagKeys");
                topics.Tag(request.Caller, request.Region, form.Required("ResourceArn"), TagChange.Remove(keys));
                return new("Result");
            }
        );
        Do(
            operations,
            "ListTagsForResource",
            (request, form) =>
                new(
                    "Result",
                    new XElement(
                        "Tags",
                        topics
                            .ListTags(request.Caller, request.Region, form.Required("ResourceArn"))
                            .Select(tag => new XElement(
                                "member",
                                new XElement("Key", tag.Key),
                                new XElement("Value", tag.Value)
                            ))
                    )
                )
        );
    }

    static void AddSubscriptions(Dictionary<string, QueryOperation> operations, SubscriptionOperations subscriptions)
    {
        Do(
            operations,
            "Subscribe",
            (request, form) =>
            {
                var made = subscriptions.Subscribe(
                    request.Caller,
                    request.Region,
                    TopicIn(form),
                    form.Required("Protocol"),
                    form["Endpoint"] ?? "",
                    Map(form, "Attributes", "key", "value")
                );
                var hidesArn = made.IsPending && form.Boolean("ReturnSubscriptionArn") != true;
                return Arn(hidesArn ? "pending confirmation" : made.Arn);
            }
        );
        Do(
            operations,
            "ConfirmSubscription",
            (request, form) =>
                Arn(subscriptions.Confirm(request.Caller, request.Region, TopicIn(form), form.Required("Token")).Arn)
        );
        Nothing(
            operations,
            "Unsubscribe",
            (request, form) =>
                subscriptions.Unsubscribe(request.Caller, request.Region, form.Required("SubscriptionArn"))
        );
        Do(
            operations,
            "ListSubscriptions",
            (request, form) => Page(form, "Subscriptions", subscriptions.List(request.Caller, request.Region), Describe)
        );
        Do(
            operations,
            "ListSubscriptionsByTopic",
            (request, form) =>
                Page(
                    form,
                    "Subscriptions",
                    subscriptions.ListOf(request.Caller, request.Region, TopicIn(form)),
                    Describe
                )
        );
        Do(
            operations,
            "GetSubscriptionAttributes",
            (request, form) =>
                Attributes(All(subscriptions.Get(request.Caller, request.Region, form.Required("SubscriptionArn"))))
        );
        Nothing(
            operations,
            "SetSubscriptionAttributes",
            (request, form) =>
                subscriptions.SetAttributes(
                    request.Caller,
                    request.Region,
                    form.Required("SubscriptionArn"),
                    new Dictionary<string, string> { [form.Required("AttributeName")] = form["AttributeValue"] ?? "" }
                )
        );
    }

    internal static void Do(
        Dictionary<string, QueryOperation> operations,
        string name,
        Func<AwsRequest, QueryPairs, XElement?> operation
    ) => operations[name] = (request, form, _) => Task.FromResult(operation(request, form));

    static void Nothing(
        Dictionary<string, QueryOperation> operations,
        string name,
        Action<AwsRequest, QueryPairs> operation
    ) =>
        Do(
            operations,
            name,
            (request, form) =>
            {
                operation(request, form);
                return null;
            }
        );

    static string TopicIn(QueryPairs form) => form.Required("TopicArn");

    /// <summary>The entries of a map, such as Attributes.entry.1.key.</summary>
    static Dictionary<string, string> Map(QueryPairs form, string name, string key, string value)
    {
        var map = new Dictionary<string, string>(StringComparer.Ordinal);
        for (var index = 1; form[$"{name}.entry.{index}.{key}"] is { } found; index++)
            map[found] = form[$"{name}.entry.{index}.{value}"] ?? "";
        return map;
    }

    static XElement Arn(string arn) => new("Result", new XElement("SubscriptionArn", arn));

    static XElement Attributes(IReadOnlyDictionary<string, string> attributes) =>
        new(
            "Result",
            new XElement(
                "Attributes",
                attributes.Select(pair => new XElement(
                    "entry",
                    new XElement("key", pair.Key),
                    new XElement("value", pair.Value)
                ))
            )
        );

    static Dictionary<string, string> All(Subscription subscription)
    {
        var all = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["SubscriptionArn"] = subscription.Arn,
            ["TopicArn"] = subscription.TopicArn,
            ["Protocol"] = subscription.Protocol,
            ["Endpoint"] = subscription.Endpoint,
            ["Owner"] = subscription.Owner,
            ["SubscriptionPrincipal"] = subscription.Principal,
            ["PendingConfirmation"] = subscription.IsPending ? "true" : "false",
            ["ConfirmationWasAuthenticated"] = subscription.IsPending ? "false" : "true",
            ["RawMessageDelivery"] = "false",
        };
        foreach (var (name, value) in subscription.Attributes)
            all[name] = value;
        if (all.ContainsKey("FilterPolicy"))
            all.TryAdd("FilterPolicyScope", "MessageAttributes");
        return all;
    }

    static XElement Describe(Subscription subscription) =>
        new(
            "member",
            new XElement("SubscriptionArn", subscription.IsPending ? "PendingConfirmation" : subscription.Arn),
            new XElement("Owner", subscription.Owner),
            new XElement("Protocol", subscription.Protocol),
            new XElement("Endpoint", subscription.Endpoint),
            new XElement("TopicArn", subscription.TopicArn)
        );

    static XElement Page<T>(QueryPairs form, string name, IReadOnlyList<T> items, Func<T, XElement> describe)
    {
        var token = form["NextToken"];
        var start = 0;
        if (
            token is not null
            && (!int.TryParse(token, NumberStyles.None, CultureInfo.InvariantCulture, out start) || start > items.Count)
        )
            throw SnsErrors.Invalid("NextToken");
        var page = new XElement("Result", new XElement(name, items.Skip(start).Take(PageSize).Select(describe)));
        if (start + PageSize < items.Count)
            page.Add(new XElement("NextToken", (start + PageSize).ToString(CultureInfo.InvariantCulture)));
        return page;
    }
}
