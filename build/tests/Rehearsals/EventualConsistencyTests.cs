using Amazon.SimpleSystemsManagement;
using Amazon.SimpleSystemsManagement.Model;
using Build.Tests.Deployment;
using Build.Tests.LocalAws;
using Deployment;
using Deployment.Credentials;
using LocalAws.CloudFormation;
using LocalAws.Faults;
using Microsoft.Extensions.Time.Testing;

namespace Build.Tests.Rehearsals;

/// <summary>
/// Bootstrap and deployments in a world in which half of CloudFormation's reads are up to 30 s old, and changes of IAM take four
/// minutes, which have passed once somebody waits for them. Deployer's waits pass faster, and CloudFormation's world is slow by
/// as much.
/// </summary>
public sealed class EventualConsistencyTests
{
    const int Speed = 50;

    static readonly TimeSpan delay = TimeSpan.FromSeconds(30) / Speed;

    /// <summary>More than any test takes, and less than AWS tolerates of a clock's error.</summary>
    static readonly TimeSpan iamDelay = TimeSpan.FromMinutes(4);

    static readonly AcceleratedTime time = new(Speed);

    static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    /// <summary>Seeds 1 to 20, some at the same time: each mostly waits.</summary>
    [Theory]
    [InlineData(1, 5)]
    [InlineData(6, 10)]
    [InlineData(11, 15)]
    [InlineData(16, 20)]
    public Task DeployAsync_RightAfterBootstrap_DeploysEveryStackRightAndTellsNoneTooEarly(int first, int last) =>
        Task.WhenAll(Enumerable.Range(first, last - first + 1).Select(DeployRightAfterBootstrapAsync));

    static async Task DeployRightAfterBootstrapAsync(int seed)
    {
        var clock = new LeapingTime();
        await using var world = await StartAsync(seed, clock);
        // However long the machine takes, it was bootstrapped just now.
        var recent = new RecentBootstraps(new FakeTimeProvider());
        await BootstrappedStacks.BootstrapAsync(world, time, recent);
        var watch = new Watch(world, recent, clock);

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
        var age = new FakeTimeProvider();
        var recent = new RecentBootstraps(age);
        await BootstrappedStacks.BootstrapAsync(world, time, recent, trusted: LocalWorld.Second);
        var plan = DeploymentWorld.Plan(BootstrappedStacks.Synthesize(world, "One", Templates.Parameter("/One")));

        var upon = new UponWaiting(world, () => age.Advance(RecentBootstraps.SettledAfter));
        var report = await Deployer(world, recent, upon).DeployAsync(plan, Cancellation);

        Assert.Equal("AssumeRoleFailed", Assert.Single(report.Findings).Code);
        Assert.Single(world.Events.OfType<DeploymentEvent.AwaitingPropagation>());
    }

    static Task<DeploymentWorld> StartAsync(int seed, TimeProvider? clock = null)
    {
        Assert.SkipWhen(
            BootstrappedStacks.Template is null,
            "the CDK CLI is not installed in infra: ./build.sh --target=Install"
        );
        return DeploymentWorld.StartAsync(options =>
            options with
            {
                Clock = clock ?? TimeProvider.System,
                CloudFormation = new CloudFormationOptions { ResourceDuration = TimeSpan.FromMilliseconds(20) },
                Faults = new() { Seed = seed, Propagations = [new("iam", iamDelay), new("cloudformation", delay)] },
            }
        );
    }

    static Deployer Deployer(
        DeploymentWorld world,
        RecentBootstraps recent,
        IProgress<DeploymentEvent>? progress = null
    ) => new(world.Session, world.Endpoint, progress ?? world, time, new DeployerOptions { RecentBootstraps = recent });

    /// <summary>Does something each time that somebody waits for a refusal to pass.</summary>
    sealed class UponWaiting(DeploymentWorld world, Action act) : IProgress<DeploymentEvent>
    {
        public void Report(DeploymentEvent value)
        {
            world.Report(value);
            if (value is DeploymentEvent.AwaitingPropagation)
                act();
        }
    }

    /// <summary>Holds what a run tells against what is there when it is told: parameters are read as they are.</summary>
    sealed class Watch(DeploymentWorld world, RecentBootstraps recent, LeapingTime clock) : IProgress<DeploymentEvent>
    {
        readonly UponWaiting told = new(world, () => clock.Leap(iamDelay));
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
            var report = await runAsync(Deployer(world, recent, this), plan);
            report.ThrowIfFailed();
            return report;
        }

        public void Report(DeploymentEvent value)
        {
            told.Report(value);
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

    /// <summary>The time of day, and whatever it was made to leap.</summary>
    sealed class LeapingTime : TimeProvider
    {
        long ahead;

        public override DateTimeOffset GetUtcNow() => base.GetUtcNow() + new TimeSpan(Interlocked.Read(ref ahead));

        public void Leap(TimeSpan duration) => Interlocked.Exchange(ref ahead, duration.Ticks);
    }
}
