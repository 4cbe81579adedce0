using System.Globalization;
using System.Text.Json;
using Deployment;
using Deployment.Assemblies;
using Reporting;
using Spectre.Console.Testing;

namespace Build.Tests.Reporting;

public class ReportingTests
{
    static readonly StackReference storage = Stack("Storage", "111111111111", "eu-west-1");
    static readonly StackReference greeting = Stack("Greeting", "222222222222", "us-east-1");

    static readonly StackResult[] results =
    [
        new StackResult.Failed(
            storage,
            [new Finding(FindingCodes.AssumeRoleFailed, "Role x was not assumed", ["AccessDenied"], "Bootstrap")]
        )
        {
            Elapsed = TimeSpan.FromSeconds(1.25),
        },
        new StackResult.Skipped(greeting, ["Storage"]),
    ];

    [Fact]
    public void Table_Results_ShowStackAccountRegionAndOutcome()
    {
        using var output = new StringWriter(CultureInfo.InvariantCulture);

        StackTable.Write(output, results);

        var lines = output.ToString().Split(Environment.NewLine);
        Assert.Equal("Stack     Account       Region     Outcome                     Time", lines[1]);
        Assert.Equal("Storage   111111111111  eu-west-1  Failed                      1.3 s", lines[3]);
        Assert.Equal("Greeting  222222222222  us-east-1  Skipped because of Storage  0.0 s", lines[4]);
    }

    [Fact]
    public void Table_OfManyStacks_CountsThoseThatAreUnchanged()
    {
        using var output = new StringWriter(CultureInfo.InvariantCulture);

        StackTable.Write(
            output,
            [.. results, .. Enumerable.Range(0, 60).Select(_ => new StackResult.Unchanged(greeting))]
        );

        var lines = output.ToString().TrimEnd().Split(Environment.NewLine);
        Assert.Equal(7, lines.Length);
        Assert.Equal("Unchanged: 60 of 62 stacks", lines[^1]);
    }

    [Fact]
    public void Lines_OfADeployment_SayWhatHappened()
    {
        var lines = new List<string>();
        var view = new PlainDeploymentView(lines.Add, TimeProvider.System, StackTimes.None);

        view.Report(new DeploymentEvent.Planned([storage], 1));
        view.Report(new DeploymentEvent.StackProgressed(storage, StackStep.CreatingChangeSet));
        view.Report(
            new DeploymentEvent.ResourceProgressed(
                storage,
                "Bucket",
                "Storage/Bucket",
                "AWS::S3::Bucket",
                "CREATE_COMPLETE",
                null,
                1,
                2
            )
        );
        view.Report(new DeploymentEvent.StackFinished(new StackResult.Deployed(storage, Created: true, 2)));
        view.Report(new DeploymentEvent.StackFinished(new StackResult.Unchanged(greeting)));

        Assert.Equal(
            [
                "1 stack, 1 asset",
                "Storage [111111111111 eu-west-1]: creating the change set",
                "Storage [111111111111 eu-west-1]: Storage/Bucket AWS::S3::Bucket CREATE_COMPLETE (1/2)",
                "Storage [111111111111 eu-west-1]: Created",
                "Greeting [222222222222 us-east-1]: Unchanged",
            ],
            lines
        );
    }

    [Fact]
    public async Task LiveView_OfADeployment_EndsWithEachStacksOutcome()
    {
        using var console = new TestConsole();
        console.Profile.Width = 120;
        await using (var view = new LiveDeploymentView(console, TimeProvider.System, StackTimes.None))
        {
            view.Report(new DeploymentEvent.Planned([storage, greeting], 2));
            view.Report(new DeploymentEvent.StackFinished(results[0]));
            view.Report(new DeploymentEvent.StackFinished(results[1]));
        }

        Assert.Contains("Failed: Role x was not assumed", console.Output, StringComparison.Ordinal);
        Assert.Contains("Skipped because of Storage", console.Output, StringComparison.Ordinal);
        Assert.Contains("0 of 2 assets", console.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Json_Results_HoldOutcomesAndFindings()
    {
        using var json = JsonDocument.Parse(ReportFiles.Json("Deploy", results, []));

        var stacks = json.RootElement.GetProperty("stacks");
        Assert.Equal("Failed", stacks[0].GetProperty("outcome").GetString());
        Assert.Equal("AssumeRoleFailed", stacks[0].GetProperty("findings")[0].GetProperty("code").GetString());
        Assert.Equal("Storage", stacks[1].GetProperty("becauseOf")[0].GetString());
    }

    [Fact]
    public void JUnit_Results_CountFailuresAndSkips()
    {
        var suite = ReportFiles.JUnit("Deploy", results, []);

        Assert.Equal("2", suite.Attribute("tests")!.Value);
        Assert.Equal("1", suite.Attribute("failures")!.Value);
        Assert.Equal("1", suite.Attribute("skipped")!.Value);
        Assert.Contains("Next: Bootstrap", suite.Descendants("failure").Single().Value, StringComparison.Ordinal);
    }

    [Fact]
    public void Write_StepSummaryAskedFor_IsAppendedAsMarkdown()
    {
        var root = Directory.CreateTempSubdirectory("reports-");
        var summary = Path.Combine(root.FullName, "summary.md");
        File.WriteAllText(summary, "before\n");

        new ReportFiles(
            Path.Combine(root.FullName, ReportFiles.Folder),
            name => name == "GITHUB_STEP_SUMMARY" ? summary : null
        ).Write("Deploy", new DeploymentReport(results, []));

        Assert.StartsWith("before\n### Deploy", File.ReadAllText(summary), StringComparison.Ordinal);
        Assert.Contains("| Greeting | 222222222222 |", File.ReadAllText(summary), StringComparison.Ordinal);
        Assert.True(File.Exists(Path.Combine(root.FullName, "build/.reports/deploy.json")));
        Assert.True(File.Exists(Path.Combine(root.FullName, "build/.reports/deploy.junit.xml")));
        root.Delete(recursive: true);
    }

    static StackReference Stack(string name, string account, string region) =>
        new(name, name, name, new TargetEnvironment(account, region));
}
