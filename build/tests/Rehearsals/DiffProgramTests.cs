using System.Text.Json.Nodes;
using Build.Tests.Build;
using Build.Tests.Deployment;

namespace Build.Tests.Rehearsals;

/// <summary>What Diff writes where, and how it ends.</summary>
public sealed class DiffProgramTests
{
    /// <summary>Stands in for the CDK CLI: says something, and synthesizes what was prepared.</summary>
    const string Cli = """
        require('node:fs').cpSync('../prepared', 'cdk.out', { recursive: true });
        console.log('synthesizing, out loud');
        """;

    [Fact]
    public async Task Diff_AsJson_WritesThatAloneToStandardOutput()
    {
        await using var world = await StartAsync();
        using var program = new DeployProgram(world);
        FiveStacks.Write(program.Assembly);

        var run = program.Diff("--format=json", "--verbosity=Diagnostic");

        Assert.True(run.ExitCode == 0, run.Errors);
        var json = JsonNode.Parse(run.Output)!;
        Assert.Equal(
            FiveStacks.Names.Select(name => (name, true)),
            json["stacks"]!
                .AsArray()
                .Select(stack => (stack!["stack"]!["id"]!.GetValue<string>(), stack["isNew"]!.GetValue<bool>()))
        );
        Assert.True(json["hasChanges"]!.GetValue<bool>());
        Assert.Empty(json["findings"]!.AsArray());
    }

    [Fact]
    public async Task Diff_AsJsonAfterASynthesis_TellsOfThatOnStandardError()
    {
        await using var world = await StartAsync();
        using var program = new DeployProgram(world);
        FiveStacks.Write(Path.Combine(program.Root, "prepared"));
        Write(program, "infra/node_modules/aws-cdk/bin/cdk", Cli);
        Write(program, "infra/node_modules/typescript-native/bin/tsc", "");
        Write(program, "infra/node_modules/oxlint/bin/oxlint", "");
        Write(program, "infra/package.json", "{}");
        Write(program, "infra/cdk.json", "{}");

        var run = program.Diff("--target=Synth", "--format=json");

        Assert.True(run.ExitCode == 0, run.Errors);
        Assert.Equal(5, JsonNode.Parse(run.Output)!["stacks"]!.AsArray().Count);
        Assert.Contains("synthesizing, out loud", run.Errors, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData]
    [InlineData("--format=json")]
    public async Task Diff_ToFail_FailsWithDifferencesAndNotWithout(params string[] format)
    {
        await using var world = await StartAsync();
        using var program = new DeployProgram(world);
        FiveStacks.Write(program.Assembly);

        var before = program.Diff(["--fail", .. format]);
        var deployed = program.Run();
        var after = program.Diff(["--fail", .. format]);

        Assert.Equal((1, 0, 0), (before.ExitCode, deployed.ExitCode, after.ExitCode));
        Assert.Contains("[Differences]", before.Errors, StringComparison.Ordinal);
        if (format.Length == 0)
            Assert.Contains(
                "Stack Five in 111111111111/eu-west-1: no differences",
                after.Output,
                StringComparison.Ordinal
            );
        else
            Assert.Equal([true, false], new[] { before, after }.Select(HasChanges));
    }

    [Fact]
    public async Task Diff_EnvironmentThatCannotBeReached_SaysSoInTheJsonToo()
    {
        await using var world = await StartAsync();
        using var program = new DeployProgram(world);
        FiveStacks.Write(program.Assembly);
        var manifest = Path.Combine(program.Assembly, "manifest.json");
        await File.WriteAllTextAsync(
            manifest,
            (await File.ReadAllTextAsync(manifest, TestContext.Current.CancellationToken)).Replace(
                "OrganizationAccountAccessRole",
                "no-such-role",
                StringComparison.Ordinal
            ),
            TestContext.Current.CancellationToken
        );

        var run = program.Diff("--format=json");

        Assert.Equal(1, run.ExitCode);
        var finding = Assert.Single(JsonNode.Parse(run.Output)!["findings"]!.AsArray());
        Assert.Equal("MissingRole", finding!["code"]!.GetValue<string>());
        Assert.Contains("[MissingRole]", run.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Diff_AsMarkdownReadOnly_WritesACommentThatNamesWhatItCouldNotRead()
    {
        await using var world = await StartAsync();
        using var program = new DeployProgram(world);
        FiveStacks.Write(program.Assembly);

        var run = program.Diff("--format=markdown", "--read-only");

        Assert.Equal(1, run.ExitCode);
        Assert.StartsWith("<!-- cdk-deployments: diff -->\n", run.Output, StringComparison.Ordinal);
        Assert.Contains("\nStacks: 5 not read.\n", run.Output, StringComparison.Ordinal);
        // The settings' lookup role, which bootstrapping would have made.
        Assert.Contains("lookup-role-111111111111-eu-west-1", run.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("Diff in", run.Output, StringComparison.Ordinal);
    }

    static bool HasChanges(ProgramRun run) => JsonNode.Parse(run.Output)!["hasChanges"]!.GetValue<bool>();

    static async Task<DeploymentWorld> StartAsync()
    {
        var world = await DeploymentWorld.StartAsync();
        await FiveStacks.MakeBucketAsync(world);
        return world;
    }

    static void Write(DeployProgram program, string path, string text)
    {
        var file = Path.Combine(program.Root, path);
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        File.WriteAllText(file, text);
    }
}
