using System.Globalization;
using LocalAws.Identities;
using LocalAws.Kms;
using LocalAws.Protocol;
using LocalAws.Worlds;

namespace LocalAws.Logs;

/// <summary>Finds groups and streams and asks whether a caller may do something with them.</summary>
sealed class LogAccess(World world, Authorizer authorizer, Func<CryptoOperations> crypto)
{
    public DateTimeOffset Now => world.Now;

    public Table<LogGroup> Groups(string account, string region) => world.Table(LogTables.Groups, account, region);

    public Table<LogStream> Streams(string account, string region) => world.Table(LogTables.Streams, account, region);

    public Table<LogBatch> Batches(string account, string region) => world.Table(LogTables.Batches, account, region);

    public Table<ExportTask> Exports(string account, string region) => world.Table(LogTables.Exports, account, region);

    /// <summary>Asks for what is on no group.</summary>
    public void DemandOnAll(Caller caller, string region, string action) =>
        authorizer.Demand(caller, new(action, "*", region) { ResourceAccount = caller.Account });

    public static string Arn(string account, string region, string group) =>
        $"arn:{Partitions.Of(region)}:logs:{region}:{account}:log-group:{group}";

    /// <summary>Streams and batches are kept under their group, which has no colon in its name, as their stream has none.</summary>
    public static string StreamKey(string group, string stream) => $"{group}:{stream}";

    /// <summary>Batches are in the order in which they came.</summary>
    public static string BatchKey(string group, string stream, long number) =>
        $"{group}:{stream}:{number.ToString("d12", CultureInfo.InvariantCulture)}";

    /// <summary>Tags, in the words of CloudWatch Logs.</summary>
    public static readonly TagRules Tags = new("InvalidParameterException", "TooManyTagsException");

    /// <summary>The group of a name, or of an ARN where the operation takes one, if the caller may do the action with it.</summary>
    public LogGroup Demand(
        Caller caller,
        string region,
        string nameOrArn,
        string action,
        string? stream = null,
        TagChange? change = null
    )
    {
        var (account, groupRegion, name) = Parse(caller.Account, region, nameOrArn);
        var found = world.HasAccount(account) ? Groups(account, groupRegion).Find(name) : null;
        authorizer.Demand(
            caller,
            new AccessQuestion(action, Resource(account, groupRegion, name, action, stream), groupRegion)
                .WithTagChange(change ?? TagChange.Add(TagChange.None))
                .WithResourceTags(found?.Tags ?? TagChange.None)
        );
        return found ?? throw NoGroup();
    }

    /// <summary>Asks for the listing of groups.</summary>
    public void DemandListing(Caller caller, string region, string action) =>
        authorizer.Demand(caller, region, action, Resource(caller.Account, region, "", action, stream: null));

    /// <summary>Asks for the making of a group.</summary>
    public void DemandCreation(
        Caller caller,
        string region,
        string group,
        string action,
        IReadOnlyDictionary<string, string> tags
    ) =>
        authorizer.Demand(
            caller,
            new AccessQuestion(
                action,
                Resource(caller.Account, region, group, action, stream: null),
                region
            ).WithRequestTags(tags)
        );

    /// <summary>Throws unless the key, by its ARN, lets CloudWatch Logs encrypt the group with it ("Encrypt log data in CloudWatch Logs using AWS KMS").</summary>
    public void CheckKey(string groupArn, string keyArn)
    {
        var region = Iam.Arns.RegionOf(groupArn);
        if (keyArn.Split(':', 6) is not ["arn", _, "kms", var keyRegion, { Length: 12 }, _])
            throw Invalid($"'{keyArn}' is not the ARN of a KMS key.");
        var context = new Dictionary<string, string> { ["aws:logs:arn"] = groupArn };
        if (keyRegion != region || !crypto().ServesService($"logs.{region}.amazonaws.com", keyArn, context))
            throw new AwsException(
                "AccessDeniedException",
                $"The specified KMS key does not exist or is not allowed to be used with Arn '{groupArn}'"
            );
    }

    /// <summary>The stream of that name in a group.</summary>
    public LogStream Stream(LogGroup group, string name)
    {
        var (account, region) = (Iam.Arns.AccountOf(group.Arn), Iam.Arns.RegionOf(group.Arn));
        return Streams(account, region).Find(StreamKey(group.Name, name)) ?? throw NoStream();
    }

    public static AwsException NoGroup() => new("ResourceNotFoundException", "The specified log group does not exist.");

    public static AwsException NoStream() =>
        new("ResourceNotFoundException", "The specified log stream does not exist.");

    public static AwsException Invalid(string message) => new("InvalidParameterException", message);

    /// <summary>Policies name a group with ":*" behind it, except for tags, as the service's reference says.</summary>
    static string Resource(string account, string region, string group, string action, string? stream) =>
        action is "logs:TagResource" or "logs:UntagResource" or "logs:ListTagsForResource"
            ? Arn(account, region, group)
            : $"{Arn(account, region, group)}:log-stream:{stream}";

    static (string Account, string Region, string Name) Parse(string account, string region, string nameOrArn)
    {
        if (nameOrArn.Split(':') is not ["arn", _, "logs", var groupRegion, var owner, "log-group", var name, ..])
            return (account, region, nameOrArn);
        return (owner, groupRegion, name);
    }
}
