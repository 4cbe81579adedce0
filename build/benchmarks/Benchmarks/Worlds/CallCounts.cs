namespace Benchmarks.Worlds;

/// <summary>The calls that a local AWS answered in some time.</summary>
/// <param name="Calls">By service:Action.</param>
public sealed record CallCounts(IReadOnlyDictionary<string, long> Calls, IReadOnlyDictionary<string, long> Throttled)
{
    /// <summary>User and system time of the local AWS meanwhile.</summary>
    public TimeSpan Cpu { get; init; }

    public long Total => Calls.Values.Sum();

    public long TotalThrottled => Throttled.Values.Sum();

    public long Of(string api) => Calls.GetValueOrDefault(api);
}
