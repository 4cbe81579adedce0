using System.Collections.Concurrent;
using Build.Tests.Deployment;
using Build.Tests.LocalAws;
using Deployment;
using Deployment.Assemblies;
using Deployment.Credentials;
using LocalAws.CloudFormation;
using LocalAws.Faults;

namespace Build.Tests.Rehearsals;

/// <summary>Deployments that outlast every session that they are made with; nothing here waits for real time.</summary>
[Collection(nameof(PassingTime))]
public sealed class LongDeploymentTests : IDisposable
{
    const string Pipeline = "arn:aws:iam::123456789012:role/pipeline";

    static readonly TimeSpan ofAResource = TimeSpan.FromMinutes(40);

    readonly PassingTime time = new();
    readonly ConcurrentQueue<(DateTimeOffset At, string Role)> assumed = new();

    static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => time.Dispose();

    [Fact]
    public async Task DeployAsync_LongerThanItsSessions_RenewsEachRoleWhenItsSessionNearsItsEnd()
    {
        await using var world = await StartAsync();
        var start = time.Clock.GetUtcNow();

        var report = await DeployAsync(world, RoleChain.None, stacks: 4);

        report.ThrowIfFailed();
        Assert.All(report.Stacks, stack => Assert.IsType<StackResult.Deployed>(stack));
        Assert.True(report.Elapsed > 4 * ofAResource, report.Elapsed.ToString());
        Assert.Equal(2, assumed.Select(call => call.Role).Distinct().Count());
        Assert.All(assumed.GroupBy(call => call.Role), role => AssertRenewedInTime(role.Key, start));
    }

    [Fact]
    public async Task DeployAsync_FromARoleOfTheCicdAccount_RenewsThatTooAndTheOthersFromIt()
    {
        await using var world = await StartAsync();
        await MakePipelineRoleAsync(world);
        var start = time.Clock.GetUtcNow();

        var report = await DeployAsync(world, new RoleChain([new RoleLink(Pipeline)]), stacks: 2);

        report.ThrowIfFailed();
        // What is assumed from it, late, needs it to be renewed before.
        Assert.Equal(2, assumed.Count(call => call.Role == Pipeline));
        Assert.All(assumed.GroupBy(call => call.Role), role => AssertRenewedInTime(role.Key, start));
    }

    /// <summary>Once at the beginning, and again in the last quarter of an hour of the session that went before.</summary>
    void AssertRenewedInTime(string role, DateTimeOffset start)
    {
        var times = assumed.Where(call => call.Role == role).Select(call => call.At).Order().ToList();
        Assert.InRange(times[0] - start, TimeSpan.Zero, TimeSpan.FromMinutes(1));
        Assert.All(
            times.Zip(times.Skip(1)),
            pair => Assert.True(pair.Second - pair.First >= TimeSpan.FromMinutes(45), $"{role} at {pair}")
        );
    }

    /// <summary>Stacks that are deployed one after the other, into two accounts in turn.</summary>
    async Task<DeploymentReport> DeployAsync(DeploymentWorld world, RoleChain chain, int stacks)
    {
        var key = world.Server.AdministratorOf(LocalWorld.Management);
        using var session = await new SessionFactory(world.Endpoint, time.ByWaiting).OpenAsync(
            new BaseCredentials.AccessKey(key.AccessKeyId, key.SecretAccessKey),
            chain,
            LocalWorld.Management,
            "eu-west-1",
            "long",
            Cancellation
        );
        var deployer = new Deployer(session, world.Endpoint, world, time.ByWaiting, new DeployerOptions());
        var plan = DeploymentWorld.Plan([.. Enumerable.Range(0, stacks).Select(number => Stack(world, number))]);
        return await deployer.DeployAsync(plan, Cancellation);
    }

    static StackArtifact Stack(DeploymentWorld world, int number) =>
        world.Stack(
            $"Stack{number}",
            number % 2 == 0 ? DeploymentWorld.First : DeploymentWorld.Second,
            Templates.Parameter($"/{number}"),
            number == 0 ? [] : [$"Stack{number - 1}"]
        );

    Task<DeploymentWorld> StartAsync() =>
        DeploymentWorld.StartAsync(options =>
            options with
            {
                Clock = time.Clock,
                CloudFormation = new CloudFormationOptions { ResourceDuration = ofAResource },
                Faults = new FaultOptions { Arrived = Note },
            }
        );

    void Note(WireCall call)
    {
        if (call.Api == "sts:AssumeRole")
            assumed.Enqueue((time.Clock.GetUtcNow(), call.Resource));
    }

    async Task MakePipelineRoleAsync(DeploymentWorld world)
    {
        using var iam = new QueryClient(world.Local, "iam", "2010-05-08");
        await iam.CallAsync(
            LocalWorld.Management,
            "CreateRole",
            ("RoleName", "pipeline"),
            (
                "AssumeRolePolicyDocument",
                """{"Version":"2012-10-17","Statement":{"Effect":"Allow","Principal":{"AWS":"123456789012"},"Action":"sts:AssumeRole"}}"""
            )
        );
        await iam.CallAsync(
            LocalWorld.Management,
            "PutRolePolicy",
            ("RoleName", "pipeline"),
            ("PolicyName", "deploy"),
            (
                "PolicyDocument",
                """{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"sts:AssumeRole","Resource":"*"}}"""
            )
        );
    }
}
