using Build.Tests.Deployment;
using Build.Tests.LocalAws;
using Cake.AWS.CloudFormation.Client;
using Deployment;
using Deployment.Assemblies;
using Deployment.Scheduling;
using Deployment.Stacks;
using LocalAws.Faults;

namespace Build.Tests.Rehearsals;

/// <summary>The deployer in worlds where many calls fail: what is deployed is right all the same.</summary>
public class FaultyDeploymentTests
{
    /// <summary>Waits are waited for at this multiple of the real speed.</summary>
    const int Speed = 50;

    static readonly AcceleratedTime time = new(Speed);

    static readonly TargetEnvironment second = new(LocalWorld.Second, "eu-west-1");

    static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public static TheoryData<int> Seeds => [.. Enumerable.Range(1, 20)];

    [Theory]
    [MemberData(nameof(Seeds))]
    public Task DeployAsync_ThrottledResetAndAnswered500_DeploysEveryStackRight(int seed) =>
        DeployAsync(
            seed,
            new InjectedFault(FaultKind.Throttled) { Probability = 0.3 },
            new InjectedFault(FaultKind.Reset) { Probability = 0.05 },
            new InjectedFault(FaultKind.InternalFailure) { Probability = 0.05 }
        );

    [Theory]
    [MemberData(nameof(Seeds))]
    public Task DeployAsync_AnswersLostAfterExecution_DeploysEveryStackRight(int seed) =>
        DeployAsync(
            seed,
            new InjectedFault(FaultKind.AnswerLost) { Probability = 0.15 },
            new InjectedFault(FaultKind.AnswerSpoilt) { Probability = 0.15 }
        );

    /// <summary>Creates five stacks, changes them, looks again and deletes them.</summary>
    static async Task DeployAsync(int seed, params InjectedFault[] faults)
    {
        await using var world = await DeploymentWorld.StartAsync(options =>
            options with
            {
                Faults = new() { Seed = seed, Faults = faults },
            }
        );

        var created = await RunAsync(world, "1", (deployer, plan) => deployer.DeployAsync(plan, Cancellation));
        var changed = await RunAsync(world, "2", (deployer, plan) => deployer.DeployAsync(plan, Cancellation));
        var settled = await RunAsync(world, "2", (deployer, plan) => deployer.DeployAsync(plan, Cancellation));
        var leftovers = await ChangeSetsAsync(world);
        var destroyed = await RunAsync(world, "2", (deployer, plan) => deployer.DestroyAsync(plan, Cancellation));

        Assert.All(created.Stacks, stack => Assert.True(Assert.IsType<StackResult.Deployed>(stack).Created));
        Assert.All(changed.Stacks, stack => Assert.Equal(1, Assert.IsType<StackResult.Deployed>(stack).Changes));
        Assert.All(settled.Stacks, stack => Assert.IsType<StackResult.Unchanged>(stack));
        Assert.Equal(
            ["/one", "/two", "/three", "/four", "/five"],
            settled.Stacks.Select(stack => stack.Outputs["Name"])
        );
        Assert.Empty(leftovers);
        Assert.All(destroyed.Stacks, stack => Assert.IsType<StackResult.Destroyed>(stack));
    }

    static async Task<DeploymentReport> RunAsync(
        DeploymentWorld world,
        string value,
        Func<Deployer, DeploymentPlan, Task<DeploymentReport>> runAsync
    )
    {
        var deployer = new Deployer(world.Session, world.Endpoint, world, time, new DeployerOptions());
        var report = await runAsync(deployer, DeploymentWorld.Plan(Stacks(world, value)));
        report.ThrowIfFailed();
        return report;
    }

    static StackArtifact[] Stacks(DeploymentWorld world, string value) =>
        [
            world.Stack("One", DeploymentWorld.First, Templates.Parameter("/one", value)),
            world.Stack("Two", DeploymentWorld.First, Templates.Parameter("/two", value), "One"),
            world.Stack("Three", second, Templates.Parameter("/three", value), "One"),
            world.Stack("Four", second, Templates.Parameter("/four", value), "Two", "Three"),
            world.Stack("Five", DeploymentWorld.First, Templates.Parameter("/five", value)),
        ];

    static async Task<IReadOnlyList<ChangeSetSummary>> ChangeSetsAsync(DeploymentWorld world)
    {
        var left = new List<ChangeSetSummary>();
        foreach (var account in new[] { DeploymentWorld.First, second })
        {
            using var session = await world.InAsync(account);
            await using var environment = new StackEnvironment(session, world.Endpoint, new RateBudgets(time), time);
            string[] names = account == DeploymentWorld.First ? ["One", "Two", "Five"] : ["Three", "Four"];
            foreach (var name in names)
            {
                var found = await environment.Calls.SendAsync(new ListChangeSetsRequest(name), Cancellation);
                left.AddRange(found.ChangeSets);
            }
        }
        return left;
    }
}
