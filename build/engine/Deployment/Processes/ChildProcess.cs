using System.ComponentModel;
using System.Diagnostics;
using Deployment.Texts;

namespace Deployment.Processes;

/// <summary>Runs a program to its end and keeps what it said; cancelling ends it with its children.</summary>
static class ChildProcess
{
    public const int NotFound = 127;

    /// <param name="environment">Added to the environment; null takes a variable away.</param>
    /// <param name="isConfined">Whether it gets what a <see cref="ToolEnvironment"/> leaves, and not all.</param>
    public static async Task<ProcessResult> RunAsync(
        IReadOnlyList<string> command,
        string workingDirectory,
        IReadOnlyDictionary<string, string?> environment,
        CancellationToken cancellationToken,
        bool isConfined = false
    )
    {
        var start = new ProcessStartInfo(command[0], command.Skip(1))
        {
            WorkingDirectory = workingDirectory,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        if (isConfined)
            ToolEnvironment.Confine(start.Environment, workingDirectory);
        foreach (var (name, value) in environment)
            start.Environment[name] = value;
        using var process = new Process { StartInfo = start };
        try
        {
            process.Start();
        }
        catch (Win32Exception exception)
        {
            return new(NotFound, "", $"{command[0]}: {exception.Message}");
        }
        var output = process.StandardOutput.ReadToEndAsync(CancellationToken.None);
        var error = process.StandardError.ReadToEndAsync(CancellationToken.None);
        try
        {
            await process.WaitForExitAsync(cancellationToken);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            throw;
        }
        return new(process.ExitCode, await output, await error);
    }
}

/// <summary>How a program ended, and what it said.</summary>
sealed record ProcessResult(int ExitCode, string Output, string Error)
{
    const int Shown = 10;
    const int Longest = 500;

    /// <summary>Where it says by standard output that a file is; null where no file is of that name.</summary>
    public string? FileIn(string folder) =>
        Output.Trim() is { Length: > 0 } name
        && !name.Contains('\0', StringComparison.Ordinal)
        && Path.GetFullPath(Path.Combine(folder, name)) is var path
        && File.Exists(path)
            ? path
            : null;

    /// <summary>The end of what it said, standard error first, without the escapes of a terminal.</summary>
    public IReadOnlyList<string> LastLines =>
        [
            .. ForeignText
                .ToXml(string.IsNullOrWhiteSpace(Error) ? Output : Error)
                .Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
                .TakeLast(Shown)
                .Select(line => line.Length <= Longest ? line : $"{line[..Longest]}..."),
        ];
}
