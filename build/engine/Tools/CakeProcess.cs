using System.Collections.Concurrent;
using System.Diagnostics;
using Cake.Core.Diagnostics;
using Cake.Core.IO;
using Tools.Failures;

namespace Tools;

/// <summary>A running process of a Cake addin.</summary>
sealed class CakeProcess : IProcess
{
    readonly Process process;
    readonly ConcurrentQueue<string> output = [];
    readonly ConcurrentQueue<string> errors = [];
    readonly CancellationTokenRegistration cancellation;

    public CakeProcess(
        ProcessStartInfo start,
        ProcessSettings settings,
        string prefix,
        ICakeLog log,
        PrintedLines printed,
        CancellationToken cancellationToken
    )
    {
        cancellationToken.ThrowIfCancellationRequested();
        process = new Process { StartInfo = start };
        process.OutputDataReceived += (_, line) => Receive(line.Data, settings.RedirectStandardOutput, output);
        process.ErrorDataReceived += (_, line) => Receive(line.Data, settings.RedirectStandardError, errors);
        ChildProcesses.Start(process, start.FileName);
        cancellation = cancellationToken.Register(() => ChildProcesses.EndTree(process));
        process.StandardInput.Close();
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();

        void Receive(string? line, bool redirected, ConcurrentQueue<string> lines)
        {
            if (line is null)
                return;
            printed.Add(line);
            if (redirected)
                lines.Enqueue(line);
            else if (!settings.Silent)
                log.Information("{0}{1}", prefix, line);
        }
    }

    public void WaitForExit() => process.WaitForExit();

    public bool WaitForExit(int milliseconds) => process.WaitForExit(milliseconds);

    public int GetExitCode() => process.ExitCode;

    public IEnumerable<string> GetStandardError() => errors;

    public IEnumerable<string> GetStandardOutput() => output;

    public void Kill() => ChildProcesses.EndTree(process);

    public void Dispose()
    {
        cancellation.Dispose();
        process.Dispose();
    }
}
