using Benchmarks.Measurements;
using Benchmarks.Tables;
using Benchmarks.Worlds;

namespace Benchmarks.Deployments;

/// <summary>What the deployer has to reach in a scenario; what is null is not asked for.</summary>
public sealed record Target
{
    /// <summary>How many times faster than the CDK CLI.</summary>
    public double? TimesFaster { get; init; }

    public TimeSpan? Longest { get; init; }

    /// <summary>The share of throttled calls.</summary>
    public double? MostThrottled { get; init; }

    /// <summary>The share of the CDK CLI's peak memory.</summary>
    public double? MostMemory { get; init; }

    /// <summary>A line for each point: what was to be reached, and what was.</summary>
    /// <param name="cli">Null where the CDK CLI was left out.</param>
    public IEnumerable<string> Judge(Measurement own, CallCounts calls, Measurement? cli)
    {
        if (TimesFaster is { } times && cli is not null)
            yield return Judgement.Line(
                $"at least {times:0}x faster",
                Units.Times(cli.Wall / own.Wall, 1),
                cli.Wall / own.Wall >= times
            );
        if (Longest is { } longest)
            yield return Judgement.Line(
                $"at most {Units.Seconds(longest)}",
                Units.Seconds(own.Wall),
                own.Wall <= longest
            );
        if (MostThrottled is { } most)
            yield return Judgement.Line(
                $"less than {most:0 %} throttled",
                Units.Percent(calls.TotalThrottled, calls.Total),
                calls.TotalThrottled < calls.Total * most
            );
        if (MostMemory is { } share && cli is not null)
            yield return Judgement.Line(
                $"at most {share:0.0}x its memory",
                Units.Times(own.PeakMemory, cli.PeakMemory),
                own.PeakMemory <= cli.PeakMemory * share
            );
    }
}
