using System.Diagnostics;
using System.IO.Compression;
using Build.Tests.Deployment;
using Build.Tests.Releases.Bootstraps;
using Deployment;
using LocalAws.CodeBuild;
using Rehearsal.Workflows;

namespace Build.Tests.Rehearsal.Workflows;

/// <summary>Small workflows of the form that is generated, each step run by bash.</summary>
public sealed class WorkflowRunTests : IDisposable
{
    readonly TemporaryFolder folder = new();
    readonly TokenIssuer issuer = new(WebIdentityWorld.Issuer, TimeProvider.System);
    readonly List<string> told = [];

    public void Dispose()
    {
        issuer.Dispose();
        folder.Dispose();
    }

    [Fact]
    public async Task RunAsync_JobsWithArtifactsAndAMatrix_RunInOrderWithWhatTheyAreGiven()
    {
        var run = await RunAsync(
            """
            name: Release
            jobs:
              synth:
                if: github.ref == 'refs/heads/main'
                permissions: { id-token: write }
                steps:
                  - uses: actions/checkout@0123
                  - run: cat source.txt > made.txt
                  - uses: actions/upload-artifact@0123
                    with: { name: made, path: made.txt, if-no-files-found: error }
              wave:
                needs: [synth]
                environment: Production
                permissions: { id-token: write }
                strategy:
                  matrix:
                    include:
                      - { name: one, arguments: --shard=1/2 }
                      - { name: two, arguments: --shard=2/2 }
                steps:
                  - uses: actions/download-artifact@0123
                    with: { name: made }
                  - run: |
                      echo "$(cat made.txt) ${{ matrix.arguments }} $X $GITHUB_REF" >> "$OUT"
                      [ -n "$ACTIONS_ID_TOKEN_REQUEST_TOKEN" ]
                    env: { X: '${{ runner.temp }}', OUT: OUT_FILE }
            """
        );

        Assert.Empty(run.Failed);
        Assert.Equal(
            ["from the source --shard=1/2 temp refs/heads/main", "from the source --shard=2/2 temp refs/heads/main"],
            (await LinesAsync()).Select(line => line.Replace(TemporaryOf(line), "temp", StringComparison.Ordinal))
        );
        Assert.Contains(told, line => line.Contains("waits for environment Production", StringComparison.Ordinal));
    }

    [Fact]
    public async Task RunAsync_OneLegFails_TheOthersRunAndWhatNeedsThemDoesNot()
    {
        var run = await RunAsync(
            """
            name: Release
            jobs:
              first:
                strategy: { matrix: { include: [{ name: bad, code: 1 }, { name: good, code: 0 }] } }
                steps:
                  - run: exit ${{ matrix.code }}
                  - run: '[ ${{ matrix.code }} = 0 ] || echo never >> OUT_FILE'
                  - if: ${{ !cancelled() }}
                    run: echo "always ${{ matrix.name }}" >> OUT_FILE
              second:
                needs: [first]
                steps:
                  - run: echo second >> OUT_FILE
            """
        );

        Assert.Equal(["Release / first bad"], run.Failed);
        Assert.Equal(["always bad", "always good"], await LinesAsync());
        Assert.Contains("Release / second is left out: first did not succeed", told);
    }

    [Fact]
    public async Task RunAsync_Retried_RunsTheLegThatFailedAndWhatNeedsItAlone()
    {
        const string Text = """
            name: Release
            jobs:
              first:
                strategy: { matrix: { include: [{ name: one }, { name: two }] } }
                steps:
                  - run: echo "first ${{ matrix.name }}" >> OUT_FILE
                  - run: '[ ${{ matrix.name }} = one ] || [ -e OUT_FILE.fixed ]'
              second:
                needs: [first]
                steps:
                  - run: echo second >> OUT_FILE
            """;

        var failed = await RunAsync(Text);
        await File.WriteAllTextAsync($"{OutFile}.fixed", "", TestContext.Current.CancellationToken);
        var retried = await RunAsync(Text, done: failed.Done);

        Assert.Equal(["Release / first two"], failed.Failed);
        Assert.Empty(retried.Failed);
        Assert.Equal(["first one", "first two", "first two", "second"], await LinesAsync());
        Assert.Equal(["Release / first one", "Release / first two", "Release / second"], retried.Done.Order());
    }

    [Theory]
    [InlineData("uses: someone/action@0123", "A rehearsal cannot run the action someone/action")]
    [InlineData("uses: actions/download-artifact@0123\n        with: { name: missing }", "FAILED")]
    public async Task RunAsync_AStepThatCannotBeRehearsed_FailsItsJob(string step, string expected)
    {
        var run = await RunAsync($"name: W\njobs:\n  one:\n    steps:\n      - {step}\n");

        Assert.Equal(["W / one"], run.Failed);
        Assert.Contains(told, line => line.Contains(expected, StringComparison.Ordinal));
    }

    [Fact]
    public async Task RunAsync_AnExpressionThatIsNotKnown_IsNamed()
    {
        var failure = await Assert.ThrowsAsync<BuildException>(() =>
            RunAsync("name: W\njobs:\n  one:\n    steps:\n      - run: echo ${{ secrets.TOKEN }}\n")
        );

        Assert.Contains("secrets.TOKEN", Assert.Single(failure.Findings).What, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(true, true, null, "repo:my-company/deployments:pull_request")]
    [InlineData(false, true, null, "repo:my-company/deployments:ref:refs/heads/main")]
    [InlineData(false, true, "Production", "repo:my-company/deployments:environment:Production")]
    [InlineData(false, false, null, null)]
    public async Task RunAsync_TokensOfJobs_AreOfTheirEventAndEnvironment(
        bool isPullRequest,
        bool mayAsk,
        string? environment,
        string? subject
    )
    {
        await RunAsync(
            $$$"""
            name: W
            jobs:
              one:
                {{{(environment is null ? "" : $"environment: {environment}")}}}
                permissions: { id-token: {{{(mayAsk ? "write" : "none")}}} }
                steps:
                  - run: |
                      node --input-type=module --eval '
                        const { ACTIONS_ID_TOKEN_REQUEST_URL: url, ACTIONS_ID_TOKEN_REQUEST_TOKEN: secret } = process.env;
                        const ask = async (bearer) => await fetch(`${url}&audience=me`, { headers: { authorization: `bearer ${bearer}` } });
                        if (!url) process.exit(0);
                        const claims = JSON.parse(Buffer.from((await (await ask(secret)).json()).value.split(".")[1], "base64url"));
                        console.log(claims.sub, claims.aud, (await ask("guessed")).status);
                      ' >> OUT_FILE
            """,
            isPullRequest
        );

        Assert.Equal(
            subject is null ? "" : $"{subject} me 401\n",
            string.Concat((await LinesAsync()).Select(line => $"{line}\n"))
        );
    }

    string OutFile => Path.Combine(folder.Path, "out.txt");

    /// <summary>None where nothing was written.</summary>
    async Task<string[]> LinesAsync() =>
        File.Exists(OutFile) ? await File.ReadAllLinesAsync(OutFile, TestContext.Current.CancellationToken) : [];

    static string TemporaryOf(string line) => line.Split(' ').First(word => word.StartsWith('/'));

    async Task<WorkflowRun> RunAsync(string text, bool isPullRequest = false, HashSet<string>? done = null)
    {
        var zip = Path.Combine(folder.Path, "source.zip");
        if (!File.Exists(zip))
        {
            await using var archive = await ZipFile.OpenAsync(zip, ZipArchiveMode.Create);
            await using var entry = new StreamWriter(await archive.CreateEntry("source.txt").OpenAsync());
            await entry.WriteAsync("from the source");
        }
        var world = new WorkflowWorld(
            folder.Path,
            zip,
            WebIdentityWorld.Settings.Source,
            issuer,
            new CodeBuildOptions { Path = Environment.GetEnvironmentVariable("PATH")! },
            BashAsync
        )
        {
            IsPullRequest = isPullRequest,
        };
        var run = new WorkflowRun(world, told.Add, TestContext.Current.CancellationToken) { Done = [.. done ?? []] };
        await run.RunAsync(Workflow.Read(text.Replace("OUT_FILE", OutFile, StringComparison.Ordinal), "workflow"));
        return run;
    }

    static async Task<int> BashAsync(
        IReadOnlyList<string> arguments,
        string workspace,
        IReadOnlyDictionary<string, string?> environment,
        Func<string, bool> hear
    )
    {
        var start = new ProcessStartInfo("bash", arguments) { WorkingDirectory = workspace };
        start.Environment.Clear();
        foreach (var (name, value) in environment)
            start.Environment[name] = value;
        using var process = Process.Start(start)!;
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return process.ExitCode;
    }
}
