using LocalAws.Identities;
using LocalAws.Protocol;

namespace LocalAws.Logs;

/// <summary>What CloudWatch Logs does with streams.</summary>
public sealed class LogStreamOperations
{
    const int LongestName = 512;
    readonly LogAccess _access;

    internal LogStreamOperations(LogAccess access) => _access = access;

    /// <summary>Makes a stream.</summary>
    public void Create(Caller caller, string region, string group, string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        if (name.Length is 0 or > LongestName || name.AsSpan().IndexOfAny(':', '*') >= 0)
        {
            throw LogAccess.Invalid(
                $"1 validation error detected: Value '{name}' at 'logStreamName' failed to satisfy constraint: Member must satisfy regular expression pattern: [^:*]*"
            );
        }
        var owner = _access.Demand(caller, region, group, "logs:CreateLogStream", name);
        var stream = new LogStream(owner.Name, name, $"{owner.Arn}:log-stream:{name}", _access.Now);
        if (
            !_access
                .Streams(Iam.Arns.AccountOf(owner.Arn), region)
                .TryAdd(LogAccess.StreamKey(owner.Name, name), stream)
        )
            throw new AwsException("ResourceAlreadyExistsException", "The specified log stream already exists");
    }

    /// <summary>Deletes a stream with its events.</summary>
    public void Delete(Caller caller, string region, string group, string name)
    {
        var owner = _access.Demand(caller, region, group, "logs:DeleteLogStream", name);
        _access.Stream(owner, name);
        var account = Iam.Arns.AccountOf(owner.Arn);
        var key = LogAccess.StreamKey(owner.Name, name);
        foreach (var (batch, _) in _access.Batches(account, region).Range(key + ":", after: null, int.MaxValue))
            _access.Batches(account, region).Remove(batch);
        _access.Streams(account, region).Remove(key);
    }

    /// <summary>The streams of a group whose names begin with the prefix, each with its batches, in the order of their names.</summary>
    public IReadOnlyList<(LogStream Stream, IReadOnlyList<LogBatch> Batches)> Describe(
        Caller caller,
        string region,
        string group,
        string prefix
    )
    {
        var owner = _access.Demand(caller, region, group, "logs:DescribeLogStreams");
        var (account, home) = (Iam.Arns.AccountOf(owner.Arn), Iam.Arns.RegionOf(owner.Arn));
        return
        [
            .. _access
                .Streams(account, home)
                .Range(LogAccess.StreamKey(owner.Name, prefix), after: null, int.MaxValue)
                .Select(pair =>
                    (
                        pair.Value,
                        (IReadOnlyList<LogBatch>)
                            [
                                .. _access
                                    .Batches(account, home)
                                    .Range(pair.Key + ":", after: null, int.MaxValue)
                                    .Select(batch => batch.Value),
                            ]
                    )
                ),
        ];
    }
}
