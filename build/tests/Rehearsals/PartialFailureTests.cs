using Build.Tests.Deployment;
using Build.Tests.LocalAws;
using Deployment;
using Deployment.Assemblies;
using LocalAws.CloudFormation;

namespace Build.Tests.Rehearsals;

/// <summary>One account of ten fails.</summary>
public class PartialFailureTests
{
    const int Failing = 4;

    [Fact]
    public async Task DeployAsync_AStackFailsInOneAccountOfTen_TheNineOthersFinish()
    {
        var accounts = Enumerable.Range(0, 10).Select(index => $"{index}{index}{index}000000000").ToList();
        await using var world = await DeploymentWorld.StartAsync(options =>
            options with
            {
                Accounts = [LocalWorld.Management, .. accounts],
                CloudFormation = new CloudFormationOptions { FailingResourceTypes = ["Test::Broken::Thing"] },
            }
        );

        var report = await world.DeployAsync([
            .. accounts.SelectMany((account, index) => Stacks(world, index, new(account, "eu-west-1"))),
        ]);

        var byAccount = report.Stacks.ToLookup(stack => stack.Stack.Environment.Account);
        Assert.All(
            accounts.Where((_, index) => index != Failing),
            account => Assert.All(byAccount[account], stack => Assert.IsType<StackResult.Deployed>(stack))
        );
        var failing = byAccount[accounts[Failing]].ToList();
        var failed = Assert.IsType<StackResult.Failed>(failing[0]);
        Assert.Equal("Broken (Test::Broken::Thing): CREATE_FAILED", Assert.Single(failed.Findings).Why[0]);
        Assert.All(
            failing.Skip(1),
            stack => Assert.Equal(["Network4"], Assert.IsType<StackResult.Skipped>(stack).BecauseOf)
        );
        Assert.Equal(1, Assert.Throws<BuildException>(report.ThrowIfFailed).ExitCode);
    }

    /// <summary>A network, an app on it and a monitor on that.</summary>
    static IEnumerable<StackArtifact> Stacks(DeploymentWorld world, int index, TargetEnvironment environment)
    {
        var network = index == Failing ? Templates.Failing("/network") : Templates.Parameter("/network");
        yield return world.Stack($"Network{index}", environment, network);
        yield return world.Stack($"App{index}", environment, Templates.Parameter("/app"), $"Network{index}");
        yield return world.Stack($"Monitor{index}", environment, Templates.Parameter("/monitor"), $"App{index}");
    }
}
