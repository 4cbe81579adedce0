using System.Text.RegularExpressions;
using Build.Tests.Deployment;
using Build.Tests.Findings;
using Deployment;
using LocalAws.CloudFormation;
using Releases;

namespace Build.Tests.Rehearsals;

/// <summary>What Deploy, Diff and Destroy say is to be done, done to the letter: the same again with what they name.</summary>
public sealed partial class DeployActionsTests
{
    [Fact]
    public async Task Deploy_NoSuchStack_NamesThoseThatThereAre()
    {
        await using var world = await StartAsync();
        using var program = Program(world);

        var finding = PrintedFindings.Single(program.Run("--stacks=Onee"));
        var listed = program.Run("--stacks=Onee").Errors.Split("Stacks: ")[1].Split(',')[0];
        var mended = program.Run($"--stacks={listed}");

        Assert.Equal((FindingCodes.NoSuchStack, "One"), (finding.Code, listed));
        Assert.StartsWith("name one of these", finding.Next, StringComparison.Ordinal);
        Assert.True(mended.ExitCode == 0, mended.Output + mended.Errors);
    }

    [Fact]
    public async Task Deploy_ChangesThatNobodyCanApprove_AreDeployedOnceTheyAreWanted()
    {
        await using var world = await StartAsync();
        using var program = Program(world);

        var finding = PrintedFindings.Single(program.RunTarget("Deploy", "--require-approval=any-change"));
        var mended = program.RunTarget("Deploy", finding.Next!.Split(',')[0]);

        Assert.Equal(FindingCodes.ApprovalRequired, finding.Code);
        Assert.True(mended.ExitCode == 0, mended.Output + mended.Errors);
    }

    [Fact]
    public async Task Diff_Differences_AreGoneOnceTheyAreDeployed()
    {
        await using var world = await StartAsync();
        using var program = Program(world);

        var finding = PrintedFindings.Single(program.Diff("--fail"));
        var deployed = program.Run();
        var mended = program.Diff("--fail");

        Assert.Equal(ReleaseCodes.Differences, finding.Code);
        Assert.StartsWith("./build.sh --target=Deploy", finding.Next, StringComparison.Ordinal);
        Assert.Equal((0, 0), (deployed.ExitCode, mended.ExitCode));
    }

    [Fact]
    public async Task Destroy_WithoutATerminal_DeletesWhereThatIsWanted()
    {
        await using var world = await StartAsync();
        using var program = Program(world);

        var finding = PrintedFindings.Single(program.RunTarget("Destroy"));
        var mended = program.RunTarget("Destroy", finding.Next!.Split(' ')[^1]);

        Assert.Equal(ReleaseCodes.NotApproved, finding.Code);
        Assert.True(mended.ExitCode == 0, mended.Output + mended.Errors);
    }

    [Fact]
    public async Task Deploy_OutputsFileThatCannotBeWritten_IsWrittenUnderAnotherName()
    {
        await using var world = await StartAsync();
        using var program = Program(world);

        var finding = PrintedFindings.Single(program.Run("--outputs-file=infra/cdk.out/manifest.json/outputs.json"));
        var mended = program.Run("--outputs-file=outputs.json");

        Assert.Equal(FindingCodes.FileNotWritten, finding.Code);
        Assert.EndsWith("or name another file", finding.Next, StringComparison.Ordinal);
        Assert.True(mended.ExitCode == 0, mended.Output + mended.Errors);
    }

    [Fact]
    public async Task Deploy_StackThatWasLeftHalfMade_GoesBackFirst()
    {
        await using var world = await StartAsync(new() { FailingResourceTypes = ["Test::Broken::Thing"] });
        using var program = Program(world);
        var deployed = program.Run("--stacks=One");
        await ChangeAsync(program, Templates.Failing("/failing"), "failing");
        var failed = program.Run("--stacks=One", "--no-rollback");
        await ChangeAsync(program, Templates.Parameter("/One", "2"), "mended");

        var finding = PrintedFindings.Single(program.Run("--stacks=One"));
        var next = finding.Next!.Split("  ")[0];
        var mended = program.Run("--stacks=One", next.Split(' ')[^1]);

        Assert.Equal((0, 1), (deployed.ExitCode, failed.ExitCode));
        Assert.Equal((FindingCodes.StackNotDeployable, "./build.sh --target=Deploy --rollback"), (finding.Code, next));
        Assert.True(mended.ExitCode == 0, mended.Output + mended.Errors);
    }

    [Fact]
    public async Task Deploy_AssemblyThatIsNotThere_SaysWhatWritesIt()
    {
        await using var world = await StartAsync();
        using var program = new DeployProgram(world);

        var finding = PrintedFindings.Single(program.Run());
        FiveStacks.Write(program.Assembly);
        var mended = program.Run("--stacks=One");

        Assert.Equal((FindingCodes.AssemblyNotFound, "./build.sh --target=Synth"), (finding.Code, finding.Next));
        Assert.True(mended.ExitCode == 0, mended.Output + mended.Errors);
    }

    /// <summary>Gives stack One another template, under another key.</summary>
    static async Task ChangeAsync(DeployProgram program, string template, string key)
    {
        await File.WriteAllTextAsync(Path.Combine(program.Assembly, "One.template.json"), template, Cancellation);
        foreach (var name in (string[])["manifest.json", "One.assets.json"])
        {
            var file = Path.Combine(program.Assembly, name);
            var text = await File.ReadAllTextAsync(file, Cancellation);
            await File.WriteAllTextAsync(file, OneKey().Replace(text, $"{key}.json\""), Cancellation);
        }
    }

    [GeneratedRegex("(?<=/|\"objectKey\":\")(One|failing)\\.json\"")]
    private static partial Regex OneKey();

    static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    static DeployProgram Program(DeploymentWorld world)
    {
        var program = new DeployProgram(world);
        FiveStacks.Write(program.Assembly);
        return program;
    }

    static async Task<DeploymentWorld> StartAsync(CloudFormationOptions? cloudFormation = null)
    {
        var world = await DeploymentWorld.StartAsync(options =>
            options with
            {
                CloudFormation = cloudFormation ?? new(),
            }
        );
        await FiveStacks.MakeBucketAsync(world);
        return world;
    }
}
