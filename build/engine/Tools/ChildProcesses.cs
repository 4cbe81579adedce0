using System.ComponentModel;
using System.Diagnostics;
using Cake.Core.Diagnostics;
using Deployment;
using Deployment.Files;
using Tools.Failures;

namespace Tools;

/// <summary>Runs child processes: their output is passed on line by line, and on cancellation their whole process tree ends.</summary>
public sealed class ChildProcesses(ICakeLog log, CancellationToken cancellationToken)
{
    /// <summary>The variable by which this program, started by itself, is asked to end with whoever started it: when its standard input ends.</summary>
    public const string EndsWithInput = "BUILD_ENDS_WITH_INPUT";

    /// <summary>Runs to the end and returns the exit code.</summary>
    /// <exception cref="BuildException">MissingTool: the program cannot be started.</exception>
    public Task<int> RunAsync(Command command) => RunAsync(command, new PrintedLines());

    /// <param name="command">What to run.</param>
    /// <param name="printed">Where what it prints is kept, also what is not passed on.</param>
    public async Task<int> RunAsync(Command command, PrintedLines printed)
    {
        cancellationToken.ThrowIfCancellationRequested();
        log.Verbose("{0} | {1}", command.Prefix, command);

        using var process = new Process { StartInfo = StartInfo(command) };
        process.OutputDataReceived += (_, line) => Print(command, line.Data, printed);
        process.ErrorDataReceived += (_, line) => Print(command, line.Data, printed);
        Start(process, command.FileName);
        using var cancellation = cancellationToken.Register(() => EndTree(process));
        // Open, it is closed by the system when this process is gone.
        if (!command.EndsWithCaller)
            process.StandardInput.Close();
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        await process.WaitForExitAsync(CancellationToken.None);
        cancellationToken.ThrowIfCancellationRequested();
        return process.ExitCode;
    }

    /// <summary>Runs to the end; a failure fails the build and is named.</summary>
    /// <param name="what">What the process does, as in "the type check of infra".</param>
    public async Task RunOrFailAsync(Command command, string what, string? next = null)
    {
        var printed = new PrintedLines();
        if (await RunAsync(command, printed) is not 0 and var code)
            throw new BuildException(ToolFailure.Of(command, code, printed.All, Capitalized(what), next));
    }

    /// <summary>What a program answers to --version, or null when it does not.</summary>
    public async Task<string?> VersionOfAsync(string program)
    {
        string? version = null;
        var command = new Command(program, ["--version"], Path.GetTempPath(), Path.GetFileName(program))
        {
            OnLine = line =>
            {
                version ??= line.Trim();
                return false;
            },
        };
        return await RunAsync(command) == 0 ? version : null;
    }

    public static void Start(Process process, string name)
    {
        try
        {
            process.Start();
        }
        catch (Win32Exception exception)
        {
            throw new BuildException(
                MachineFaults.Explain(exception, $"{name} cannot be started")
                    ?? new Finding(ToolCodes.MissingTool, $"{name} cannot be started", [exception.Message]),
                innerException: exception
            );
        }
    }

    /// <summary>Ends a process and all that it started.</summary>
    public static void EndTree(Process process)
    {
        try
        {
            process.Kill(entireProcessTree: true);
        }
        catch (Exception exception)
            when (exception is InvalidOperationException or AggregateException or Win32Exception)
        {
            // It has ended in the meantime, which is what was wanted.
            Debug.WriteLine(exception.Message);
        }
    }

    static ProcessStartInfo StartInfo(Command command)
    {
        var start = new ProcessStartInfo(command.FileName, command.Arguments)
        {
            WorkingDirectory = command.WorkingDirectory,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            // Nothing that runs in a build asks questions.
            RedirectStandardInput = true,
        };
        ChildEnvironment.Apply(start, command.Environment, command.ReachesAws);
        if (command.EndsWithCaller)
            start.Environment[EndsWithInput] = "true";
        return start;
    }

    void Print(Command command, string? line, PrintedLines printed)
    {
        if (line is null)
            return;
        printed.Add(line);
        if (command.OnLine(line))
            log.Information("{0} | {1}", command.Prefix, line);
    }

    static string Capitalized(string text) => char.ToUpperInvariant(text[0]) + text[1..];
}
