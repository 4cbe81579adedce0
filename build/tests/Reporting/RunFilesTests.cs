using System.Xml.Linq;
using Build.Tests.Deployment;
using Releases.Runs;
using Reporting.Pages;
using Reporting.Runs;

namespace Build.Tests.Reporting;

public sealed class RunFilesTests : IDisposable
{
    readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Write_RunsOfSeveralTargets_KeepsAPageOfEachAndListsThem()
    {
        Write("Deploy", minute: 0);
        Write("Destroy", minute: 1);
        Write("Deploy", minute: 2, below: "local");

        Assert.Equal(["deploy.html", "destroy.html"], Last(""));
        Assert.Equal(["deploy.html"], Last("local"));
        Assert.Equal(
            [
                "local/deploy-20261127T120200000Z.html",
                "destroy-20261127T120100000Z.html",
                "deploy-20261127T120000000Z.html",
            ],
            Listed()
        );
        Assert.All(Listed(), page => Assert.True(File.Exists(Path.Combine(folder.Path, page))));
        Assert.Contains(
            """<a href="../index.html">All runs</a>""",
            File.ReadAllText(Path.Combine(folder.Path, "local/deploy.html")),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void Write_MoreRunsThanAreKept_DeletesTheOldestAndNothingElse()
    {
        File.WriteAllText(Path.Combine(folder.Path, "notes.html"), "own");
        for (var minute = 0; minute < RunFiles.Kept + 2; minute++)
            Write("Deploy", minute);

        Assert.Equal(RunFiles.Kept, Listed().Count);
        Assert.DoesNotContain("deploy-20261127T120100000Z.html", Listed());
        Assert.False(File.Exists(Path.Combine(folder.Path, "deploy-20261127T120100000Z.html")));
        Assert.True(File.Exists(Path.Combine(folder.Path, "notes.html")));
    }

    [Fact]
    public void Write_SummaryThatIsDamaged_IsLeftOut()
    {
        File.WriteAllText(Path.Combine(folder.Path, "deploy-20261127T110000000Z.run.json"), "{");

        Write("Deploy", minute: 0);

        Assert.Equal(["deploy-20261127T120000000Z.html"], Listed());
    }

    [Fact]
    public void CommandOf_ParametersAndOptionsThatAreNone_LeavesTheirValuesOut() =>
        Assert.Equal(
            "./build.sh --target=Deploy --local --stacks='a b' --parameters=Db:Password=...",
            RunOrigins.CommandOf(
                new Dictionary<string, ICollection<string>>
                {
                    ["local"] = [""],
                    ["target"] = ["Deploy"],
                    ["stacks"] = ["a b"],
                    ["nuget_token"] = ["secret"],
                    ["parameters"] = ["Db:Password=secret"],
                }
            )
        );

    [Theory]
    [InlineData("# branch.oid 9f2c\n# branch.head main\n1 .M N... a", "main", true)]
    [InlineData("# branch.oid 9f2c\n# branch.head (detached)\n", null, false)]
    public void Commit_StatusOfGit_IsRead(string status, string? branch, bool isChanged) =>
        Assert.Equal(new RunCommit("9f2c", branch, null, isChanged), RunOrigins.Commit(status));

    [Fact]
    public void Commit_OfARepositoryWithoutOne_IsUnknown() =>
        Assert.Null(RunOrigins.Commit("# branch.oid (initial)\n# branch.head main\n"));

    void Write(string target, int minute, string below = "")
    {
        var run = new RunSummary(
            target,
            RunOutcome.Succeeded,
            "1 stack created",
            SampleRun.Start.AddMinutes(minute),
            TimeSpan.FromSeconds(3),
            new($"./build.sh --target={target}", "maria", IsLocal: below.Length > 0)
        );
        RunFiles.Write(folder.Path, Path.Combine(folder.Path, below), [target], new RunPage(run));
    }

    IEnumerable<string> Last(string below) =>
        Directory
            .EnumerateFiles(Path.Combine(folder.Path, below), "*.html")
            .Select(file => Path.GetFileName(file))
            .Where(name => name is not RunFiles.Index && !name.Contains('-', StringComparison.Ordinal))
            .Order(StringComparer.Ordinal);

    List<string> Listed() =>
        [
            .. PageXml
                .Parse(File.ReadAllText(Path.Combine(folder.Path, RunFiles.Index)), "index.js")
                .Descendants("tbody")
                .Descendants("a")
                .Select(link => link.Attribute("href")!.Value),
        ];
}
