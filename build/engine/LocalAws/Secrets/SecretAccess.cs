using System.Text.RegularExpressions;
using Iam;
using LocalAws.Documents;
using LocalAws.Identities;
using LocalAws.Kms;
using LocalAws.Protocol;
using LocalAws.Worlds;

namespace LocalAws.Secrets;

/// <summary>Finds secrets by name or ARN, and asks whether a caller may do something with them and with their key.</summary>
sealed partial class SecretAccess(World world, Authorizer authorizer, Func<CryptoOperations> crypto)
{
    /// <summary>Throws unless Secrets Manager takes the text as the policy of a secret.</summary>
    public void CheckPolicy(string policy) => DocumentCheck.Run(SecretPolicies.Owner, authorizer, policy);

    /// <summary>A resource policy as it is kept.</summary>
    public string Keep(string policy) => authorizer.Keep(policy);

    /// <summary>A kept resource policy as it is shown.</summary>
    public string Show(string policy) => authorizer.Show(policy);

    const string Via = "secretsmanager.amazonaws.com";

    /// <summary>Tags, in Secrets Manager's words.</summary>
    public static readonly TagRules Tags = new(
        "InvalidParameterException",
        "LimitExceededException",
        takesEveryCharacter: true
    );

    public DateTimeOffset Now => world.Now;

    public Table<Secret> Secrets(string account, string region) => world.Table(SecretTables.Secrets, account, region);

    /// <summary>The secret if the caller may do the action with it.</summary>
    public Secret Demand(
        Caller caller,
        string region,
        string action,
        string selector,
        TagChange? change = null,
        RequestContext? context = null
    ) =>
        DemandIfThere(caller, region, action, selector, change, context)
        ?? throw new AwsException("ResourceNotFoundException", "Secrets Manager can't find the specified secret.");

    /// <summary>What DeleteSecret answers of a secret that there is not.</summary>
    public static Secret Missing(Caller caller, string region, string selector, DateTimeOffset now)
    {
        var (account, secretRegion, name) = Parse(caller.Account, region, selector);
        return new()
        {
            Name = name,
            Arn = $"arn:{Partitions.Of(secretRegion)}:secretsmanager:{secretRegion}:{account}:secret:{name}",
            Created = now,
            Changed = now,
            DeletionDate = now,
        };
    }

    /// <summary>The secret, or null where there is none, if the caller may do the action with it.</summary>
    public Secret? DemandIfThere(
        Caller caller,
        string region,
        string action,
        string selector,
        TagChange? change = null,
        RequestContext? context = null
    )
    {
        if (!selector.StartsWith("arn:", StringComparison.Ordinal))
            CheckName(selector);
        var (account, secretRegion, name) = Parse(caller.Account, region, selector);
        var secret = Find(account, secretRegion, name);
        var arn =
            secret?.Arn ?? $"arn:{Partitions.Of(secretRegion)}:secretsmanager:{secretRegion}:{account}:secret:{name}";
        authorizer.Demand(
            caller,
            new AccessQuestion(action, arn, secretRegion)
            {
                ResourcePolicy = secret?.Policy is { } policy
                    ? PolicyCache.Get(name, PolicyKind.Resource, policy)
                    : null,
                Context = (context ?? RequestContext.Empty).With("secretsmanager:SecretId", arn),
            }
                .WithTagChange(change ?? TagChange.Add(TagChange.None))
                .WithResourceTags(secret?.Tags ?? TagChange.None)
        );
        return secret;
    }

    /// <summary>Asks for the creation of a secret, or the listing of all.</summary>
    public void DemandOfAccount(
        Caller caller,
        string region,
        string action,
        string resource,
        IReadOnlyDictionary<string, string> tags,
        RequestContext? context = null
    ) =>
        authorizer.Demand(
            caller,
            new AccessQuestion(action, resource, region)
            {
                ResourceAccount = caller.Account,
                Context = context ?? RequestContext.Empty,
            }.WithRequestTags(tags)
        );

    /// <summary>A secret that is to be deleted cannot be used.</summary>
    public static AwsException IsBeingDeleted() =>
        new(
            "InvalidRequestException",
            "You can't perform this operation on the secret because it was marked for deletion."
        );

    /// <summary>Asks for the use of the secret's own key; the service's key can be used by its whole account, and by no other.</summary>
    public void DemandKey(Caller caller, string region, string account, string? keyId, string action)
    {
        if (keyId is not (null or Secret.ServiceKey))
            crypto().DemandUse(caller.Through(Via), region, keyId, action);
        else if (account != caller.Account)
            throw new AwsException(
                "InvalidRequestException",
                "You can't access a secret from a different AWS account if you encrypt the secret with the default KMS service key."
            );
    }

    /// <summary>Throws unless a secret can have the name.</summary>
    public static void CheckName(string name)
    {
        if (!Name().IsMatch(name))
            throw new AwsException(
                "ValidationException",
                "Invalid name. Must be a valid name containing alphanumeric characters, or any of the following: -/_+=.@!"
            );
    }

    Secret? Find(string account, string region, string name)
    {
        if (!world.HasAccount(account))
            return null;
        var secrets = Secrets(account, region);
        if (secrets.Find(name) is { } byName)
            return byName;
        // A whole ARN has six characters behind the name.
        return
            name.Length > 7
            && name[^7] == '-'
            && secrets.Find(name[..^7]) is { } found
            && found.Arn.EndsWith(name, StringComparison.Ordinal)
            ? found
            : null;
    }

    static (string Account, string Region, string Name) Parse(string account, string region, string selector) =>
        selector.Split(':', 7) is ["arn", _, "secretsmanager", var secretRegion, var owner, "secret", var name]
            ? (owner, secretRegion, name)
            : (account, region, selector);

    [GeneratedRegex(@"^[A-Za-z0-9/_+=.@!-]{1,512}\z", RegexOptions.CultureInvariant)]
    private static partial Regex Name();
}
