using Cake.Core.Diagnostics;
using Fingerprints;
using NSubstitute;
using Reporting;

namespace Build.Tests.Reporting;

public class StepLinesTests
{
    private static readonly Step Synth = new("infra", "synth");
    private static readonly Change[] FourChanges =
    [
        new Change.Output("a", "missing"),
        new Change.Output("b", "changed"),
        new Change.StepUnfinished("infra install"),
        new Change.Forced(),
    ];

    private static List<string> Lines(StepEvent happened, bool explains)
    {
        var lines = new List<string>();
        var log = Substitute.For<ICakeLog>();
        log.Verbosity.Returns(Verbosity.Normal);
        log.When(l => l.Write(Arg.Any<Verbosity>(), Arg.Any<LogLevel>(), Arg.Any<string>(), Arg.Any<object[]>()))
            .Do(call => lines.Add((string)call.Arg<object[]>()[0]));
        using var steps = new StepLines(log, explains, TimeProvider.System);
        steps.Report(happened);
        return lines;
    }

    [Fact]
    public void Report_SkippedStep_SaysWhatItSaves() =>
        Assert.Equal(
            ["infra synth: unchanged, saves 12.3 s"],
            Lines(new StepEvent.Skipped(Synth, TimeSpan.FromSeconds(12.34), Fingerprint.Of("infra synth", [])), false)
        );

    [Fact]
    public void Report_SkippedStepToBeExplained_SaysWhatItDependsOn()
    {
        var fingerprint = Fingerprint.Of(
            "infra synth",
            [
                new(IngredientKind.File, "infra/b", default),
                new(IngredientKind.File, "infra/a", default),
                new(IngredientKind.Tool, "node", default, "20.1.0"),
            ]
        );

        Assert.Equal(
            [
                "infra synth: unchanged, saves 1.0 s",
                "  File: infra/a, infra/b",
                "  Tool: node 20.1.0",
                $"  fingerprint {fingerprint.Digest}",
            ],
            Lines(new StepEvent.Skipped(Synth, TimeSpan.FromSeconds(1), fingerprint), true)
        );
    }

    [Fact]
    public void Report_StartedStep_NamesTheFirstReasons() =>
        Assert.Equal(
            ["infra synth: runs, output a missing, output b changed, step infra install has not succeeded and 1 more"],
            Lines(new StepEvent.Started(Synth, FourChanges), false)
        );

    [Fact]
    public void Report_StartedStepToBeExplained_NamesAllReasons() =>
        Assert.Equal(5, Lines(new StepEvent.Started(Synth, FourChanges), true).Count);

    [Fact]
    public void Report_AnotherRunInTheCheckout_SaysWhich() =>
        Assert.Equal(
            ["Waiting for another run in this checkout, process 42"],
            Lines(new StepEvent.Waiting("42"), false)
        );
}
