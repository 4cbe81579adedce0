using System.Diagnostics;
using Fingerprints;
using Fingerprints.Stores;
using Microsoft.Extensions.Time.Testing;

namespace Build.Tests.Fingerprints.Stores;

public sealed class RunLockTests : IDisposable
{
    private readonly TemporaryCheckout _checkout = new();

    public void Dispose() => _checkout.Dispose();

    [Fact]
    public async Task AcquireAsync_HeldByAnotherRun_SaysSoAndWaits()
    {
        var time = new FakeTimeProvider();
        var said = new List<string?>();
        var first = await RunLock.AcquireAsync(
            _checkout.StoreFolder,
            said.Add,
            time,
            TestContext.Current.CancellationToken
        );
        var second = RunLock.AcquireAsync(_checkout.StoreFolder, said.Add, time, TestContext.Current.CancellationToken);
        Assert.False(second.IsCompleted);
        Assert.Equal($"{Environment.ProcessId}", Assert.Single(said));

        first.Dispose();
        await Waiting.UntilAsync(() =>
        {
            time.Advance(TimeSpan.FromSeconds(1));
            return second.IsCompleted;
        });
        (await second).Dispose();
        Assert.Single(said);
    }

    /// <summary>A dry run, of which a team's tests start one while the build that runs them holds the lock.</summary>
    [Fact]
    public async Task IsCurrentAsync_BesideAnotherRun_DoesNotWait()
    {
        var step = new Step("app", "build") { Inputs = ["app/**"] };
        _checkout.Write("app/main.ts", "1");
        _checkout.RunOnce(step);
        using var other = await RunLock.AcquireAsync(
            _checkout.StoreFolder,
            _ => { },
            TimeProvider.System,
            TestContext.Current.CancellationToken
        );
        using var runner = _checkout.Runner();

        Assert.True(await runner.IsCurrentAsync(step, TestContext.Current.CancellationToken));

        _checkout.Write("app/main.ts", "2");
        Assert.False(await runner.IsCurrentAsync(step, TestContext.Current.CancellationToken));
        Assert.DoesNotContain(_checkout.Events, told => told is StepEvent.Waiting);
    }

    [Fact]
    public async Task AcquireAsync_CancelledWhileWaiting_Ends()
    {
        using var cancellation = new CancellationTokenSource();
        using var first = await RunLock.AcquireAsync(
            _checkout.StoreFolder,
            _ => { },
            TimeProvider.System,
            cancellation.Token
        );

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() =>
            RunLock.AcquireAsync(
                _checkout.StoreFolder,
                _ => cancellation.Cancel(),
                TimeProvider.System,
                cancellation.Token
            )
        );
    }

    [Fact]
    public async Task AcquireAsync_WhatTheRunStarts_InheritsTheLockUntilTheRunEnds()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "/proc tells what a process has open.");
        var token = TestContext.Current.CancellationToken;
        var first = await RunLock.AcquireAsync(_checkout.StoreFolder, _ => { }, TimeProvider.System, token);
        using var child = Process.Start(new ProcessStartInfo("cat") { RedirectStandardInput = true })!;
        var open = Directory.EnumerateFiles($"/proc/{child.Id}/fd").Select(link => new FileInfo(link).LinkTarget);
        Assert.Contains(Path.Combine(_checkout.StoreFolder, "lock"), open);

        first.Dispose();
        var second = await RunLock.AcquireAsync(
            _checkout.StoreFolder,
            _ => Assert.Fail("held"),
            TimeProvider.System,
            token
        );
        second.Dispose();
        child.StandardInput.Close();
        await child.WaitForExitAsync(token);
    }

    [Fact]
    public async Task RunAsync_TwoRunsAtOnce_WorkOneAfterTheOther()
    {
        var step = new Step("infra", "synth") { Inputs = ["src/**"], Outputs = ["out"] };
        _checkout.Write("src/a", "1");
        var running = 0;
        var ran = 0;

        async Task RunAsync()
        {
            using var runner = _checkout.Runner();
            await runner.RunAsync(
                step,
                async _ =>
                {
                    Assert.Equal(1, Interlocked.Increment(ref running));
                    await Task.Yield();
                    _checkout.Write("out", "1");
                    Interlocked.Increment(ref ran);
                    Interlocked.Decrement(ref running);
                    return "";
                },
                TestContext.Current.CancellationToken
            );
        }

        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(RunAsync)));
        Assert.Equal(1, ran);
    }
}
