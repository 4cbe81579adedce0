using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using Build.Tests.Deployment;
using Build.Tests.Deployment.Texts;
using Cake.Core.Diagnostics;
using Deployment;
using Deployment.Assemblies;
using Deployment.Texts;
using Diagnosis.Checks;
using Diagnosis.Graphs;
using Diagnosis.Graphs.Pictures;
using NSubstitute;
using Reporting;
using Reporting.Pages;
using Reporting.Runs;
using Reporting.Timelines;
using Spectre.Console.Testing;

namespace Build.Tests.Reporting;

/// <summary>Every renderer, with names, reasons and outputs that would do something if they were printed as they stand.</summary>
public sealed partial class ForeignTextsInReportsTests : IDisposable
{
    static readonly TargetEnvironment environment = new("111111111111", "eu-west-1");

    readonly TemporaryFolder folder = new();

    public static TheoryData<string> Texts => NastyTexts.All;

    public void Dispose() => folder.Dispose();

    [Theory]
    [MemberData(nameof(Texts))]
    public void Log_OfEveryEvent_IsSafe(string text)
    {
        var lines = new List<string>();
        var inner = Substitute.For<ICakeLog>();
        inner.Verbosity.Returns(Verbosity.Diagnostic);
        inner
            .When(log => log.Write(Arg.Any<Verbosity>(), Arg.Any<LogLevel>(), Arg.Any<string>(), Arg.Any<object[]>()))
            .Do(call =>
                lines.Add(string.Format(CultureInfo.InvariantCulture, call.Arg<string>(), call.Arg<object[]>()))
            );
        var log = new CleanLog(inner);
        var view = new PlainDeploymentView(line => log.Information("{0}", line), TimeProvider.System, StackTimes.None);

        foreach (var happened in Events(text))
            view.Report(happened);
        log.Information("{0} | {1}", "infra", text);
        log.Error("Error: {0}", new BuildException(Finding(text)).Message);
        log.Information("{0}{1}", "#", "#[error]");
        log.Information(text);

        Assert.NotEmpty(lines);
        Assert.All(lines, SafeOutput.AssertLog);
    }

    [Theory]
    [MemberData(nameof(Texts))]
    public void Tables_OfAnything_HaveALineARow(string text)
    {
        using var output = new StringWriter(CultureInfo.InvariantCulture);
        using var checks = new StringWriter(CultureInfo.InvariantCulture);
        var console = new TestConsole();
        console.Profile.Width = 500;
        var progress = new DeploymentProgress();
        foreach (var happened in Events(text))
            progress.Apply(happened, DateTimeOffset.UnixEpoch);

        StackTable.Write(output, Stacks(text));
        CheckTable.Write(checks, new DiagnosisReport([CheckResult.Failure(text, text, Finding(text))]));
        console.Write(
            new DeploymentDrawing(StackTimes.None, DateTimeOffset.UnixEpoch, width: 500, height: 100).Of(progress)
        );

        SafeOutput.AssertLog(output.ToString());
        SafeOutput.AssertLog(checks.ToString());
        SafeOutput.AssertVisible(console.Output);
        // A blank line, headers, a line, the rows and a line.
        Assert.Equal(4 + Stacks(text).Count, output.ToString().TrimEnd().ReplaceLineEndings("\n").Split('\n').Length);
    }

    [Theory]
    [MemberData(nameof(Texts))]
    public void Files_OfADeployment_AreWhatTheyShouldBe(string text)
    {
        var summary = Path.Combine(folder.Path, "summary.md");
        var files = new ReportFiles(
            Path.Combine(folder.Path, ReportFiles.Folder),
            name => name == "GITHUB_STEP_SUMMARY" ? summary : null
        );

        files.Write("Deploy", new DeploymentReport(Stacks(text), [Asset(text)]));

        var json = Read("deploy.json");
        SafeOutput.AssertLog(json);
        var name = JsonNode.Parse(json)!["stacks"]![0]!["findings"]![0]!["why"]![0]!.GetValue<string>();
        Assert.Equal(Whole(text), name);
        var suite = XDocument.Parse(Read("deploy.junit.xml"));
        SafeOutput.AssertVisible(suite.ToString());
        Assert.Equal(4, suite.Root!.Elements("testcase").Count());
        var rows = File.ReadAllLines(summary);
        SafeOutput.AssertVisible(string.Join('\n', rows));
        Assert.All(rows[2..], row => Assert.Equal(6, CellBorder().Count(row)));
        Assert.All(rows[4..], row => Assert.DoesNotMatch(Markup(), row));
    }

    [Theory]
    [MemberData(nameof(Texts))]
    public void Pages_OfARun_HoldItAsText(string text)
    {
        var record = new RunRecord(TimeProvider.System)
        {
            Caller = text,
            Diagnosis = new([CheckResult.Failure(text, text, Finding(text))]),
            Actions =
            [
                new ActionRecord(text, text, text, text, "Failed", TimeSpan.Zero, text, text) { LogFile = text },
            ],
        };
        var timeline = new DeploymentTimeline(new PlainDeploymentView(_ => { }, TimeProvider.System, StackTimes.None));
        foreach (var happened in Events(text))
            timeline.Report(happened);
        record.Deployments.Add(
            new(text, timeline)
            {
                EnvironmentName = _ => text,
                Report = new DeploymentReport(Stacks(text), [Asset(text)]),
            }
        );
        record.Hear(LogLevel.Warning, text);
        var origin = new RunOrigin(text, text, IsLocal: false) { Caller = text, Commit = new(text, text, text, true) };
        var run = RunPages.Of(record, "Deploy", origin, new BuildException(Finding(text)), false, record.Began);

        var page = PageXml.Parse(RunPageText.Of(run, "index.html"));
        var index = PageXml.Parse(IndexPage.Of([(run.Run, "deploy.html")]), "index.js");

        Assert.Contains(page.Descendants("h1"), heading => heading.Value == "Deploy failed");
        Assert.Contains(page.OfClass("name"), name => name.Value == ForeignText.ToXml(text));
        Assert.Single(index.Descendants("tbody").Elements());
    }

    [Theory]
    [MemberData(nameof(Texts))]
    public void Json_OfADiagnosis_SaysTheSameAndIsSafe(string text)
    {
        var report = new DiagnosisReport([CheckResult.Failure("machine", "check", Finding(text))]);

        var json = CheckJson.Write(report);

        SafeOutput.AssertLog(json);
        Assert.Equal(Whole(text), JsonNode.Parse(json)!["checks"]![0]!["findings"]![0]!["why"]![0]!.GetValue<string>());
        Assert.Equal(json, ForeignText.ToLog(json).ReplaceLineEndings(Environment.NewLine));
    }

    [Theory]
    [MemberData(nameof(Texts))]
    public void Graphs_OfAnything_AreOneGraph(string text)
    {
        var mermaid = MermaidText.Of(Graph(text));
        var svg = XDocument.Parse(GraphPicture.Of(Graph(text)));

        SafeOutput.AssertVisible(mermaid);
        Assert.Equal(MermaidText.Of(Graph("x")).Split('\n').Length, mermaid.Split('\n').Length);
        SafeOutput.AssertVisible(svg.ToString());
        Assert.Equal(2, PageXml.Parse(GraphPage.Of(Graph(text)), "graph.js").OfClass("role").Count());
    }

    static AccessGraph Graph(string text) =>
        new(
            text,
            [new GraphAccount("111111111111", [text], IsCicd: true)],
            [
                new GraphRole("arn:1", "111111111111", text, text, RoleKind.Build, Depth: 0),
                new GraphRole("arn:2", "111111111111", text, text, RoleKind.Deploy),
            ],
            [new GraphEdge("arn:1", "arn:2", EdgeKind.Assumes, EdgeState.Missing, text, text)]
        );

    /// <summary>JSON has no lone surrogates.</summary>
    static string Whole(string text) => string.Concat(text.EnumerateRunes().Select(rune => rune.ToString()));

    string Read(string name) => File.ReadAllText(Path.Combine(folder.Path, ReportFiles.Folder, name));

    static Finding Finding(string text) => new(FindingCodes.DiskFull, text, [text, $"of {text}"], text);

    static AssetResult Asset(string text) =>
        new(new AssetReference("a", text, text, environment), AssetOutcome.Failed) { Findings = [Finding(text)] };

    static StackReference Stack(string text, string id = "id") => new(id, text, text, environment);

    static List<StackResult> Stacks(string text) =>
        [
            new StackResult.Failed(Stack(text), [Finding(text)]),
            new StackResult.Skipped(Stack(text), [text]),
            new StackResult.Deployed(Stack(text), Created: true, 1)
            {
                Outputs = new Dictionary<string, string> { ["A"] = text },
            },
        ];

    static IEnumerable<DeploymentEvent> Events(string text)
    {
        var asset = new AssetReference("a", text, text, environment);
        return
        [
            new DeploymentEvent.Planned([Stack(text)], 1),
            new DeploymentEvent.StackStarted(Stack(text)),
            new DeploymentEvent.StackProgressed(Stack(text), StackStep.Recovering, text),
            new DeploymentEvent.ResourceProgressed(Stack(text), text, text, text, $"{text}_FAILED", text, 1, 2),
            new DeploymentEvent.AssetStarted(asset),
            new DeploymentEvent.AssetFinished(
                new AssetResult(asset, AssetOutcome.Failed) { Findings = [Finding(text)] }
            ),
            new DeploymentEvent.Throttled(text, text, text),
            .. Stacks(text).Select(result => new DeploymentEvent.StackFinished(result)),
            new DeploymentEvent.Interrupted([Stack(text)]),
        ];
    }

    [GeneratedRegex(@"(?<!\\)\|")]
    private static partial Regex CellBorder();

    /// <summary>Anything that Markdown would take for markup because no backslash is before it.</summary>
    [GeneratedRegex(@"(?<!\\)(?:[`*_\[\]<>&~!$@]|(?<=https?|mailto):|(?<=www)\.)")]
    private static partial Regex Markup();
}
