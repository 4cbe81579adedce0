using Amazon.SimpleSystemsManagement;
using Amazon.SimpleSystemsManagement.Model;
using Build.Tests.Deployment;
using Build.Tests.LocalAws;
using Deployment;
using Deployment.Credentials;
using LocalAws.CloudFormation;
using LocalAws.Faults;

namespace Build.Tests.Rehearsals;

/// <summary>
/// Bootstrap and deployments in a world in which changes take 30 s until they are seen and half of CloudFormation's reads are
/// stale. Deployer's waits pass faster, and the world is slow by as much.
/// </summary>
public sealed class EventualConsistencyTests
{
    const int Speed = 50;

    static readonly TimeSpan delay = TimeSpan.FromSeconds(30) / Speed;

    static readonly AcceleratedTime time = new(Speed);

    static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public static TheoryData<int> Seeds => [.. Enumerable.Range(1, 20)];

    [Theory]
    [MemberData(nameof(Seeds))]
    public async Task DeployAsync_RightAfterBootstrap_DeploysEveryStackRightAndTellsNoneTooEarly(int seed)
    {
        await using var world = await StartAsync(seed);
        var recent = new RecentBootstraps(time);
        await BootstrappedStacks.BootstrapAsync(world, time, recent);
        var watch = new Watch(world, recent);

        var created = await watch.RunAsync("1", (deployer, plan) => deployer.DeployAsync(plan, Cancellation));
        var changed = await watch.RunAsync("2", (deployer, plan) => deployer.DeployAsync(plan, Cancellation));
        var settled = await watch.RunAsync("2", (deployer, plan) => deployer.DeployAsync(plan, Cancellation));
        var destroyed = await watch.RunAsync("2", (deployer, plan) => deployer.DestroyAsync(plan, Cancellation));

        Assert.All(created.Stacks, stack => Assert.True(Assert.IsType<StackResult.Deployed>(stack).Created));
        Assert.All(changed.Stacks, stack => Assert.Equal(1, Assert.IsType<StackResult.Deployed>(stack).Changes));
        Assert.All(settled.Stacks, stack => Assert.IsType<StackResult.Unchanged>(stack));
        Assert.All(destroyed.Stacks, stack => Assert.IsType<StackResult.Destroyed>(stack));
        Assert.All(created.Stacks, stack => Assert.Equal($"/{stack.Stack.StackName}", stack.Outputs["Name"]));
        Assert.Empty(watch.TooEarly);
        Assert.Contains(world.Events, told => told is DeploymentEvent.AwaitingPropagation);
    }

    [Fact]
    public async Task DeployAsync_BootstrappedByNobodyThatIsKnownOf_IsRefusedAtOnce()
    {
        await using var world = await StartAsync(seed: 1);
        await BootstrappedStacks.BootstrapAsync(world, time, new RecentBootstraps(time));
        var plan = DeploymentWorld.Plan(BootstrappedStacks.Synthesize(world, "One", Templates.Parameter("/One")));

        var report = await Deployer(world, new RecentBootstraps(time)).DeployAsync(plan, Cancellation);

        Assert.Equal("AssumeRoleFailed", Assert.Single(report.Findings).Code);
        Assert.DoesNotContain(world.Events, told => told is DeploymentEvent.AwaitingPropagation);
    }

    [Fact]
    public async Task DeployAsync_RoleThatNeverComesToTrustTheCaller_IsRefusedWhenTheTimeIsOver()
    {
        await using var world = await StartAsync(seed: 1);
        var recent = new RecentBootstraps(time);
        await BootstrappedStacks.BootstrapAsync(world, time, recent, trusted: LocalWorld.Second);
        var plan = DeploymentWorld.Plan(BootstrappedStacks.Synthesize(world, "One", Templates.Parameter("/One")));

        var report = await Deployer(world, recent).DeployAsync(plan, Cancellation);

        Assert.Equal("AssumeRoleFailed", Assert.Single(report.Findings).Code);
        Assert.Single(world.Events.OfType<DeploymentEvent.AwaitingPropagation>());
    }

    static Task<DeploymentWorld> StartAsync(int seed)
    {
        Assert.SkipWhen(
            BootstrappedStacks.Template is null,
            "the CDK CLI is not installed in infra: ./build.sh --target=Install"
        );
        return DeploymentWorld.StartAsync(options =>
            options with
            {
                CloudFormation = new CloudFormationOptions { ResourceDuration = TimeSpan.FromMilliseconds(20) },
                Faults = new() { Seed = seed, Propagations = [new("iam", delay), new("cloudformation", delay)] },
            }
        );
    }

    static Deployer Deployer(DeploymentWorld world, RecentBootstraps recent) =>
        new(world.Session, world.Endpoint, world, time, new DeployerOptions { RecentBootstraps = recent });

    /// <summary>Holds what a run tells against what is there when it is told: parameters are read as they are.</summary>
    sealed class Watch(DeploymentWorld world, RecentBootstraps recent) : IProgress<DeploymentEvent>
    {
        string? expected;

        public List<string> TooEarly { get; } = [];

        public async Task<DeploymentReport> RunAsync(
            string value,
            Func<Deployer, DeploymentPlan, Task<DeploymentReport>> runAsync
        )
        {
            var plan = DeploymentWorld.Plan([
                BootstrappedStacks.Synthesize(world, "One", Templates.Parameter("/One", value)),
                BootstrappedStacks.Synthesize(world, "Two", Templates.Parameter("/Two", value), "One"),
                BootstrappedStacks.Synthesize(world, "Three", Templates.Parameter("/Three", value)),
            ]);
            expected = value;
            var deployer = new Deployer(
                world.Session,
                world.Endpoint,
                this,
                time,
                new DeployerOptions { RecentBootstraps = recent }
            );
            var report = await runAsync(deployer, plan);
            report.ThrowIfFailed();
            return report;
        }

        public void Report(DeploymentEvent value)
        {
            world.Report(value);
            if (value is not DeploymentEvent.StackFinished { Result: var result })
                return;
            var found = ValueOf(result.Stack.StackName);
            if (found != (result is StackResult.Destroyed ? null : expected))
                TooEarly.Add($"{result.Stack.StackName} {result.GetType().Name}: {found}");
        }

        string? ValueOf(string name)
        {
            using var ssm = new AmazonSimpleSystemsManagementClient(
                world.Local.Administrator(LocalWorld.First),
                world.Local.Configure(new AmazonSimpleSystemsManagementConfig())
            );
            try
            {
                return ssm.GetParameterAsync(new GetParameterRequest { Name = $"/{name}" }, Cancellation)
                    .GetAwaiter()
                    .GetResult()
                    .Parameter.Value;
            }
            catch (ParameterNotFoundException)
            {
                return null;
            }
        }
    }
}
