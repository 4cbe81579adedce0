using System.Globalization;
using LocalAws.Identities;
using LocalAws.Worlds;

namespace LocalAws.Logs;

/// <summary>What CloudWatch Logs does with events.</summary>
public sealed class LogEventOperations
{
    const int LargestBatch = 10_000;
    const int LongestBatchBytes = 1_048_576;
    const int EventOverheadBytes = 26;
    static readonly TimeSpan _longestSpan = TimeSpan.FromHours(24);
    static readonly TimeSpan _oldest = TimeSpan.FromDays(14);
    static readonly TimeSpan _newest = TimeSpan.FromHours(2);
    readonly LogAccess _access;

    internal LogEventOperations(LogAccess access) => _access = access;

    /// <summary>Adds events; those too old or too new are left out and counted.</summary>
    /// <returns>How many at the front were too old, and where the too new ones begin, if there are any.</returns>
    public (int TooOld, int? TooNewFrom) Put(
        Caller caller,
        string region,
        string group,
        string stream,
        IReadOnlyList<LogEvent> events
    )
    {
        ArgumentNullException.ThrowIfNull(events);
        var owner = _access.Demand(caller, region, group, "logs:PutLogEvents", stream);
        _access.Stream(owner, stream);
        Check(events);
        var (from, to) = (_access.Now - _oldest, _access.Now + _newest);
        var tooOld = events.TakeWhile(item => item.Timestamp < from.ToUnixTimeMilliseconds()).Count();
        var taken = events.Skip(tooOld).TakeWhile(item => item.Timestamp <= to.ToUnixTimeMilliseconds()).ToList();
        if (owner.KeyId is { } key)
            _access.CheckKey(owner.Arn, key);
        if (taken.Count > 0)
            Append(owner, stream, new(_access.Now, taken) { KeyId = owner.KeyId });
        return (tooOld, tooOld + taken.Count < events.Count ? tooOld + taken.Count : null);
    }

    /// <summary>The events of one stream, or of all or several, in the order of their times.</summary>
    /// <param name="action">logs:GetLogEvents or logs:FilterLogEvents.</param>
    /// <param name="isWanted">Which streams, by name.</param>
    public IReadOnlyList<FoundEvent> Read(
        Caller caller,
        string region,
        string group,
        string action,
        string? stream,
        Func<string, bool> isWanted
    )
    {
        var owner = _access.Demand(caller, region, group, action, stream);
        if (stream is not null)
            _access.Stream(owner, stream);
        var batches = _access
            .Batches(Iam.Arns.AccountOf(owner.Arn), Iam.Arns.RegionOf(owner.Arn))
            .Range(LogAccess.StreamKey(owner.Name, stream is null ? "" : stream + ":"), after: null, int.MaxValue)
            .Select(pair => (Key: pair.Key.Split(':'), Batch: pair.Value))
            .Where(item => isWanted(item.Key[1]))
            .ToList();
        foreach (var key in batches.Select(item => item.Batch.KeyId).OfType<string>().Distinct())
            _access.CheckKey(owner.Arn, key);
        return
        [
            .. batches
                .SelectMany(item =>
                    item.Batch.Events.Select(
                        (found, index) =>
                            new FoundEvent(item.Key[1], Id(item.Key[2], index), found, item.Batch.Ingested)
                    )
                )
                .OrderBy(found => found.Event.Timestamp),
        ];
    }

    void Append(LogGroup owner, string stream, LogBatch batch)
    {
        Table<LogBatch> batches = _access.Batches(Iam.Arns.AccountOf(owner.Arn), Iam.Arns.RegionOf(owner.Arn));
        var number = batches.Range(LogAccess.StreamKey(owner.Name, stream) + ":", after: null, int.MaxValue).Count;
        while (!batches.TryAdd(LogAccess.BatchKey(owner.Name, stream, number), batch))
            number++;
    }

    static void Check(IReadOnlyList<LogEvent> events)
    {
        if (events.Count is 0 or > LargestBatch)
        {
            throw LogAccess.Invalid(
                "1 validation error detected: Value at 'logEvents' failed to satisfy constraint: Member must have length between 1 and 10000"
            );
        }
        if (events.Zip(events.Skip(1)).Any(pair => pair.Second.Timestamp < pair.First.Timestamp))
            throw LogAccess.Invalid("Log events in a single PutLogEvents request must be in chronological order.");
        if (events[^1].Timestamp - events[0].Timestamp > _longestSpan.TotalMilliseconds)
            throw LogAccess.Invalid(
                "The batch of log events in a single PutLogEvents request cannot span more than 24 hours."
            );
        if (
            events.Sum(item => (long)System.Text.Encoding.UTF8.GetByteCount(item.Message) + EventOverheadBytes)
            > LongestBatchBytes
        )
            throw LogAccess.Invalid("Upload too large: the batch exceeds 1048576 bytes.");
    }

    static string Id(string batch, int index) => batch + index.ToString("d6", CultureInfo.InvariantCulture);
}
