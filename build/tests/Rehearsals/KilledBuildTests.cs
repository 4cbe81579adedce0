using Build.Tests.Build;
using Build.Tests.Fingerprints;
using Steps;
using Tools;

namespace Build.Tests.Rehearsals;

/// <summary>A build that is killed, or meets another in its checkout, and what is left in the end.</summary>
public sealed class KilledBuildTests
{
    public KilledBuildTests() => Assert.SkipWhen(OperatingSystem.IsWindows(), "Shell scripts stand in for the tools.");

    [Fact]
    public void Synth_KilledAtEachPointAndRunAgain_LeavesWhatACleanBuildDoes()
    {
        using var build = new StagedBuild();
        build.Edit("even");
        Assert.Equal(0, build.Run().ExitCode);
        var points = build.Points.Distinct().ToList();
        var clean = new[] { build.Outputs, CleanBuild("odd") };
        Assert.Equal(13, points.Count);

        for (var i = 0; i < points.Count; i++)
        {
            build.Edit(i % 2 == 0 ? "odd" : "even");

            var killed = build.RunKilledAt(points[i]);
            var again = build.Run();

            Assert.True(killed.ExitCode != 0, points[i]);
            Assert.True(again.ExitCode == 0, $"{points[i]}: {again.Output}{again.Errors}");
            Assert.Equal(clean[(i + 1) % 2], build.Outputs);
        }

        var unchanged = build.Run();
        Assert.DoesNotContain(": runs, ", unchanged.Output, StringComparison.Ordinal);
        Assert.Contains("infra synth: unchanged", unchanged.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Synth_TwoAtOnceInOneCheckout_OneWaitsAndSaysSo()
    {
        using var build = new StagedBuild();
        build.Edit("even");
        using var first = await build.StartUntilAsync("yarn has linked");
        var firstOutput = first.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        using var second = build.Start();

        var said = await ReadUntilAsync(second.StandardOutput, "Waiting for another run in this checkout");
        build.GoOn();
        var rest = await second.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await first.WaitForExitAsync(TestContext.Current.CancellationToken);
        await second.WaitForExitAsync(TestContext.Current.CancellationToken);

        Assert.Contains($", process {first.Id}", said, StringComparison.Ordinal);
        Assert.True(first.ExitCode == 0, await firstOutput);
        Assert.True(second.ExitCode == 0, rest);
        Assert.Contains("infra synth: unchanged", rest, StringComparison.Ordinal);
        Assert.Equal(CleanBuild("even"), build.Outputs);
    }

    /// <summary>A rehearsal starts the build itself; the system closes what a killed one held open.</summary>
    [Fact]
    public async Task Run_ThatAnotherRunStarted_EndsWithIt()
    {
        using var program = new BuildProgram
        {
            Variables = new Dictionary<string, string> { [ChildProcesses.EndsWithInput] = "true" },
        };
        var started = program.Start("--target=LocalAws");
        await ReadUntilAsync(started.StandardOutput, "The local AWS answers at");

        started.StandardInput.Close();
        var run = BuildProgram.End(started);

        Assert.Equal(RunState.Interrupted, run.ExitCode);
        Assert.StartsWith("The program that started this one is gone", run.Errors, StringComparison.Ordinal);
    }

    static IReadOnlyDictionary<string, string?> CleanBuild(string text)
    {
        using var build = new StagedBuild();
        build.Edit(text);
        Assert.Equal(0, build.Run().ExitCode);
        return build.Outputs;
    }

    static async Task<string> ReadUntilAsync(StreamReader reader, string text)
    {
        while (await reader.ReadLineAsync(TestContext.Current.CancellationToken) is { } line)
        {
            if (line.Contains(text, StringComparison.Ordinal))
                return line;
        }

        throw new InvalidOperationException($"The program ended without saying '{text}'.");
    }
}
