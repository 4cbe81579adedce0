using System.Collections.Concurrent;
using Build.Tests.LocalAws;
using Deployment;
using Deployment.Assemblies;
using Deployment.Bootstrapping;
using Deployment.Diffing;
using LocalAws.Faults;

namespace Build.Tests.Deployment.Diffing;

/// <summary>Differences that are found with roles that may only read.</summary>
public sealed class ReadOnlyDifferenceTests
{
    const string Reader = "arn:aws:iam::{0}:role/reader";

    static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task DiffAsync_ReadOnly_WritesNothingAndSaysWhatCouldNotBeRead()
    {
        var calls = new ConcurrentQueue<WireCall>();
        await using var world = await DeploymentWorld.StartAsync(options =>
            options with
            {
                Faults = new() { Arrived = calls.Enqueue },
            }
        );
        await MakeReaderAsync(world);
        var manifestNamesIt = world.Stack("Named", DeploymentWorld.First, Templates.Parameter("/one")) with
        {
            LookupRole = new(new RoleReference("arn:aws:iam::${AWS::AccountId}:role/reader"), null),
        };
        (await world.DeployAsync(manifestNamesIt)).ThrowIfFailed();
        var changed = manifestNamesIt with
        {
            TemplateFile = world.Stack("Named", DeploymentWorld.First, Templates.Parameter("/two")).TemplateFile,
        };
        var settingsNameIt = world.Stack("Unnamed", DeploymentWorld.First, Templates.Parameter("/three"));
        var elsewhere = world.Stack("Elsewhere", DeploymentWorld.Second, Templates.Parameter("/four"));
        calls.Clear();

        var difference = await world
            .Deployer(new DeployerOptions { ReadsWith = environment => new(ReaderIn(environment)) })
            .DiffAsync(DeploymentWorld.Plan(changed, settingsNameIt, elsewhere), DiffMethod.Auto, Cancellation);

        Assert.Equal(["Named", "Unnamed"], difference.Stacks.Select(stack => stack.Stack.Id));
        Assert.All(difference.Stacks, stack => Assert.True(stack.HasChanges));
        var unread = Assert.Single(difference.Unread);
        Assert.Equal((DeploymentWorld.Second, "Elsewhere"), (unread.Stack.Environment, unread.Stack.Id));
        Assert.Equal("AssumeRoleFailed", Assert.Single(unread.Findings).Code);
        Assert.All(
            calls,
            call =>
                Assert.True(
                    call.Action
                        is "AssumeRole"
                            or "GetCallerIdentity"
                            or "DescribeStacks"
                            or "GetTemplate"
                            or "ListStackResources",
                    $"{call.Service}:{call.Action}"
                )
        );
    }

    static string ReaderIn(TargetEnvironment environment) =>
        Reader.Replace("{0}", environment.Account, StringComparison.Ordinal);

    static async Task MakeReaderAsync(DeploymentWorld world)
    {
        using var session = await world.InAsync(DeploymentWorld.First);
        var options = new ReadOnlyRoleOptions(ReaderIn(DeploymentWorld.First), [LocalWorld.Management], []);
        var role = new ReadOnlyRole(session, world.Endpoint, world, TimeProvider.System, options);
        await role.DeployAsync(DeploymentWorld.First, Cancellation);
    }
}
