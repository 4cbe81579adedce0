using Cake.AWS.CloudFormation.Client;
using Deployment;
using Deployment.Scheduling;
using Deployment.Stacks;
using LocalAws.CloudFormation;

namespace Build.Tests.Deployment;

public class InterruptionTests
{
    static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task DeployAsync_CancelledWhileTheChangeSetIsComputed_LeavesNothing()
    {
        await using var world = await DeploymentWorld.StartAsync(options =>
            options with
            {
                CloudFormation = new CloudFormationOptions { ChangeSetDuration = TimeSpan.FromMinutes(10) },
            }
        );
        var plan = DeploymentWorld.Plan(world.Stack("One", DeploymentWorld.First, Templates.Parameter("/one")));
        using var interruption = new CancellationTokenSource();
        var deployment = world.Deployer().DeployAsync(plan, interruption.Token);
        using var session = await world.InAsync(DeploymentWorld.First);
        await using var environment = Environment(world, session);
        await Waiting.UntilAsync(async () => await environment.Lookup.FindAsync("One", Cancellation) is not null);

        await interruption.CancelAsync();
        var report = await deployment;

        Assert.False(Assert.IsType<StackResult.Interrupted>(report.Stacks[0]).StillRunning);
        Assert.True(report.WasInterrupted);
        Assert.Null(await environment.Lookup.FindAsync("One", Cancellation));
    }

    [Fact]
    public async Task DeployAsync_CancelledWhileExecuting_SaysWhatGoesOnAndTheNextRunConverges()
    {
        await using var world = await DeploymentWorld.StartAsync(options =>
            options with
            {
                CloudFormation = new CloudFormationOptions { ResourceDuration = TimeSpan.FromSeconds(2) },
            }
        );
        var one = world.Stack("One", DeploymentWorld.First, Templates.Parameter("/one"));
        var two = world.Stack("Two", DeploymentWorld.First, Templates.Parameter("/two"), "One");
        using var interruption = new CancellationTokenSource();
        using var session = await world.InAsync(DeploymentWorld.First);
        await using var environment = Environment(world, session);
        var deployment = world.Deployer().DeployAsync(DeploymentWorld.Plan(one, two), interruption.Token);
        await Waiting.UntilAsync(async () =>
            await environment.Lookup.FindAsync("One", Cancellation) is { Status.IsInProgress: true }
        );

        await interruption.CancelAsync();
        var interrupted = await deployment;
        var resumed = await world.DeployAsync(one, two);

        Assert.True(Assert.IsType<StackResult.Interrupted>(interrupted.Stacks[0]).StillRunning);
        Assert.False(Assert.IsType<StackResult.Interrupted>(interrupted.Stacks[1]).StillRunning);
        var running = Assert.Single(world.Events.OfType<DeploymentEvent.Interrupted>());
        Assert.Equal("One", Assert.Single(running.StillRunning).Id);
        Assert.IsType<StackResult.Unchanged>(resumed.Stacks[0]);
        Assert.True(Assert.IsType<StackResult.Deployed>(resumed.Stacks[1]).Created);
    }

    [Fact]
    public async Task DeployAsync_StackWaitsForSomebodyElsesChangeSet_IsRefusedAndTheChangeSetStays()
    {
        await using var world = await DeploymentWorld.StartAsync();
        using var session = await world.InAsync(DeploymentWorld.First);
        await using var environment = Environment(world, session);
        await CreateChangeSetAsync(environment, "reviewed-by-hand");

        var report = await world.DeployAsync(world.Stack("One", DeploymentWorld.First, Templates.Parameter("/one")));

        var finding = Assert.Single(Assert.IsType<StackResult.Failed>(report.Stacks[0]).Findings);
        Assert.Equal("ChangeSetInTheWay", finding.Code);
        Assert.Contains("Change sets: reviewed-by-hand", finding.Why);
        var found = await environment.Lookup.FindAsync("One", Cancellation);
        Assert.Equal(StackStatus.ReviewInProgress, found?.Status);
    }

    [Fact]
    public async Task DeployAsync_StackLeftByAKilledRun_IsDiscardedAndCreated()
    {
        await using var world = await DeploymentWorld.StartAsync();
        using var session = await world.InAsync(DeploymentWorld.First);
        await using var environment = Environment(world, session);
        await CreateChangeSetAsync(environment, ChangeSetNames.Create(TimeProvider.System));

        var report = await world.DeployAsync(world.Stack("One", DeploymentWorld.First, Templates.Parameter("/one")));

        Assert.True(Assert.IsType<StackResult.Deployed>(report.Stacks[0]).Created);
    }

    [Fact]
    public async Task DeployAsync_ChangeSetLeftOnAStackByAKilledRun_IsGoneAfterTheNext()
    {
        await using var world = await DeploymentWorld.StartAsync();
        await world.DeployAsync(world.Stack("One", DeploymentWorld.First, Templates.Parameter("/one")));
        using var session = await world.InAsync(DeploymentWorld.First);
        await using var environment = Environment(world, session);
        await CreateChangeSetAsync(environment, ChangeSetNames.Create(TimeProvider.System), ChangeSetType.Update);

        await world.DeployAsync(world.Stack("One", DeploymentWorld.First, Templates.Parameter("/one", "3")));

        var left = await environment.Calls.SendAsync(new ListChangeSetsRequest("One"), Cancellation);
        Assert.Empty(left.ChangeSets);
    }

    static StackEnvironment Environment(DeploymentWorld world, global::Deployment.Credentials.Session session) =>
        new(session, world.Endpoint, new RateBudgets(TimeProvider.System), TimeProvider.System);

    static Task CreateChangeSetAsync(
        StackEnvironment environment,
        string name,
        ChangeSetType type = ChangeSetType.Create
    ) =>
        environment.Calls.SendAsync(
            new CreateChangeSetRequest("One", name) { Type = type, TemplateBody = Templates.Parameter("/one", "2") },
            Cancellation
        );
}
