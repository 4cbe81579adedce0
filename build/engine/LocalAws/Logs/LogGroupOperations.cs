using System.Text.RegularExpressions;
using LocalAws.Identities;
using LocalAws.Protocol;

namespace LocalAws.Logs;

/// <summary>What CloudWatch Logs does with groups.</summary>
public sealed partial class LogGroupOperations
{
    static readonly int[] _retentions =
    [
        1,
        3,
        5,
        7,
        14,
        30,
        60,
        90,
        120,
        150,
        180,
        365,
        400,
        545,
        731,
        1096,
        1827,
        2192,
        2557,
        2922,
        3288,
        3653,
    ];

    readonly LogAccess _access;

    internal LogGroupOperations(LogAccess access) => _access = access;

    /// <summary>Makes a group.</summary>
    public LogGroup Create(
        Caller caller,
        string region,
        string name,
        string? keyId,
        string? groupClass,
        IReadOnlyDictionary<string, string> tags
    )
    {
        ArgumentNullException.ThrowIfNull(caller);
        ArgumentNullException.ThrowIfNull(tags);
        if (!Name().IsMatch(name))
        {
            throw LogAccess.Invalid(
                $"1 validation error detected: Value '{name}' at 'logGroupName' failed to satisfy constraint: Member must satisfy regular expression pattern: [\\.\\-_/#A-Za-z0-9]+"
            );
        }
        if (groupClass is not (null or "STANDARD" or "INFREQUENT_ACCESS" or "DELIVERY"))
            throw LogAccess.Invalid($"'{groupClass}' is not a log group class.");
        _access.DemandCreation(caller, region, name, "logs:CreateLogGroup", tags);
        if (tags.Count > 0)
            _access.DemandCreation(caller, region, name, "logs:TagResource", tags);
        var group = new LogGroup
        {
            Name = name,
            Arn = LogAccess.Arn(caller.Account, region, name),
            Created = _access.Now,
            KeyId = keyId,
            Class = groupClass ?? "STANDARD",
            Tags = tags,
        };
        if (keyId is not null)
            _access.CheckKey(group.Arn, keyId);
        return _access.Groups(caller.Account, region).TryAdd(name, group)
            ? group
            : throw new AwsException("ResourceAlreadyExistsException", "The specified log group already exists");
    }

    /// <summary>The groups whose names begin with the prefix, in the order of their names.</summary>
    public IReadOnlyList<LogGroup> Describe(Caller caller, string region, string prefix)
    {
        ArgumentNullException.ThrowIfNull(caller);
        _access.DemandListing(caller, region, "logs:DescribeLogGroups");
        return
        [
            .. _access
                .Groups(caller.Account, region)
                .Range(prefix, after: null, int.MaxValue)
                .Select(pair => pair.Value),
        ];
    }

    /// <summary>Deletes a group with its streams and events; the group goes last, so that what is left can be deleted again.</summary>
    public void Delete(Caller caller, string region, string name)
    {
        var group = _access.Demand(caller, region, name, "logs:DeleteLogGroup");
        var (account, home) = (Iam.Arns.AccountOf(group.Arn), Iam.Arns.RegionOf(group.Arn));
        var below = group.Name + ":";
        foreach (var (key, _) in _access.Batches(account, home).Range(below, after: null, int.MaxValue))
            _access.Batches(account, home).Remove(key);
        foreach (var (key, _) in _access.Streams(account, home).Range(below, after: null, int.MaxValue))
            _access.Streams(account, home).Remove(key);
        _access.Groups(account, home).Remove(group.Name);
    }

    /// <summary>Sets how many days events are kept; null keeps them.</summary>
    public void SetRetention(Caller caller, string region, string name, int? days)
    {
        if (days is { } given && !_retentions.Contains(given))
        {
            throw LogAccess.Invalid(
                $"1 validation error detected: Value '{given}' at 'retentionInDays' failed to satisfy constraint: Member must satisfy enum value set: [{string.Join(", ", _retentions)}]"
            );
        }
        var action = days is null ? "logs:DeleteRetentionPolicy" : "logs:PutRetentionPolicy";
        Change(_access.Demand(caller, region, name, action), group => group with { RetentionDays = days });
    }

    /// <summary>Sets the KMS key; null removes it.</summary>
    public void SetKey(Caller caller, string region, string name, string? keyId)
    {
        var action = keyId is null ? "logs:DisassociateKmsKey" : "logs:AssociateKmsKey";
        var group = _access.Demand(caller, region, name, action);
        if (keyId is not null)
            _access.CheckKey(group.Arn, keyId);
        Change(group, found => found with { KeyId = keyId });
    }

    /// <summary>Adds, changes or removes tags.</summary>
    public void Tag(Caller caller, string region, string nameOrArn, TagChange change)
    {
        ArgumentNullException.ThrowIfNull(change);
        var action = change.IsRemoval ? "logs:UntagResource" : "logs:TagResource";
        Change(
            _access.Demand(caller, region, nameOrArn, action, stream: null, change),
            group => group with { Tags = change.ApplyTo(group.Tags, LogAccess.Tags) }
        );
    }

    /// <summary>The tags of a group.</summary>
    public IReadOnlyDictionary<string, string> ListTags(Caller caller, string region, string nameOrArn) =>
        _access.Demand(caller, region, nameOrArn, "logs:ListTagsForResource").Tags;

    void Change(LogGroup group, Func<LogGroup, LogGroup> change) =>
        _access
            .Groups(Iam.Arns.AccountOf(group.Arn), Iam.Arns.RegionOf(group.Arn))
            .Update(group.Name, found => change(found ?? throw LogAccess.NoGroup()));

    [GeneratedRegex(@"^[.\-_/#A-Za-z0-9]{1,512}$", RegexOptions.CultureInvariant)]
    private static partial Regex Name();
}
