using System.Diagnostics;
using System.Text;

namespace Mutations.Runs;

/// <summary>Runs programs with no credentials, with temporary files and caches of their own.</summary>
/// <param name="folder">The working directory.</param>
/// <param name="temporary">A folder for temporary files and caches.</param>
/// <param name="environment">Variables besides this process's own.</param>
sealed class ChildRun(string folder, string temporary, IReadOnlyDictionary<string, string> environment)
{
    /// <summary>Runs a program to its end, or ends it with all that it started when the time is over.</summary>
    /// <returns>The exit code, null where the time was over; and what was written on both streams.</returns>
    public async Task<(int? Code, string Text)> RunAsync(
        string program,
        IEnumerable<string> arguments,
        TimeSpan limit,
        CancellationToken cancellationToken
    )
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            WorkingDirectory = folder,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var name in start.Environment.Keys.Where(IsOfAws).ToList())
            start.Environment.Remove(name);
        start.Environment["AWS_CONFIG_FILE"] = "/dev/null";
        start.Environment["AWS_SHARED_CREDENTIALS_FILE"] = "/dev/null";
        start.Environment["AWS_EC2_METADATA_DISABLED"] = "true";
        start.Environment["TMPDIR"] = temporary;
        // Programs are compiled from mutated sources: none of them goes where other clones take theirs from.
        start.Environment["XDG_CACHE_HOME"] = Path.Combine(temporary, "cache");
        start.Environment["DOTNET_EnableDiagnostics"] = "0";
        foreach (var (name, value) in environment)
            start.Environment[name] = value;
        var text = new StringBuilder();
        using var process = Process.Start(start)!;
        process.StandardInput.Close();
        process.OutputDataReceived += Add;
        process.ErrorDataReceived += Add;
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        using var time = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        time.CancelAfter(limit);
        try
        {
            await process.WaitForExitAsync(time.Token);
            return (process.ExitCode, text.ToString());
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            cancellationToken.ThrowIfCancellationRequested();
            return (null, text.ToString());
        }

        void Add(object sender, DataReceivedEventArgs line)
        {
            lock (text)
                text.AppendLine(line.Data);
        }
    }

    static bool IsOfAws(string name) => name.StartsWith("AWS_", StringComparison.Ordinal);
}
