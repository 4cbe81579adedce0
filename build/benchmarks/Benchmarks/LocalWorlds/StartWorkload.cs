using Benchmarks.Measurements;
using Benchmarks.Tables;
using Benchmarks.Workloads;
using Benchmarks.Worlds;

namespace Benchmarks.LocalWorlds;

/// <summary>How soon a local AWS in its own process answers its first request.</summary>
public sealed class StartWorkload : Workload
{
    static readonly TimeSpan longest = TimeSpan.FromSeconds(0.5);

    public override string Name => "local-aws-start";

    public override string Description => "start of the local AWS in its own process, to its first answer";

    public override async Task RunAsync(
        BenchmarkOptions options,
        TextWriter output,
        CancellationToken cancellationToken
    )
    {
        string[] accounts = [.. LocalAccounts.Take(10)];
        var times = new List<TimeSpan>();
        // The first round also makes this process ready to ask.
        for (var round = 0; round <= options.Rounds; round++)
        {
            await using var world = await WorldProcess.StartAsync(new() { Accounts = accounts }, cancellationToken);
            using var client = new LocalClient(world, accounts[0]);
            var asked = System.Diagnostics.Stopwatch.GetTimestamp();
            await client.DescribeAsync("Missing", cancellationToken);
            if (round > 0)
                times.Add(world.StartTime + System.Diagnostics.Stopwatch.GetElapsedTime(asked));
        }
        var median = TimeSpan.FromTicks((long)Statistics.Median(times.Select(time => (double)time.Ticks)));
        await output.WriteLineAsync(
            $"  {Judgement.Line($"less than {Units.Seconds(longest)} to the first answer", Units.Seconds(median), median < longest)}"
        );
    }
}
