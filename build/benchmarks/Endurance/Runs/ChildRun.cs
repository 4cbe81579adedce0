using System.Diagnostics;
using System.Globalization;
using System.Text;

namespace Endurance.Runs;

/// <summary>A process that was started, and what it writes.</summary>
sealed class ChildRun : IDisposable
{
    readonly Process _process;
    readonly StringBuilder _text = new();
    readonly Lock _sync = new();

    ChildRun(Process process) => _process = process;

    /// <summary>Starts a program; a folder for its temporary files comes with its environment.</summary>
    public static ChildRun Start(string program, IEnumerable<string> arguments, string folder, string temporary)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            WorkingDirectory = folder,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var name in start.Environment.Keys.Where(IsOfWhoeverRunsThis).ToList())
            start.Environment.Remove(name);
        start.Environment["TMPDIR"] = temporary;
        // The runtime's own sockets for debuggers stay behind when it is killed.
        start.Environment["DOTNET_EnableDiagnostics"] = "0";
        start.Environment["NO_COLOR"] = "1";
        var run = new ChildRun(Process.Start(start)!);
        run._process.StandardInput.Close();
        run._process.OutputDataReceived += run.Add;
        run._process.ErrorDataReceived += run.Add;
        run._process.BeginOutputReadLine();
        run._process.BeginErrorReadLine();
        return run;
    }

    public int Id => _process.Id;

    public bool HasEnded => _process.HasExited;

    /// <summary>What it has written so far, on both streams.</summary>
    public string Text
    {
        get
        {
            lock (_sync)
                return _text.ToString();
        }
    }

    /// <summary>Ends it at once, as kill -9 does, and nothing that it started.</summary>
    public void Kill() => Signal("KILL");

    /// <summary>Presses Ctrl+C: a terminal sends it to all programs in front.</summary>
    public void Interrupt()
    {
        foreach (var id in ProcessTree.Of(_process.Id))
            Signal("INT", id);
    }

    /// <summary>Its exit code; null where it does not end in that time, and is killed with all that it started.</summary>
    public async Task<int?> EndAsync(TimeSpan limit, CancellationToken cancellationToken)
    {
        using var time = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        time.CancelAfter(limit);
        try
        {
            await _process.WaitForExitAsync(time.Token);
            return _process.ExitCode;
        }
        catch (OperationCanceledException)
        {
            _process.Kill(entireProcessTree: true);
            cancellationToken.ThrowIfCancellationRequested();
            return null;
        }
    }

    /// <summary>Returns at that moment, or when it has ended.</summary>
    public async Task UntilAsync(TimeSpan moment, CancellationToken cancellationToken) =>
        await Task.WhenAny(_process.WaitForExitAsync(cancellationToken), Task.Delay(moment, cancellationToken));

    /// <summary>Waits for a line; false where the process ends or the time is over before.</summary>
    public async Task<bool> SaysAsync(string text, TimeSpan limit, CancellationToken cancellationToken)
    {
        var begun = Stopwatch.StartNew();
        while (!Text.Contains(text, StringComparison.Ordinal))
        {
            if (HasEnded || begun.Elapsed > limit)
                return false;
            await Task.Delay(50, cancellationToken);
        }
        return true;
    }

    public void Dispose()
    {
        if (!_process.HasExited)
            _process.Kill(entireProcessTree: true);
        _process.Dispose();
    }

    static bool IsOfWhoeverRunsThis(string name) =>
        name is "CI" or "BUILD_SHARED_OUTPUTS" || name.StartsWith("AWS_", StringComparison.Ordinal);

    void Signal(string name) => Signal(name, _process.Id);

    static void Signal(string name, int id)
    {
        var start = new ProcessStartInfo("kill", [$"-{name}", id.ToString(CultureInfo.InvariantCulture)])
        {
            RedirectStandardError = true,
        };
        using var kill = Process.Start(start)!;
        kill.WaitForExit();
    }

    void Add(object sender, DataReceivedEventArgs line)
    {
        if (line.Data is null)
            return;
        lock (_sync)
            _text.AppendLine(line.Data);
    }
}
