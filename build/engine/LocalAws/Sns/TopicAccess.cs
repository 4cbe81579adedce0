using Iam;
using LocalAws.Identities;
using LocalAws.Kms;
using LocalAws.Protocol;
using LocalAws.Sts;
using LocalAws.Worlds;

namespace LocalAws.Sns;

/// <summary>Finds topics and subscriptions, and asks whether a caller may do something with them.</summary>
sealed class TopicAccess(World world, Authorizer authorizer, Func<CryptoOperations> crypto)
{
    const string Via = "sns.amazonaws.com";

    /// <summary>
    /// It does not say aws:SourceOwner, so that the usual policy does not let it in (SNS Developer Guide, "Example cases for Amazon SNS
    /// access control", Services that support AWS:SourceOwner).
    /// </summary>
    const string S3 = "s3.amazonaws.com";

    /// <summary>What a topic policy can allow ("Actions you can specify in a policy"); the rest is the account's own alone.</summary>
    static readonly string[] _shared =
    [
        "sns:AddPermission",
        "sns:DeleteTopic",
        "sns:GetDataProtectionPolicy",
        "sns:GetTopicAttributes",
        "sns:ListSubscriptionsByTopic",
        "sns:Publish",
        "sns:PutDataProtectionPolicy",
        "sns:RemovePermission",
        "sns:SetTopicAttributes",
        "sns:Subscribe",
    ];

    /// <summary>What the action of a statement may be besides, from the time before Publish had its name for all protocols.</summary>
    const string Receive = "Receive";

    /// <summary>Tags, in the words of SNS.</summary>
    public static readonly TagRules Tags = new("InvalidParameter", "TagLimitExceeded");

    public World World => world;

    public Table<Topic> Topics(string account, string region) => world.Table(TopicTables.Topics, account, region);

    public Table<Subscription> Subscriptions(string account, string region) =>
        world.Table(TopicTables.Subscriptions, account, region);

    public Table<Subscription> SubscriptionsOf(Topic topic) => Subscriptions(topic.Account, topic.Region);

    public static string Arn(string account, string region, string name) =>
        $"arn:{Partitions.Of(region)}:sns:{region}:{account}:{name}";

    /// <summary>The topic of an ARN, or null.</summary>
    public Topic? Find(string arn) =>
        Parse(arn) is var (region, account, name) && world.HasAccount(account)
            ? Topics(account, region).Find(name)
            : null;

    /// <summary>The topic if the caller may do the action with it.</summary>
    public Topic Demand(
        Caller caller,
        string region,
        string action,
        string arn,
        TagChange? change = null,
        RequestContext? context = null
    )
    {
        if (Parse(arn) is not var (topicRegion, _, _))
            throw SnsErrors.Invalid(
                $"TopicArn Reason: An ARN must have at least 6 elements, not {arn.Split(':').Length}"
            );
        if (topicRegion != region)
            throw SnsErrors.Invalid("TopicArn");
        var topic = Find(arn);
        var question = Question(action, arn, region, topic, caller.Account) with
        {
            Context = context ?? RequestContext.Empty,
        };
        authorizer.Demand(
            caller,
            question
                .WithTagChange(change ?? TagChange.Add(TagChange.None))
                .WithResourceTags(topic?.Tags ?? TagChange.None)
        );
        return topic ?? throw SnsErrors.NoTopic();
    }

    /// <summary>Asks for the making of a topic.</summary>
    public void DemandCreation(Caller caller, string region, string action, string arn, TagChange change) =>
        authorizer.Demand(caller, new AccessQuestion(action, arn, region).WithTagChange(change));

    /// <summary>Asks for what is the account's alone, on all its topics.</summary>
    public void DemandOfAccount(Caller caller, string region, string action) =>
        authorizer.Demand(caller, new(action, Arn(caller.Account, region, "*"), region));

    /// <summary>The subscription if the caller, who is of the account that made it or of the topic's, may do the action with it.</summary>
    public Subscription DemandSubscription(Caller caller, string region, string action, string arn)
    {
        if (arn.Split(':').Length is var fields and < 6)
            throw SnsErrors.Invalid($"SubscriptionArn Reason: An ARN must have at least 6 elements, not {fields}");
        if (action == "sns:Unsubscribe" && !Guid.TryParse(arn[(arn.LastIndexOf(':') + 1)..], out _))
            throw SnsErrors.Invalid("SubscriptionId");
        if (arn.Split(':') is not ["arn", _, "sns", var topicRegion, var account, var name, _] || topicRegion != region)
            throw SnsErrors.Invalid("SubscriptionArn");
        var found = world.HasAccount(account) ? Subscriptions(account, region).Find(arn) : null;
        var owner = found?.Owner == caller.Account ? caller.Account : account;
        authorizer.Demand(caller, new(action, Arn(account, region, name), region) { ResourceAccount = owner });
        return found ?? throw SnsErrors.NoSubscription();
    }

    /// <summary>Whether a topic, and the key that it is encrypted with, let a service publish on behalf of something of an account.</summary>
    public bool Lets(string service, ServiceSource source, Topic topic)
    {
        var question = Question("sns:Publish", topic.Arn, topic.Region, topic, topic.Account);
        var context = source.AddTo(question.Context);
        question = question with
        {
            Context = service == S3 ? context : context.With("aws:SourceOwner", source.Account),
        };
        var policies = Policies.None with { Resource = question.ResourcePolicy };
        return authorizer.Decide(Principal.Service(service), policies, question, viaService: null).IsAllowed
            && (KeyArn(topic) is not { } key || crypto().ServesService(service, key, TagChange.None));
    }

    /// <summary>Asks for the use of the topic's key, where it has one.</summary>
    public void DemandKey(Caller caller, Topic topic)
    {
        if (KeyArn(topic) is not { } key)
            return;
        foreach (var action in (string[])["kms:GenerateDataKey", "kms:Decrypt"])
        {
            try
            {
                crypto().DemandUse(caller.Through(Via), topic.Region, key, action);
            }
            catch (AccessDeniedException denied)
            {
                throw new AwsException("KMSAccessDenied", denied.Message);
            }
            catch (AwsException error)
            {
                throw new AwsException(
                    "KMS"
                        + error
                            .Code.Replace("Exception", "", StringComparison.Ordinal)
                            .Replace("KMS", "", StringComparison.Ordinal),
                    error.Message
                );
            }
        }
    }

    /// <summary>Throws unless SNS takes the policy; gives it as it is kept.</summary>
    public string Keep(string policy)
    {
        try
        {
            var document = PolicyDocument.Parse(policy, PolicyKind.Resource);
            if (authorizer.MissingPrincipalOf(document) is not null)
                throw SnsErrors.Invalid("Policy Error: PrincipalNotFound");
            if (ActionsOf(policy).Any(action => !IsShared(action)))
                throw SnsErrors.Invalid("Policy statement action out of service scope!");
        }
        catch (PolicyDocumentException)
        {
            throw SnsErrors.Invalid("Policy Error: null");
        }
        return authorizer.Keep(policy);
    }

    /// <summary>A kept topic policy as it is shown.</summary>
    public string Show(string policy) => authorizer.Show(policy);

    /// <summary>The policy that a topic has until another is set.</summary>
    public static string UsualPolicy(string arn) =>
        $$"""
            {"Version":"2008-10-17","Id":"__default_policy_ID","Statement":[{"Sid":"__default_statement_ID","Effect":"Allow","Principal":{"AWS":"*"},"Action":["SNS:GetTopicAttributes","SNS:SetTopicAttributes","SNS:AddPermission","SNS:RemovePermission","SNS:DeleteTopic","SNS:Subscribe","SNS:ListSubscriptionsByTopic","SNS:Publish"],"Resource":"{{arn}}","Condition":{"StringEquals":{"AWS:SourceOwner":"{{Arns.AccountOf(
                arn
            )}}"} } }]}
            """;

    static bool IsShared(string action) =>
        action.Split(':')[^1].Equals(Receive, StringComparison.OrdinalIgnoreCase)
        || _shared.Contains(action, StringComparer.OrdinalIgnoreCase);

    static IEnumerable<string> ActionsOf(string policy)
    {
        using var document = System.Text.Json.JsonDocument.Parse(policy);
        return
        [
            .. from statement in PublicPolicies.Members(document.RootElement.GetProperty("Statement"))
            where statement.TryGetProperty("Action", out _)
            from action in PublicPolicies.Members(statement.GetProperty("Action"))
            select action.GetString()!,
        ];
    }

    static AccessQuestion Question(string action, string arn, string region, Topic? topic, string callersAccount) =>
        new(action, arn, region)
        {
            ResourcePolicy =
                topic is not null && (topic.Account == callersAccount || _shared.Contains(action))
                    ? PolicyCache.Get(topic.Name, PolicyKind.Resource, topic.Policy)
                    : null,
        };

    static string? KeyArn(Topic topic) =>
        topic.Attributes.GetValueOrDefault("KmsMasterKeyId") switch
        {
            null or "" => null,
            { } arn when arn.StartsWith("arn:", StringComparison.Ordinal) => arn,
            { } name => $"arn:{Partitions.Of(topic.Region)}:kms:{topic.Region}:{topic.Account}:"
                + (name.StartsWith("alias/", StringComparison.Ordinal) ? name : "key/" + name),
        };

    static (string Region, string Account, string Name)? Parse(string arn) =>
        arn.Split(':') is ["arn", _, "sns", var region, var account, var name] ? (region, account, name) : null;
}
