using Build.Tests.LocalAws;
using CloudFormationClient = Build.Tests.LocalAws.CloudFormation.QueryClient;

namespace Build.Tests.Releases.Bootstraps;

/// <summary>The program's Bootstrap target where a bootstrap is there in part: somebody deleted some of it, or all that goes with its stack.</summary>
public sealed class BootstrapRepairTests
{
    static readonly string[] resources =
    [
        "StagingBucket",
        "DeploymentActionRole",
        "CloudFormationExecutionRole",
        "FilePublishingRole",
        "FilePublishingRoleDefaultPolicy",
        "ContainerAssetsRepository",
        "CdkBootstrapVersion",
        "StagingBucketPolicy",
    ];

    /// <summary>One after the other in one account: what is recreated each time is what was deleted just before.</summary>
    [Fact]
    public async Task Bootstrap_EachResourceThatSomebodyDeleted_IsMadeAnewAlone()
    {
        await using var world = await BootstrapTarget.StartAsync();
        var made = BootstrapTarget.Run(world, "--environment=account1");
        Assert.True(made.ExitCode == 0, made.Output + made.Errors);
        var deletion = new BootstrapDeletion(world.World.Local, LocalWorld.First, "eu-west-1");

        foreach (var resource in resources)
        {
            await deletion.DeleteAsync(resource);
            Assert.False(await deletion.ExistsAsync(resource), resource);

            var mending = BootstrapTarget.Run(world, "--environment=account1");

            Assert.True(mending.ExitCode == 0, mending.Output + mending.Errors);
            Assert.Matches(
                $@"account1 \(.*\): bootstrap of version \d+ repaired, recreated: .*{resource} ",
                mending.Output
            );
            Assert.True(await deletion.ExistsAsync(resource), resource);
        }

        var after = BootstrapTarget.Run(world, "--environment=account1");
        Assert.Matches(@"account1 \(.*\): bootstrapped already", after.Output);
    }

    /// <summary>The deletion of a bootstrap stack, or a first one that was rolled back, leaves what is to be retained.</summary>
    [Fact]
    public async Task Bootstrap_AfterItsStackWasDeleted_TakesOverWhatThatLeft()
    {
        await using var world = await BootstrapTarget.StartAsync();
        BootstrapTarget.Run(world, "--environment=account1");
        using var client = new CloudFormationClient(world.World.Local, LocalWorld.First);
        await client.StartAsync("UpdateTerminationProtection", "CDKToolkit", ("EnableTerminationProtection", "false"));
        await client.StartAsync("DeleteStack", "CDKToolkit");
        await client.SettledAsync("CDKToolkit");
        var deletion = new BootstrapDeletion(world.World.Local, LocalWorld.First, "eu-west-1");
        Assert.False(await deletion.ExistsAsync("DeploymentActionRole"));

        var again = BootstrapTarget.Run(world, "--environment=account1");
        var after = BootstrapTarget.Run(world, "--environment=account1");

        Assert.True(again.ExitCode == 0, again.Output + again.Errors);
        Assert.True(await deletion.ExistsAsync("StagingBucket"));
        Assert.Matches(@"account1 \(.*\): bootstrapped already", after.Output);
    }

    [Fact]
    public async Task Bootstrap_ReadOnlyRoleThatSomebodyDeleted_IsMadeAnew()
    {
        await using var world = await BootstrapTarget.StartAsync();
        BootstrapTarget.Run(world, "--environment=account1");
        var deletion = new BootstrapDeletion(world.World.Local, LocalWorld.First, "eu-west-1");
        await deletion.DeleteRoleAsync("cdk-readOnlyRole");

        var mending = BootstrapTarget.Run(world, "--environment=account1");
        var after = BootstrapTarget.Run(world, "--environment=account1");

        Assert.True(mending.ExitCode == 0, mending.Output + mending.Errors);
        Assert.Contains("read-only role recreated", mending.Output, StringComparison.Ordinal);
        Assert.Contains("read-only role there already", after.Output, StringComparison.Ordinal);
    }
}
