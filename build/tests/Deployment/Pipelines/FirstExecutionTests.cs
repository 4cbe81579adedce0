using Build.Tests.LocalAws.CodePipeline;
using Build.Tests.Rehearsals;
using Deployment.Credentials;
using Deployment.Pipelines;

namespace Build.Tests.Deployment.Pipelines;

/// <summary>The first execution of a pipeline, whose role is as new as the pipeline itself.</summary>
public sealed class FirstExecutionTests : IDisposable
{
    readonly PassingTime time = new(signs: false);
    readonly List<string> told = [];

    static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task WatchAsync_RoleThatNotAllOfAwsKnows_IsRetriedUntilItIsKnown()
    {
        await using var world = await StartAsync(PipelineWorld.Everything, TimeSpan.FromSeconds(10));
        var id = await world.CreateAsync(Actions.Stage("Deploy", Actions.Stack("one")));
        var first = await world.EndedAsync(id);

        await WatchAsync(world, new RecentBootstraps(time.Clock));

        Assert.Equal("Failed", first);
        Assert.Contains("Stage Source of pipeline p was refused", Assert.Single(told), StringComparison.Ordinal);
        Assert.Equal("Succeeded", await world.EndedAsync(id));
    }

    [Fact]
    public async Task WatchAsync_PermissionThatIsMissing_IsGivenUpWhenTheTimeIsOver()
    {
        await using var world = await StartAsync("""{Effect: Allow, Action: "logs:*", Resource: "*"}""", TimeSpan.Zero);
        var id = await world.CreateAsync(Actions.Stage("Deploy", Actions.Stack("one")));
        await world.EndedAsync(id);

        await WatchAsync(world, new RecentBootstraps(time.Clock, known: () => TimeSpan.FromSeconds(3)));

        Assert.Single(told);
        Assert.Equal("Failed", await world.EndedAsync(id));
    }

    [Fact]
    public async Task WatchAsync_FailureOfAnotherKind_IsNotRetried()
    {
        await using var world = await StartAsync(PipelineWorld.Everything, TimeSpan.Zero);
        var source = Actions.GitHub.Replace("\"main\"", "\"no-such-branch\"", StringComparison.Ordinal);
        var id = await world.CreateAsync(PipelineWorld.Of(source, Actions.Stage("Deploy", Actions.Stack("one"))));
        await world.EndedAsync(id);

        await WatchAsync(world, new RecentBootstraps(time.Clock));

        Assert.Empty(told);
        Assert.Single(await world.RunsAsync(id));
    }

    [Fact]
    public async Task WatchAsync_ExecutionThatGoesOn_IsLeftAlone()
    {
        await using var world = await StartAsync(PipelineWorld.Everything, TimeSpan.Zero);
        var id = await world.CreateAsync(Actions.Stage("Approve", Actions.Approval("Approve")));

        await WatchAsync(world, new RecentBootstraps(time.Clock));

        Assert.Empty(told);
        Assert.Equal("InProgress", await world.StatusAsync(id));
    }

    public void Dispose() => time.Dispose();

    Task<PipelineWorld> StartAsync(string statements, TimeSpan propagation) =>
        PipelineWorld.StartAsync(
            statements,
            options =>
                options with
                {
                    Clock = time.Clock,
                    Faults = new() { Propagations = [new("iam", propagation)] },
                }
        );

    async Task WatchAsync(PipelineWorld world, RecentBootstraps recent)
    {
        var key = world.World.Server.AdministratorOf(PipelineWorld.Account);
        var endpoint = new AwsEndpoint(world.World.Server.Endpoint);
        using var session = await new SessionFactory(endpoint, TimeProvider.System).OpenAsync(
            new BaseCredentials.AccessKey(key.AccessKeyId, key.SecretAccessKey),
            RoleChain.None,
            PipelineWorld.Account,
            "eu-west-1",
            "test",
            Cancellation
        );
        using var execution = new FirstExecution(session, endpoint, recent, time.ByWaiting);
        await execution.WatchAsync("p", told.Add, Cancellation);
    }
}
