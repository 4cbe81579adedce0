using System.Diagnostics;
using System.Globalization;
using Benchmarks.Measurements;
using Benchmarks.Tables;
using Benchmarks.Workloads;
using Benchmarks.Worlds;

namespace Benchmarks.LocalWorlds;

/// <summary>What a signed DescribeStacks costs a local AWS with few and with many accounts, and what memory these take.</summary>
public sealed class CallsWorkload : Workload
{
    const int StacksOfAnAccount = 5;
    const int Callers = 16;
    const int CallsOfARound = 4000;
    const double LeastRate = 800;
    const long MostMemory = 400L << 20;

    const string Template = """
        {"Resources":{"Parameter":{"Type":"AWS::SSM::Parameter","Properties":{"Type":"String","Value":"one"}}}}
        """;

    static readonly int[] sizes = [1, 100, 1000];

    public override string Name => "local-aws-calls";

    public override string Description =>
        $"signed DescribeStacks from one client process, {StacksOfAnAccount} stacks in each of 1, 100 and 1000 accounts";

    public override async Task RunAsync(
        BenchmarkOptions options,
        TextWriter output,
        CancellationToken cancellationToken
    )
    {
        var table = new TextTable("accounts", "calls/s", "CPU of a call", "memory");
        var lines = new List<string>();
        foreach (var size in sizes)
        {
            string[] accounts = [.. LocalAccounts.Take(size)];
            var world = new WorldOptions { Accounts = accounts, CountsCalls = false };
            await using var process = await WorldProcess.StartAsync(world, cancellationToken);
            await FillAsync(process, accounts, cancellationToken);
            var rounds = new List<(double Rate, double Cpu)>();
            // The first round warms up both processes.
            for (var round = 0; round <= options.Rounds; round++)
                rounds.Add(await CallAsync(process, accounts, cancellationToken));
            var rate = Statistics.Median(rounds.Skip(1).Select(one => one.Rate));
            var cpu = Statistics.Median(rounds.Skip(1).Select(one => one.Cpu));
            var memory = process.Memory;
            table.Add(
                $"{size}",
                rate.ToString("0", CultureInfo.InvariantCulture),
                string.Create(CultureInfo.InvariantCulture, $"{cpu * 1e6:0} us"),
                Units.Megabytes(memory)
            );
            if (size == sizes[^1])
            {
                lines.Add(Judgement.Line($"at least {LeastRate:0} calls/s", $"{rate:0}", rate >= LeastRate));
                lines.Add(
                    Judgement.Line(
                        $"less than {Units.Megabytes(MostMemory)} with {size} accounts",
                        Units.Megabytes(memory),
                        memory < MostMemory
                    )
                );
            }
        }
        await output.WriteAsync(table.ToString());
        foreach (var line in lines)
            await output.WriteLineAsync($"  {line}");
    }

    static async Task FillAsync(WorldProcess world, string[] accounts, CancellationToken cancellationToken)
    {
        await Parallel.ForEachAsync(
            accounts,
            new ParallelOptions { MaxDegreeOfParallelism = Callers, CancellationToken = cancellationToken },
            async (account, cancel) =>
            {
                using var client = new LocalClient(world, account);
                for (var stack = 0; stack < StacksOfAnAccount; stack++)
                    await client.CreateAsync($"Stack-{stack}", Template, cancel);
            }
        );
    }

    /// <summary>Calls a second, and the local AWS's CPU seconds of a call.</summary>
    static async Task<(double Rate, double Cpu)> CallAsync(
        WorldProcess world,
        string[] accounts,
        CancellationToken cancellationToken
    )
    {
        var before = world.Cpu;
        var start = Stopwatch.GetTimestamp();
        await Parallel.ForEachAsync(
            Enumerable.Range(0, Callers),
            new ParallelOptions { MaxDegreeOfParallelism = Callers, CancellationToken = cancellationToken },
            async (caller, cancel) =>
            {
                // Accounts far from each other, so that none is at hand from the call before.
                using var client = new LocalClient(world, accounts[caller * 61 % accounts.Length]);
                for (var call = 0; call < CallsOfARound / Callers; call++)
                {
                    if (!await client.DescribeAsync($"Stack-{call % StacksOfAnAccount}", cancel))
                        throw new BenchmarkException("A stack that was created is missing.");
                }
            }
        );
        var elapsed = Stopwatch.GetElapsedTime(start);
        return (CallsOfARound / elapsed.TotalSeconds, (world.Cpu - before).TotalSeconds / CallsOfARound);
    }
}
