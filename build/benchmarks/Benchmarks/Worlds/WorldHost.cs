using System.Text.Json;
using LocalAws;
using LocalAws.CloudFormation;
using LocalAws.Faults;

namespace Benchmarks.Worlds;

/// <summary>
/// The process of a local AWS: takes its options from the first line, says that it is there, answers every further line with
/// the calls since the line before, and ends with its input.
/// </summary>
static class WorldHost
{
    public static async Task RunAsync(TextReader input, TextWriter output)
    {
        var line = await input.ReadLineAsync() ?? throw new BenchmarkException("The world has no options.");
        var options = JsonSerializer.Deserialize(line, WorldJson.Default.WorldOptions)!;
        var counter = new CallCounter();
        await using var server = await LocalAwsServer.StartAsync(Translate(options, counter), CancellationToken.None);
        var keys = options.Accounts.ToDictionary(account => account, account => Key(server, account));
        await output.WriteLineAsync(
            JsonSerializer.Serialize(new(server.Endpoint, keys), WorldJson.Default.WorldGreeting)
        );
        while (await input.ReadLineAsync() is not null)
            await output.WriteLineAsync(JsonSerializer.Serialize(counter.Take(), WorldJson.Default.CallCounts));
    }

    static WorldKey Key(LocalAwsServer server, string account)
    {
        var key = server.AdministratorOf(account);
        return new WorldKey(key.AccessKeyId, key.SecretAccessKey);
    }

    static LocalAwsOptions Translate(WorldOptions options, CallCounter counter) =>
        new()
        {
            Accounts = options.Accounts,
            StateDirectory = options.StateDirectory,
            CloudFormation = new CloudFormationOptions
            {
                ChangeSetDuration = options.ChangeSetDuration,
                ResourceDuration = options.ResourceDuration,
            },
            Faults = new FaultOptions
            {
                Latencies = options.Latency > TimeSpan.Zero ? [new(ApiPattern.All, options.Latency)] : [],
                RateLimits = options.CallsPerSecond > 0 ? [new(new("cloudformation:*"), options.CallsPerSecond)] : [],
                Ended = options.CountsCalls ? counter.Add : null,
            },
        };
}
