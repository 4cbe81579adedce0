using System.Xml.Linq;
using Deployment;
using Deployment.Assemblies;
using Reporting;
using Reporting.Pages;
using Reporting.Timelines;

namespace Build.Tests.Reporting;

public sealed class TimelineTests
{
    static readonly DateTimeOffset start = new(2026, 11, 27, 12, 0, 0, TimeSpan.Zero);
    static readonly StackReference storage = Stack("Storage <1>", "111111111111", "eu-west-1");
    static readonly StackReference greeting = Stack("Greeting", "222222222222", "us-east-1");
    static readonly AssetReference code = new("code", "Code", "s3://bucket/key", greeting.Environment);

    readonly List<string> shown = [];
    readonly DeploymentTimeline timeline;

    public TimelineTests()
    {
        timeline = new DeploymentTimeline(new PlainDeploymentView(shown.Add, TimeProvider.System, StackTimes.None));
    }

    [Fact]
    public void Rows_OfADeployment_SayWhereEachThingWas()
    {
        Deploy();

        Assert.Equal(["Storage <1>", "Greeting", "Code"], timeline.Rows.Select(row => row.Name));
        Assert.Equal(
            ["Checking 0-1", "Waiting 1-4", "Preparing 4-5", "Deploying 5-9"],
            timeline.Rows[0].Spans.Select(Text)
        );
        Assert.Equal("Created", timeline.Rows[0].Outcome);
        Assert.Equal(["Checking 0-2"], timeline.Rows[1].Spans.Select(Text));
        Assert.True(timeline.Rows[1].HasFailed);
        Assert.Equal(["Publishing 2-4"], timeline.Rows[2].Spans.Select(Text));
        Assert.Equal("published", timeline.Rows[2].Outcome);
    }

    [Fact]
    public void Report_AnEvent_ReachesTheView()
    {
        Deploy();

        Assert.Contains("Storage <1> [111111111111 eu-west-1]: Created", shown);
    }

    [Fact]
    public void Page_OfADeployment_DrawsEachSpanInItsPlace()
    {
        Deploy();

        var page = Page();

        Assert.Equal(
            ["111111111111 eu-west-1", "222222222222 us-east-1"],
            page.OfClass("place").Select(place => place.Value)
        );
        var row = page.OfClass("line").Single(line => line.OfClass("name").Single().Value == "Storage <1>");
        Assert.Equal(
            [
                ("p-checking", "0% 10%", "checking, 1.0 s"),
                ("p-waiting", "10% 30%", "waiting, 3.0 s"),
                ("p-preparing", "40% 10%", "creating the change set, 1.0 s"),
                ("p-deploying", "50% 40%", "deploying, 4.0 s"),
            ],
            row.Descendants("rect").Select(bar => (bar.Attribute("class")!.Value, Place(bar), bar.Value))
        );
        Assert.Contains("10.0 s, in which 10.0 s of work was done", page.Value, StringComparison.Ordinal);
    }

    [Fact]
    public void Page_OfAnInterruptedRun_DrawsWhatGoesOnToItsEnd()
    {
        Report(0, new DeploymentEvent.Planned([storage, greeting], 0));
        Report(0, new DeploymentEvent.StackProgressed(storage, StackStep.Executing));
        Report(8, new DeploymentEvent.Interrupted([storage]));

        var page = Page();

        var bars = page.OfClass("line").Single().Descendants("svg").Single();
        Assert.Equal("0% 100%", Place(bars.Elements("rect").Single()));
        Assert.Equal("deploying, 8.0 s, still running", bars.Attribute("aria-label")!.Value);
    }

    [Fact]
    public void Page_OfARunInWhichNothingHappened_HasNoTimeline() => Assert.Null(TimelinePart.Draw([], start));

    [Fact]
    public void CriticalPath_OfADeployment_LeadsBackFromTheLastEndByWhatWasWaitedFor()
    {
        Deploy();
        var (stack, asset) = (timeline.Rows[0], timeline.Rows[2]);
        var step = new TimelineRow("infra synth", null);
        step.Enter(TimelinePhase.Building, "running", start.AddSeconds(-20));
        step.End("done", hasFailed: false, start.AddSeconds(-5));
        stack.After = [asset];
        foreach (var row in timeline.Rows)
            row.Part = 1;

        var path = CriticalPath.Of([step, .. timeline.Rows]);

        Assert.Equal(
            [("infra synth", 15), ("Code", 9), ("Storage <1>", 5)],
            path.Steps.Select(one => (one.Row.Name, (int)one.Time.TotalSeconds))
        );
        Assert.Equal(TimeSpan.FromSeconds(29), path.Length);
    }

    [Fact]
    public void Resources_OfAStack_EndAsTheyEnded()
    {
        Resource("A", "CREATE_IN_PROGRESS");
        Resource("A", "CREATE_FAILED", "no");
        Resource("A", "DELETE_COMPLETE");
        Resource("B", "UPDATE_COMPLETE");
        Resource("B", "DELETE_COMPLETE");
        Resource("C", "DELETE_COMPLETE");

        Assert.Equal(
            [("A", "failed", "no"), ("B", "replaced", null), ("C", "deleted", null)],
            timeline.RowOf(storage)!.Resources.Select(change => (change.Name, change.Word, change.Reason))
        );

        void Resource(string name, string status, string? reason = null) =>
            Report(0, new DeploymentEvent.ResourceProgressed(storage, name, null, "T", status, reason, 0, 0));
    }

    [Theory]
    [InlineData(0.35, 3)]
    [InlineData(10, 9)]
    [InlineData(61, 6)]
    [InlineData(3600, 5)]
    [InlineData(1_000_000, 11)]
    [InlineData(60_000_000_000, 10)]
    public void Ticks_OfARun_AreRoundAndFew(double seconds, int count) =>
        Assert.Equal(count, new TimeAxis(start, start.AddSeconds(seconds)).Ticks.Count());

    [Theory]
    [InlineData(1.54, "1.5 s")]
    [InlineData(250, "4 min 10 s")]
    [InlineData(90_000, "25 h 0 min")]
    public void Text_OfADuration_IsWhatPeopleSay(double seconds, string expected) =>
        Assert.Equal(expected, Durations.Text(TimeSpan.FromSeconds(seconds)));

    void Deploy()
    {
        var failure = new Finding(
            FindingCodes.AssumeRoleFailed,
            "Role x was not assumed",
            ["AccessDenied"],
            "Bootstrap"
        );
        Report(0, new DeploymentEvent.Planned([storage, greeting], 1));
        Report(0, new DeploymentEvent.StackProgressed(storage, StackStep.Checking));
        Report(0, new DeploymentEvent.StackProgressed(greeting, StackStep.Checking));
        Report(1, new DeploymentEvent.StackProgressed(storage, StackStep.Waiting));
        Report(2, new DeploymentEvent.StackFinished(new StackResult.Failed(greeting, [failure])));
        Report(2, new DeploymentEvent.AssetStarted(code));
        Report(4, new DeploymentEvent.AssetFinished(new AssetResult(code, AssetOutcome.Published)));
        Report(4, new DeploymentEvent.StackProgressed(storage, StackStep.CreatingChangeSet));
        Report(5, new DeploymentEvent.StackProgressed(storage, StackStep.Executing));
        Report(9, new DeploymentEvent.StackFinished(new StackResult.Deployed(storage, Created: true, 1)));
        Report(10, new DeploymentEvent.Throttled("111111111111", "eu-west-1", "DescribeStacks"));
    }

    void Report(int second, DeploymentEvent happened) =>
        timeline.Report(happened with { At = start.AddSeconds(second) });

    XElement Page() => TimelinePart.Draw(timeline.Rows, timeline.Ended!.Value)!;

    static string Place(XElement bar) => $"{bar.Attribute("x")!.Value} {bar.Attribute("width")!.Value}";

    static string Text(TimelineSpan span) =>
        $"{span.Phase} {(span.From - start).TotalSeconds:0}-{(span.To - start)?.TotalSeconds:0}";

    static StackReference Stack(string name, string account, string region) =>
        new(name, name, name, new TargetEnvironment(account, region));
}
