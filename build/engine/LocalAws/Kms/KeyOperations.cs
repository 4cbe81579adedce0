using LocalAws.Identities;
using LocalAws.Protocol;

namespace LocalAws.Kms;

/// <summary>What KMS does with keys.</summary>
public sealed class KeyOperations
{
    readonly KeyAccess _access;

    internal KeyOperations(KeyAccess access) => _access = access;

    /// <summary>Makes a key; without a policy its account decides who may use it.</summary>
    public Key Create(
        Caller caller,
        string region,
        string? policy,
        string description,
        IReadOnlyDictionary<string, string> tags,
        bool bypassLockoutCheck = false
    )
    {
        ArgumentNullException.ThrowIfNull(caller);
        policy ??= $$"""
            {"Version":"2012-10-17","Id":"key-default-1","Statement":[{"Sid":"Enable IAM User Permissions","Effect":"Allow","Principal":{"AWS":"arn:{{caller.Partition}}:iam::{{caller.Account}}:root"},"Action":"kms:*","Resource":"*"}]}
            """;
        _access.DemandOfAccount(caller, region, "kms:CreateKey", tags);
        var key = _access.Make(caller.Account, region, policy) with { Description = description, Tags = tags };
        if (tags.Count > 0)
            _access.DemandTags(caller, key);
        _access.CheckPolicy(caller, key, policy, bypassLockoutCheck);
        _access.Keys(caller.Account, region).Put(key.Id, key with { Policy = _access.Keep(policy) });
        return key;
    }

    /// <summary>The key of an id, ARN or alias.</summary>
    public Key Describe(Caller caller, string region, string selector) =>
        _access.Demand(caller, region, "kms:DescribeKey", selector);

    /// <summary>The account's keys.</summary>
    public IReadOnlyList<Key> List(Caller caller, string region)
    {
        ArgumentNullException.ThrowIfNull(caller);
        _access.DemandOfAccount(caller, region, "kms:ListKeys");
        return _access.Keys(caller.Account, region).All();
    }

    /// <summary>The key policy.</summary>
    public string GetPolicy(Caller caller, string region, string selector) =>
        _access.Show(_access.Demand(caller, region, "kms:GetKeyPolicy", selector).Policy);

    /// <summary>The names of the key's policies; every key has the one.</summary>
    public IReadOnlyList<string> ListPolicies(Caller caller, string region, string selector)
    {
        _access.Demand(caller, region, "kms:ListKeyPolicies", selector);
        return ["default"];
    }

    /// <summary>Sets the key policy.</summary>
    public void PutPolicy(Caller caller, string region, string selector, string policy, bool bypassLockoutCheck = false)
    {
        var key = _access.Demand(caller, region, "kms:PutKeyPolicy", selector);
        _access.CheckPolicy(caller, key, policy, bypassLockoutCheck);
        var kept = _access.Keep(policy);
        Change(caller, region, selector, "kms:PutKeyPolicy", found => found with { Policy = kept });
    }

    /// <summary>Sets the description.</summary>
    public void UpdateDescription(Caller caller, string region, string selector, string description) =>
        Change(caller, region, selector, "kms:UpdateKeyDescription", key => key with { Description = description });

    /// <summary>Lets the key be used, or not.</summary>
    public void SetEnabled(Caller caller, string region, string selector, bool enabled) =>
        Change(
            caller,
            region,
            selector,
            enabled ? "kms:EnableKey" : "kms:DisableKey",
            key => key with { Enabled = enabled }
        );

    /// <summary>The key, to see whether it rotates, with the time of its next rotation.</summary>
    public (Key Key, DateTimeOffset? Next) GetRotation(Caller caller, string region, string selector)
    {
        var key = _access.Demand(caller, region, "kms:GetKeyRotationStatus", selector);
        return (key, key.NextRotation(_access.Now));
    }

    /// <summary>Lets the key rotate every so many days, a year by default, or not.</summary>
    public void SetRotation(Caller caller, string region, string selector, bool rotates, int? period = null) =>
        Change(
            caller,
            region,
            selector,
            rotates ? "kms:EnableKeyRotation" : "kms:DisableKeyRotation",
            key =>
                key with
                {
                    Rotates = rotates,
                    RotatesSince = rotates ? _access.Now : null,
                    RotationPeriod = period ?? Key.UsualPeriod,
                }
        );

    /// <summary>Marks the key for deletion in so many days; it cannot be used from now on.</summary>
    public Key ScheduleDeletion(Caller caller, string region, string selector, int days)
    {
        if (days is < 7 or > 30)
            throw new AwsException("ValidationException", "PendingWindowInDays must be between 7 and 30.");
        var at = _access.Now.AddDays(days);
        return Change(caller, region, selector, "kms:ScheduleKeyDeletion", key => key with { DeletionDate = at });
    }

    /// <summary>Keeps a key that was to be deleted; it is disabled then.</summary>
    public Key CancelDeletion(Caller caller, string region, string selector) =>
        Change(
            caller,
            region,
            selector,
            "kms:CancelKeyDeletion",
            key => key with { DeletionDate = null, Enabled = false },
            whilePending: true
        );

    /// <summary>Adds, changes or removes tags.</summary>
    public void Tag(Caller caller, string region, string selector, TagChange change)
    {
        ArgumentNullException.ThrowIfNull(change);
        Change(
            caller,
            region,
            selector,
            change.IsRemoval ? "kms:UntagResource" : "kms:TagResource",
            key => key with { Tags = change.ApplyTo(key.Tags, KeyAccess.Tags) },
            tags: change
        );
    }

    /// <summary>The key's tags.</summary>
    public IReadOnlyDictionary<string, string> ListTags(Caller caller, string region, string selector) =>
        _access.Demand(caller, region, "kms:ListResourceTags", selector).Tags;

    Key Change(
        Caller caller,
        string region,
        string selector,
        string action,
        Func<Key, Key> change,
        bool whilePending = false,
        TagChange? tags = null
    )
    {
        var key = _access.Demand(caller, region, action, selector, tags: tags);
        if (key.DeletionDate is not null != whilePending)
            throw new AwsException(
                "KMSInvalidStateException",
                $"{key.Arn} is {(whilePending ? "not " : "")}pending deletion."
            );
        var (account, keyRegion) = (Iam.Arns.AccountOf(key.Arn), Iam.Arns.RegionOf(key.Arn));
        return _access.Keys(account, keyRegion).Update(key.Id, found => change(found ?? key))!;
    }
}
