using Rehearsal.Pipelines;

namespace Build.Tests.Rehearsal.Pipelines;

public sealed class BuildTraceTests
{
    static readonly DateTimeOffset start = new(2026, 11, 27, 12, 0, 0, TimeSpan.Zero);
    readonly BuildTrace trace = new();

    [Fact]
    public void InTools_StepsSideBySide_CountOnceAndWhatIsBetweenThemIsTheBuildPrograms()
    {
        Hear(0, "[Container] 2026/11/27 12:00:00.000000 Running command ./build.sh --target=Synth");
        Hear(10, "pipeline install: done in 8.0 s");
        Hear(20, "pipeline synth: done in 7.0 s");
        Hear(21, "pipeline type-check: done in 8.5 s");
        Hear(22, "pipeline publish: unchanged, saves 3.0 s");
        Hear(30, "[Container] 2026/11/27 12:00:30.000000 Phase complete: BUILD State: SUCCEEDED");

        Assert.Equal(TimeSpan.FromSeconds(8 + 8.5), trace.InTools);
        Assert.Equal(
            ["pipeline install", "pipeline synth", "pipeline type-check"],
            trace.Steps.Select(step => step.Name)
        );
    }

    [Fact]
    public void InTools_CommandThatIsNotBuildSh_CountsWholly()
    {
        Hear(0, "[Container] 2026/11/27 12:00:00.000000 Running command npm install -g aws-cdk@2");
        Hear(3, "added 1 package");
        Hear(4, "[Container] 2026/11/27 12:00:04.000000 Phase complete: INSTALL State: SUCCEEDED");
        Hear(5, "[Container] 2026/11/27 12:00:05.000000 Entering phase BUILD");
        Hear(5, "[Container] 2026/11/27 12:00:05.000000 Running command cdk -a . deploy");
        Hear(8, "[Container] 2026/11/27 12:00:08.000000 Phase complete: BUILD State: SUCCEEDED");

        Assert.Equal(TimeSpan.FromSeconds(7), trace.InTools);
    }

    [Fact]
    public void LastLines_OfALongLog_AreTheEnd()
    {
        for (var line = 0; line < 100; line++)
            Hear(line, $"{line}");

        Assert.Equal(40, trace.LastLines.Count);
        Assert.Equal("99", trace.LastLines[^1]);
    }

    void Hear(int second, string line) => trace.Hear(line, start.AddSeconds(second));
}
