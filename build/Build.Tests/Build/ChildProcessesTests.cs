using System.Diagnostics;
using System.Globalization;
using Build.Tools;
using Cake.Core.Diagnostics;
using Deployment;
using NSubstitute;

namespace Build.Tests.Build;

public sealed class ChildProcessesTests : IDisposable
{
    readonly RunState run = new();
    readonly List<string> printed = [];
    readonly ChildProcesses processes;

    public ChildProcessesTests()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Shell scripts stand in for tools.");
        var log = Substitute.For<ICakeLog>();
        log.Verbosity.Returns(Verbosity.Normal);
        log.When(l => l.Write(Arg.Any<Verbosity>(), LogLevel.Information, Arg.Any<string>(), Arg.Any<object[]>()))
            .Do(call =>
                printed.Add(string.Format(CultureInfo.InvariantCulture, call.Arg<string>(), call.Arg<object[]>()))
            );
        processes = new ChildProcesses(log, run);
    }

    public void Dispose() => run.Dispose();

    [Fact]
    public async Task RunAsync_Output_IsPrintedWithItsPrefix()
    {
        var exitCode = await processes.RunAsync(Shell("echo one {0}; echo two >&2; exit 3"));

        Assert.Equal(3, exitCode);
        Assert.Contains("infra | one {0}", printed);
        Assert.Contains("infra | two", printed);
    }

    [Fact]
    public async Task RunAsync_Environment_IsQuietAndAsGiven()
    {
        var command = Shell("echo $CDK_DISABLE_VERSION_CHECK $SECRET ${HOME:-homeless}") with
        {
            Environment = new Dictionary<string, string?> { ["SECRET"] = "given", ["HOME"] = null },
        };

        await processes.RunAsync(command);

        Assert.Equal(["infra | 1 given homeless"], printed);
    }

    [Fact]
    public async Task RunOrFailAsync_AFailure_NamesWhatFailedAndHow()
    {
        var failure = await Assert.ThrowsAsync<BuildException>(() =>
            processes.RunOrFailAsync(Shell("exit 4"), "the type check of infra")
        );

        Assert.StartsWith("The type check of infra failed. [ToolFailed]", failure.Message, StringComparison.Ordinal);
        Assert.Contains("ended with exit code 4", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task RunAsync_AProgramThatIsNotThere_IsNamed()
    {
        var command = new Command("/no/such/program", [], Path.GetTempPath(), "infra");

        var failure = await Assert.ThrowsAsync<BuildException>(() => processes.RunAsync(command));

        Assert.Contains("/no/such/program cannot be started. [MissingTool]", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task RunAsync_Cancelled_EndsTheWholeProcessTree()
    {
        using var cancellation = new CancellationTokenSource();
        using var cancelled = new RunState(cancellation.Token);
        var started = new TaskCompletionSource<int>();
        var child = new ChildProcesses(Substitute.For<ICakeLog>(), cancelled).RunAsync(
            Shell("sleep 1000 & echo $!; wait") with
            {
                OnLine = line =>
                {
                    started.SetResult(int.Parse(line, CultureInfo.InvariantCulture));
                    return false;
                },
            }
        );
        using var grandchild = Process.GetProcessById(await started.Task);

        await cancellation.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => child);
        await grandchild.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.True(grandchild.HasExited);
    }

    static Command Shell(string script) => new("/bin/sh", ["-c", script], Path.GetTempPath(), "infra");
}
