using Iam;
using LocalAws.Identities;
using LocalAws.Kms;
using LocalAws.Protocol;
using LocalAws.Sts;
using LocalAws.Worlds;

namespace LocalAws.Sqs;

/// <summary>Finds queues by URL or ARN, and asks whether a caller may do something with them and with their key.</summary>
sealed class QueueAccess(World world, Authorizer authorizer, Func<CryptoOperations> crypto)
{
    const string Via = "sqs.amazonaws.com";

    /// <summary>What no queue policy can allow to other accounts ("Overview of managing access in Amazon SQS").</summary>
    static readonly HashSet<string> _ownOnly =
    [
        "sqs:AddPermission",
        "sqs:CreateQueue",
        "sqs:DeleteQueue",
        "sqs:ListQueueTags",
        "sqs:RemovePermission",
        "sqs:SetQueueAttributes",
        "sqs:TagQueue",
        "sqs:UntagQueue",
    ];

    /// <summary>Tags, in the words of SQS.</summary>
    public static readonly TagRules Tags = new("InvalidParameterValue", "InvalidParameterValue");

    public World World => world;

    public DateTimeOffset Now => world.Now;

    public Table<Queue> Queues(string account, string region) => world.Table(QueueTables.Queues, account, region);

    public Table<QueueMessage> Messages(Queue queue) => world.Table(QueueTables.Messages, queue.Account, queue.Region);

    public static string Arn(string account, string region, string name) =>
        $"arn:{Partitions.Of(region)}:sqs:{region}:{account}:{name}";

    /// <summary>Where clients reach a queue: at this AWS's own endpoint, since some take the host out of it.</summary>
    public string UrlOf(Queue queue) => new Uri(world.Endpoint, $"/{queue.Account}/{queue.Name}").ToString();

    /// <summary>The queue of an ARN, or null.</summary>
    public Queue? Find(string arn) =>
        arn.Split(':') is ["arn", _, "sqs", var region, var account, var name] && world.HasAccount(account)
            ? Queues(account, region).Find(name)
            : null;

    /// <summary>Account and name out of a queue's URL, whichever host it has.</summary>
    public static (string Account, string Name) Parse(string account, string url)
    {
        var path = Uri.TryCreate(url, UriKind.Absolute, out var absolute) ? absolute.AbsolutePath : url;
        return path.Trim('/').Split('/') switch
        {
            [.., { Length: 12 } owner, var name] when owner.All(char.IsAsciiDigit) => (owner, name),
            [var name] when name.Length > 0 => (account, name),
            _ => throw new AwsException("InvalidAddress", $"The address {url} is not valid for this endpoint.", 404),
        };
    }

    /// <summary>The queue if the caller may do the action with it.</summary>
    public Queue Demand(Caller caller, string region, string action, string url, TagChange? change = null)
    {
        var (account, name) = Parse(caller.Account, url);
        var queue = world.HasAccount(account) ? Queues(account, region).Find(name) : null;
        authorizer.Demand(caller, Question(action, Arn(account, region, name), region, queue, change, caller.Account));
        return queue ?? throw SqsFailures.NoQueue();
    }

    /// <summary>Asks for the making of a queue, or the listing of all.</summary>
    public void DemandOfAccount(Caller caller, string region, string action, string name, TagChange? change = null) =>
        authorizer.Demand(
            caller,
            Question(action, Arn(caller.Account, region, name), region, queue: null, change, caller.Account)
        );

    /// <summary>Whether a queue, and the key that it is encrypted with, let a service send messages on behalf of something.</summary>
    public bool Lets(string service, ServiceSource source, Queue queue)
    {
        var question = Question("sqs:SendMessage", queue.Arn, queue.Region, queue, change: null, queue.Account);
        question = question with { Context = source.AddTo(question.Context) };
        var decision = authorizer.Decide(
            Principal.Service(service),
            Policies.None with
            {
                Resource = question.ResourcePolicy,
            },
            question,
            viaService: null
        );
        return decision.IsAllowed
            && (KeyArn(queue) is not { } key || crypto().ServesService(service, key, TagChange.None));
    }

    /// <summary>Asks for the use of the queue's key where it has one.</summary>
    public void DemandKey(Caller caller, Queue queue, params IEnumerable<string> actions)
    {
        if (KeyArn(queue) is not { } key)
            return;
        foreach (var action in actions)
        {
            try
            {
                crypto().DemandUse(caller.Through(Via), queue.Region, key, action);
            }
            catch (AccessDeniedException denied)
            {
                throw new AwsException("KMS.AccessDeniedException", denied.Message);
            }
            catch (AwsException error) when (error is not AccessDeniedException)
            {
                throw new AwsException("KMS." + error.Code.Replace("KMS", "", StringComparison.Ordinal), error.Message);
            }
        }
    }

    /// <summary>Throws unless the policy is one and its principals exist; gives it as it is kept.</summary>
    public string Keep(string policy)
    {
        try
        {
            var document = PolicyDocument.Parse(policy, PolicyKind.Resource);
            if (authorizer.MissingPrincipalOf(document) is not null)
                throw SqsFailures.InvalidAttribute("Policy");
        }
        catch (PolicyDocumentException)
        {
            throw SqsFailures.InvalidAttribute("Policy");
        }
        return authorizer.Keep(policy);
    }

    /// <summary>A kept queue policy as it is shown.</summary>
    public string Show(string policy) => authorizer.Show(policy);

    static string? KeyArn(Queue queue) =>
        queue.Attributes.GetValueOrDefault("KmsMasterKeyId") switch
        {
            null => null,
            { } arn when arn.StartsWith("arn:", StringComparison.Ordinal) => arn,
            { } name => $"arn:{Partitions.Of(queue.Region)}:kms:{queue.Region}:{queue.Account}:"
                + (name.StartsWith("alias/", StringComparison.Ordinal) ? name : "key/" + name),
        };

    static AccessQuestion Question(
        string action,
        string arn,
        string region,
        Queue? queue,
        TagChange? change,
        string callersAccount
    ) =>
        new AccessQuestion(action, arn, region)
        {
            ResourcePolicy =
                queue?.Policy is { } policy && (queue.Account == callersAccount || !_ownOnly.Contains(action))
                    ? PolicyCache.Get(queue.Name, PolicyKind.Resource, policy)
                    : null,
        }
            .WithTagChange(change ?? TagChange.Add(TagChange.None))
            .WithResourceTags(queue?.Tags ?? TagChange.None);
}
