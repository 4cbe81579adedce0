using System.Security.Cryptography;
using Iam;
using LocalAws.Documents;
using LocalAws.Identities;
using LocalAws.Protocol;
using LocalAws.Worlds;

namespace LocalAws.Kms;

/// <summary>Finds keys by id, ARN or alias and asks whether a caller may do something with them.</summary>
sealed class KeyAccess(World world, Authorizer authorizer)
{
    const string AliasPrefix = "alias/";
    const string ManagedPrefix = "alias/aws/";

    /// <summary>What a key policy can allow to other accounts; the rest "cannot be performed on a KMS key in a different account", as the API reference says.</summary>
    static readonly HashSet<string> _acrossAccounts =
    [
        "kms:DescribeKey",
        "kms:GetKeyRotationStatus",
        "kms:Encrypt",
        "kms:Decrypt",
        "kms:GenerateDataKey",
        "kms:GenerateDataKeyWithoutPlaintext",
    ];

    /// <summary>What can name a key by an alias, which is kms:RequestAlias then (Service Authorization Reference).</summary>
    static readonly HashSet<string> _byAlias =
    [
        "kms:DescribeKey",
        "kms:Encrypt",
        "kms:Decrypt",
        "kms:GenerateDataKey",
        "kms:GenerateDataKeyWithoutPlaintext",
    ];

    /// <summary>Tags, in KMS's words.</summary>
    public static readonly TagRules Tags = new(
        "TagException",
        "TagException",
        takesEveryCharacter: true,
        reserved: "Tags beginning with aws: are reserved",
        tooMany: "Too many tags"
    );

    /// <summary>Whether a text has the form of a key's id: a UUID, or mrk- and 32 hexadecimal digits.</summary>
    static bool IsKeyId(string text) =>
        Guid.TryParseExact(text, "D", out _)
        || (
            text.StartsWith("mrk-", StringComparison.Ordinal)
            && text.Length == 36
            && text.AsSpan(4).IndexOfAnyExcept(System.Buffers.SearchValues.Create("0123456789abcdef")) < 0
        );

    public DateTimeOffset Now => world.Now;

    public Table<Key> Keys(string account, string region) => world.Table(KmsTables.Keys, account, region);

    public Table<KeyAlias> Aliases(string account, string region) => world.Table(KmsTables.Aliases, account, region);

    /// <summary>The key if the caller may do the action with it.</summary>
    public Key Demand(
        Caller caller,
        string region,
        string action,
        string selector,
        RequestContext? context = null,
        TagChange? tags = null
    )
    {
        var (account, keyRegion, name) = Parse(caller.Account, region, selector);
        if (keyRegion != region)
            throw new AwsException("NotFoundException", $"Invalid arn {keyRegion}");
        var key = Find(account, keyRegion, name);
        if (key is null)
        {
            authorizer.Demand(
                caller,
                keyRegion,
                action,
                $"arn:{Partitions.Of(keyRegion)}:kms:{keyRegion}:{account}:{Resource(name)}"
            );
            throw new AwsException(
                "NotFoundException",
                name.StartsWith(AliasPrefix, StringComparison.Ordinal)
                        ? $"Alias arn:{Partitions.Of(keyRegion)}:kms:{keyRegion}:{account}:{name} is not found."
                    : !IsKeyId(name) ? $"Invalid keyId '{name}'"
                    : $"Key 'arn:{Partitions.Of(keyRegion)}:kms:{keyRegion}:{account}:key/{name}' does not exist"
            );
        }
        context = (context ?? RequestContext.Empty).With([
            new("kms:CallerAccount", [caller.Account]),
            new("kms:KeySpec", ["SYMMETRIC_DEFAULT"]),
            new("kms:KeyUsage", ["ENCRYPT_DECRYPT"]),
            new("kms:KeyOrigin", ["AWS_KMS"]),
            new("kms:MultiRegion", ["false"]),
            new("kms:ResourceAliases", [.. AliasesOf(key)]),
        ]);
        if (_byAlias.Contains(action) && name.StartsWith(AliasPrefix, StringComparison.Ordinal))
            context = context.With("kms:RequestAlias", name);
        if (caller.ViaService is { } service)
            context = context.With(
                "kms:ViaService",
                service.Replace(".amazonaws", $".{keyRegion}.amazonaws", StringComparison.Ordinal)
            );
        authorizer.Demand(
            caller,
            new AccessQuestion(action, key.Arn, keyRegion)
            {
                ResourceAccount = account,
                ResourcePolicy =
                    account == caller.Account || _acrossAccounts.Contains(action)
                        ? PolicyCache.Get(key.Id, PolicyKind.Key, key.Policy)
                        : null,
                Context = context,
            }
                .WithTagChange(tags ?? TagChange.Add(TagChange.None))
                .WithResourceTags(key.Tags)
        );
        return key;
    }

    /// <summary>Whether a key is there, enabled, and lets a service do all this with it.</summary>
    public bool Lets(string service, string arn, IEnumerable<string> actions, RequestContext context)
    {
        var (account, region, name) = Parse("", "", arn);
        if (Find(account, region, name) is not { State: "Enabled" } key)
            return false;
        var policies = Policies.None with { Resource = PolicyCache.Get(key.Id, PolicyKind.Key, key.Policy) };
        return actions.All(action =>
            authorizer
                .Decide(
                    Principal.Service(service),
                    policies,
                    new AccessQuestion(action, key.Arn, region) { ResourceAccount = account, Context = context },
                    viaService: null
                )
                .IsAllowed
        );
    }

    /// <summary>A key policy as it is kept.</summary>
    public string Keep(string policy) => authorizer.Keep(policy);

    /// <summary>A kept key policy as it is shown.</summary>
    public string Show(string policy) => authorizer.Show(policy);

    /// <summary>Throws where KMS does not take the text as a key policy, or where it would keep the caller from changing it again.</summary>
    public void CheckPolicy(Caller caller, Key key, string text, bool bypassLockoutCheck)
    {
        var policy = DocumentCheck.Run(KeyPolicies.Owner, authorizer, text);
        var question = new AccessQuestion("kms:PutKeyPolicy", key.Arn, Arns.RegionOf(key.Arn))
        {
            ResourceAccount = Arns.AccountOf(key.Arn),
            ResourcePolicy = new(key.Id, PolicyKind.Key, policy),
        };
        if (!bypassLockoutCheck && !authorizer.Allows(caller, question.WithResourceTags(key.Tags)))
            throw new AwsException(
                "MalformedPolicyDocumentException",
                "The new key policy will not allow you to update the key policy in the future."
            );
    }

    /// <summary>Asks for an action that is on the account and not on a key.</summary>
    public void DemandOfAccount(
        Caller caller,
        string region,
        string action,
        IReadOnlyDictionary<string, string>? tags = null
    ) =>
        authorizer.Demand(
            caller,
            new AccessQuestion(action, "*", region) { ResourceAccount = caller.Account }.WithRequestTags(
                tags ?? new Dictionary<string, string>()
            )
        );

    /// <summary>Asks for the tags of a new key, of which an identity's policies decide alone (KMS API Reference, CreateKey).</summary>
    public void DemandTags(Caller caller, Key key) =>
        authorizer.Demand(
            caller,
            new AccessQuestion("kms:TagResource", key.Arn, Arns.RegionOf(key.Arn))
            {
                ResourceAccount = caller.Account,
            }.WithRequestTags(key.Tags)
        );

    /// <summary>Asks for an action on an alias.</summary>
    public void DemandOfAlias(Caller caller, string region, string action, string alias) =>
        authorizer.Demand(caller, region, action, $"arn:{Partitions.Of(region)}:kms:{region}:{caller.Account}:{alias}");

    /// <summary>The key of a name, those of AWS's own services made when first asked for.</summary>
    public Key? Find(string account, string region, string name)
    {
        if (!world.HasAccount(account))
            return null;
        if (!name.StartsWith(AliasPrefix, StringComparison.Ordinal))
            return Keys(account, region).Find(name);
        var alias = Aliases(account, region).Find(name);
        if (alias is null && name.StartsWith(ManagedPrefix, StringComparison.Ordinal))
            alias = Manage(account, region, name);
        return alias is null ? null : Keys(account, region).Find(alias.KeyId);
    }

    /// <summary>Account, region, and id or alias of what clients name keys by.</summary>
    public static (string Account, string Region, string Name) Parse(string account, string region, string selector)
    {
        if (selector.Split(':', 6) is not ["arn", _, "kms", var keyRegion, var owner, var resource])
            return (account, region, selector);
        return (
            owner,
            keyRegion,
            resource.StartsWith("key/", StringComparison.Ordinal) ? resource["key/".Length..] : resource
        );
    }

    /// <summary>A new key of the account.</summary>
    public Key Make(string account, string region, string policy)
    {
        var id = Guid.NewGuid().ToString();
        return new()
        {
            Id = id,
            Arn = $"arn:{Partitions.Of(region)}:kms:{region}:{account}:key/{id}",
            Created = world.Now,
            Policy = policy,
            Material = RandomNumberGenerator.GetBytes(32),
        };
    }

    KeyAlias Manage(string account, string region, string name)
    {
        var service = name[ManagedPrefix.Length..];
        var policy = $$"""
            {"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"AWS":"*"},"Action":["kms:Encrypt","kms:Decrypt","kms:ReEncrypt*","kms:GenerateDataKey*","kms:CreateGrant","kms:DescribeKey"],"Resource":"*","Condition":{"StringEquals":{"kms:CallerAccount":"{{account}}","kms:ViaService":"{{service}}.{{region}}.amazonaws.com"} } },{"Effect":"Allow","Principal":{"AWS":"arn:{{Partitions.Of(
                region
            )}}:iam::{{account}}:root"},"Action":["kms:Describe*","kms:Get*","kms:List*"],"Resource":"*"}]}
            """;
        return Aliases(account, region)
            .Update(
                name,
                found =>
                {
                    if (found is not null)
                        return found;
                    var key = Make(account, region, policy) with { Manager = "AWS", Rotates = true };
                    Keys(account, region).Put(key.Id, key);
                    return new(name, key.Id, world.Now, world.Now);
                }
            )!;
    }

    IEnumerable<string> AliasesOf(Key key) =>
        Aliases(Arns.AccountOf(key.Arn), Arns.RegionOf(key.Arn))
            .All()
            .Where(alias => alias.KeyId == key.Id)
            .Select(alias => alias.Name);

    static string Resource(string name) =>
        name.StartsWith(AliasPrefix, StringComparison.Ordinal) ? name : "key/" + name;
}
