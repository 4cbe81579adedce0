using System.Diagnostics;

namespace Benchmarks.Measurements;

/// <summary>Runs child processes, one at a time, and measures them. On Linux only, whose /proc it reads.</summary>
public static class ChildMeter
{
    static readonly TimeSpan samplingInterval = TimeSpan.FromMilliseconds(25);

    /// <exception cref="BenchmarkException">The program cannot be started or ended with an unexpected exit code.</exception>
    public static async Task<Measurement> RunAsync(ChildCommand command, CancellationToken cancellationToken)
    {
        if (!OperatingSystem.IsLinux())
            throw new BenchmarkException("Child processes are measured on Linux only.");
        using var process = new Process { StartInfo = StartInfo(command) };
        var before = ProcessFiles.CpuOfEndedChildren();
        var start = Stopwatch.GetTimestamp();
        process.Start();
        using var cancellation = cancellationToken.Register(() => process.Kill(entireProcessTree: true));
        process.StandardInput.Close();
        var output = process.StandardOutput.ReadToEndAsync(CancellationToken.None);
        var errors = process.StandardError.ReadToEndAsync(CancellationToken.None);
        using var ended = new CancellationTokenSource();
        var memory = SampleAsync(process.Id, ended.Token);
        await process.WaitForExitAsync(CancellationToken.None);
        var wall = Stopwatch.GetElapsedTime(start);
        await ended.CancelAsync();
        cancellationToken.ThrowIfCancellationRequested();
        if (!command.ExpectedExitCodes.Contains(process.ExitCode))
            throw new BenchmarkException(
                $"{command.Program} {string.Join(' ', command.Arguments)} ended with {process.ExitCode}:"
                    + $"{Environment.NewLine}{await output}{await errors}"
            );
        var cpu = ProcessFiles.CpuOfEndedChildren() - before;
        return new Measurement(wall, cpu, await memory, await output);
    }

    static async Task<long> SampleAsync(int process, CancellationToken ended)
    {
        var most = 0L;
        using var timer = new PeriodicTimer(samplingInterval);
        try
        {
            do most = Math.Max(most, Math.Max(ProcessFiles.PeakOf(process), ProcessFiles.ResidentOfTree(process)));
            while (await timer.WaitForNextTickAsync(ended));
        }
        catch (OperationCanceledException) when (ended.IsCancellationRequested)
        {
            return most;
        }
        return most;
    }

    static ProcessStartInfo StartInfo(ChildCommand command)
    {
        var start = new ProcessStartInfo(command.Program, command.Arguments)
        {
            WorkingDirectory = command.WorkingDirectory,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var (name, value) in command.Environment)
        {
            if (value is null)
                start.Environment.Remove(name);
            else
                start.Environment[name] = value;
        }
        return start;
    }
}
