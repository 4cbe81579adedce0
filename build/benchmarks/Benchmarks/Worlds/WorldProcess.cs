using System.Diagnostics;
using System.Text.Json;
using Benchmarks.Measurements;

namespace Benchmarks.Worlds;

/// <summary>A local AWS in its own process, as seen from here.</summary>
public sealed class WorldProcess : IAsyncDisposable
{
    public const string Verb = "serve-world";

    readonly Process process;
    readonly WorldGreeting greeting;
    TimeSpan counted;

    WorldProcess(Process process, WorldGreeting greeting, TimeSpan startTime) =>
        (this.process, this.greeting, StartTime) = (process, greeting, startTime);

    public Uri Endpoint => greeting.Endpoint;

    /// <summary>From the process's start until it listened.</summary>
    public TimeSpan StartTime { get; }

    /// <summary>Bytes resident now.</summary>
    public long Memory => ProcessFiles.ResidentOfTree(process.Id);

    /// <summary>User and system time until now.</summary>
    public TimeSpan Cpu => ProcessFiles.CpuOf(process.Id);

    public WorldKey AdministratorOf(string account) => greeting.Administrators[account];

    /// <exception cref="BenchmarkException">It ended at once, for reasons that it printed.</exception>
    public static async Task<WorldProcess> StartAsync(WorldOptions options, CancellationToken cancellationToken)
    {
        var command = OwnProgram.Command(Verb);
        var process = new Process
        {
            StartInfo = new ProcessStartInfo(command.Program, command.Arguments)
            {
                RedirectStandardInput = true,
                RedirectStandardOutput = true,
            },
        };
        var start = Stopwatch.GetTimestamp();
        process.Start();
        await process.StandardInput.WriteLineAsync(JsonSerializer.Serialize(options, WorldJson.Default.WorldOptions));
        var line =
            await process.StandardOutput.ReadLineAsync(cancellationToken)
            ?? throw new BenchmarkException("The local AWS did not start.");
        var elapsed = Stopwatch.GetElapsedTime(start);
        return new WorldProcess(process, JsonSerializer.Deserialize(line, WorldJson.Default.WorldGreeting)!, elapsed);
    }

    /// <summary>The calls since this was last asked.</summary>
    public async Task<CallCounts> TakeCallsAsync(CancellationToken cancellationToken)
    {
        await process.StandardInput.WriteLineAsync("calls");
        var line =
            await process.StandardOutput.ReadLineAsync(cancellationToken)
            ?? throw new BenchmarkException("The local AWS has ended.");
        var cpu = Cpu;
        var counts = JsonSerializer.Deserialize(line, WorldJson.Default.CallCounts)! with { Cpu = cpu - counted };
        counted = cpu;
        return counts;
    }

    public async ValueTask DisposeAsync()
    {
        process.StandardInput.Close();
        await process.WaitForExitAsync();
        process.Dispose();
    }
}
