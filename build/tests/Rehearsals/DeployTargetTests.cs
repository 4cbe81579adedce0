using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using Build.Tests.Deployment;
using Build.Tests.LocalAws;
using Deployment;
using LocalAws.Faults;

namespace Build.Tests.Rehearsals;

/// <summary>What the program deploys, and what it writes of it.</summary>
public sealed class DeployTargetTests
{
    readonly ConcurrentQueue<WireCall> calls = new();

    [Fact]
    public async Task DeployAndDestroy_OneEnvironment_LeaveTheOthersAlone()
    {
        await using var world = await StartAsync();
        using var program = new DeployProgram(world);
        FiveStacks.Write(program.Assembly);
        MoveFiveToAccount2(program);

        var second = program.Run("--environment=account2");
        var accounts = calls.Where(call => call.Service == "cloudformation").Select(call => call.Account).Distinct();
        var onlySecond = accounts.ToList();
        var all = program.Run();
        calls.Clear();
        var destroyed = program.Destroy("--environment=account1");

        Assert.True(
            (second.ExitCode, all.ExitCode, destroyed.ExitCode) == (0, 0, 0),
            second.Errors + all.Errors + destroyed.Errors
        );
        Assert.Equal([LocalWorld.Second], onlySecond);
        Assert.Equal([LocalWorld.First], accounts);
        Assert.Equal(4, calls.Count(call => call.Action == "DeleteStack"));
    }

    /// <summary>As the CDK CLI writes it: by the stacks' names, two spaces for each step, also for what was unchanged.</summary>
    [Fact]
    public async Task Deploy_OutputsFile_HoldsTheOutputsOfEachStack()
    {
        const string Expected = """
            {
              "Five": {
                "Name": "/Five"
              },
              "Four": {
                "Name": "/Four"
              },
              "One": {
                "Name": "/One"
              },
              "Three": {
                "Name": "/Three"
              },
              "Two": {
                "Name": "/Two"
              }
            }

            """;
        await using var world = await StartAsync();
        using var program = new DeployProgram(world);
        FiveStacks.Write(program.Assembly);

        var first = program.Run("--outputs-file=outputs/first.json");
        var second = program.Run("--outputs-file=outputs/second.json");

        Assert.Equal((0, 0), (first.ExitCode, second.ExitCode));
        Assert.All(
            ["first", "second"],
            name => Assert.Equal(Expected, File.ReadAllText(Path.Combine(program.Root, "outputs", $"{name}.json")))
        );
        Assert.Equal(2, Directory.EnumerateFiles(Path.Combine(program.Root, "outputs")).Count());
    }

    [Fact]
    public async Task Deploy_OutputsFileThatCannotBeWritten_SaysSoBesidesWhatWasDeployed()
    {
        await using var world = await StartAsync();
        using var program = new DeployProgram(world);
        FiveStacks.Write(program.Assembly);

        var run = program.Run("--outputs-file=infra/cdk.out/manifest.json/outputs.json");

        Assert.Equal(1, run.ExitCode);
        Assert.Contains("outputs.json was not written. [FileNotWritten]", run.Errors, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", run.Errors, StringComparison.Ordinal);
        Assert.Contains("Created", run.Output, StringComparison.Ordinal);
    }

    /// <summary>What the world does to a task, and nobody has worded there, is worded at the program's edge.</summary>
    [Fact]
    public async Task Deploy_FailureOfTheWorldThatNoTaskWords_IsAFindingAndNoBug()
    {
        await using var world = await StartAsync();
        using var program = new DeployProgram(world, ("GITHUB_STEP_SUMMARY", Path.GetTempPath()));
        FiveStacks.Write(program.Assembly);

        var run = program.Run("--stacks=One");

        var finding = Findings.PrintedFindings.Single(run);
        Assert.Equal((1, FindingCodes.FileNotAccessible), (run.ExitCode, finding.Code));
        Assert.NotNull(finding.Next);
        Assert.DoesNotContain("bug in the build", run.Output + run.Errors, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", run.Output + run.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Deploy_DryRun_PrintsOrderAccountsRolesAndAssetsAndAsksAwsForNothing()
    {
        await using var world = await StartAsync();
        using var program = new DeployProgram(world);
        FiveStacks.Write(program.Assembly);

        var deploy = program.Run("--dryrun");
        var destroy = program.Destroy("--dryrun");

        Assert.True((deploy.ExitCode, destroy.ExitCode) == (0, 0), deploy.Errors + destroy.Errors);
        Assert.Empty(calls);
        Assert.Matches(
            "(?m)^2  Two +111111111111  eu-west-1  One +arn:aws:iam::111111111111:role/OrganizationAccountAccessRole\\r?$",
            deploy.Output
        );
        Assert.Matches("(?m)^Five +s3://five-stacks-assets/Five.json +arn:aws:iam", deploy.Output);
        Assert.Matches("(?m)^1  Five +.*\\r?\n2  Four +111111111111  eu-west-1  Five ", destroy.Output);
        Assert.DoesNotContain("s3://", destroy.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Deploy_DryRunBeforeASynthesis_SaysWhatIsMissing()
    {
        await using var world = await StartAsync();
        using var program = new DeployProgram(world);

        var run = program.Run("--dryrun");

        Assert.Equal(0, run.ExitCode);
        Assert.Contains("./build.sh --target=Synth --project=infra", run.Output, StringComparison.Ordinal);
    }

    /// <summary>Gives the last stack another environment, where it needs no bucket.</summary>
    static void MoveFiveToAccount2(DeployProgram program)
    {
        var file = Path.Combine(program.Assembly, "manifest.json");
        var manifest = JsonNode.Parse(File.ReadAllText(file))!;
        var five = manifest["artifacts"]!["Five"]!;
        five["environment"] = "aws://222222222222/us-east-1";
        five["properties"]!.AsObject().Remove("stackTemplateAssetObjectUrl");
        five["dependencies"] = new JsonArray("Four");
        File.WriteAllText(file, manifest.ToJsonString());
    }

    async Task<DeploymentWorld> StartAsync()
    {
        var world = await DeploymentWorld.StartAsync(options =>
            options with
            {
                Faults = new() { Arrived = calls.Enqueue },
            }
        );
        await FiveStacks.MakeBucketAsync(world);
        calls.Clear();
        return world;
    }
}
