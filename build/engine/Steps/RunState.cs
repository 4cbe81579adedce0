using System.Runtime.InteropServices;
using Cake.Core;
using Cake.Frosting;
using Deployment;
using Deployment.Files;
using Reporting;

namespace Steps;

/// <summary>What one run of the program knows about itself: whether it is interrupted, and how it ends.</summary>
public sealed class RunState : IDisposable
{
    /// <summary>The exit code of an interrupted run.</summary>
    public const int Interrupted = 130;

    readonly CancellationTokenSource cancellation;
    readonly List<PosixSignalRegistration> signals = [];
    int interruptions;

    /// <param name="outer">Cancels the run as a signal does.</param>
    public RunState(CancellationToken outer = default)
    {
        cancellation = CancellationTokenSource.CreateLinkedTokenSource(outer);
    }

    /// <summary>From here on signals end the run in good order. Without it they end it at once, as a dry run may be.</summary>
    public void HeedSignals()
    {
        signals.Add(PosixSignalRegistration.Create(PosixSignal.SIGINT, OnSignal));
        signals.Add(PosixSignalRegistration.Create(PosixSignal.SIGTERM, OnSignal));
    }

    /// <summary>Whoever started this run holds its standard input open: the end of it ends the run as a signal does.</summary>
    public void EndWithInput() =>
        new Thread(() =>
        {
            using var input = Console.OpenStandardInput();
            while (input.ReadByte() >= 0) { }
            Interrupt("The program that started this one is gone: ending what runs.");
        })
        {
            IsBackground = true,
        }.Start();

    /// <summary>Cancelled by the first Ctrl+C or SIGTERM.</summary>
    public CancellationToken Cancellation => cancellation.Token;

    /// <summary>What made the run fail, or null.</summary>
    public Exception? Failure { get; private set; }

    /// <summary>The tasks are named and not run.</summary>
    public bool IsDryRun { get; init; }

    /// <summary>The folder that the user stands in; null where that is the repository's root.</summary>
    public string? CalledFrom { get; init; }

    /// <summary>The targets run without what they depend on.</summary>
    public bool IsExclusive { get; init; }

    /// <summary>Standard output, of which a target whose result programs read keeps the rest of the run away.</summary>
    public TextWriter Output { get; init; } = Terminal.Out;

    /// <summary>Written after everything else.</summary>
    public List<Action<TextWriter>> LastWords { get; } = [];

    /// <summary>Notes what made the run fail, the first cause only, and hands it back to be thrown.</summary>
    public Exception? Note(Exception? failure)
    {
        Failure ??= failure;
        return failure;
    }

    /// <summary>Prints a bug's stack trace and the last words, and decides on the exit code.</summary>
    /// <param name="hostExitCode">What the host made of it: it knows of unknown targets and wrong host options.</param>
    public int Conclude(int hostExitCode)
    {
        if (IsBug(Failure) && MachineFaults.Explain(Failure!, "The machine keeps the build from going on") is { } fault)
            Terminal.Error.WriteLine(fault);
        else if (IsBug(Failure) && !Cancellation.IsCancellationRequested)
            Terminal.Error.WriteLine($"This is a bug in the build:{Environment.NewLine}{Failure}");
        using (var output = Terminal.Out)
            LastWords.ForEach(write => write(output));
        if (Cancellation.IsCancellationRequested)
            return Interrupted;
        return Failure is BuildException failure ? failure.ExitCode : hostExitCode;
    }

    static bool IsBug(Exception? failure) =>
        failure is not (null or BuildException or CakeException or FrostingException or OperationCanceledException);

    public void Dispose()
    {
        signals.ForEach(signal => signal.Dispose());
        cancellation.Dispose();
    }

    void OnSignal(PosixSignalContext signal)
    {
        signal.Cancel = true;
        if (Interlocked.Increment(ref interruptions) > 1)
            Environment.Exit(Interrupted);
        Interrupt("Interrupted: ending what runs. Once more to leave at once.");
    }

    void Interrupt(string why)
    {
        Terminal.Error.WriteLine(why);
        cancellation.Cancel();
    }
}
