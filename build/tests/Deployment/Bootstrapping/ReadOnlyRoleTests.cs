using System.Collections.Concurrent;
using Build.Tests.LocalAws;
using Deployment;
using Deployment.Bootstrapping;
using Deployment.Credentials;
using LocalAws.Faults;

namespace Build.Tests.Deployment.Bootstrapping;

public class ReadOnlyRoleTests
{
    const string Arn = "arn:aws:iam::111111111111:role/readers/reader";

    static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task DeployAsync_Missing_MakesARoleThatTheTrustedAccountAndItselfMayAssume()
    {
        await using var world = await DeploymentWorld.StartAsync();

        var outcome = await DeployAsync(world, Options);
        using var reader = await AssumeAsync(world, LocalWorld.Management, new RoleLink(Arn));
        using var itself = await AssumeAsync(world, LocalWorld.Management, new RoleLink(Arn), new RoleLink(Arn));

        Assert.Equal(new BootstrapOutcome.Created(1), outcome);
        Assert.Equal("arn:aws:sts::111111111111:assumed-role/reader/test", itself.Identity.Arn);
    }

    [Fact]
    public async Task DeployAsync_Made_IsClosedToOthersAndToDeputies()
    {
        await using var world = await DeploymentWorld.StartAsync();
        await DeployAsync(world, Options);

        foreach (
            var (account, link) in ((string, RoleLink)[])
                [
                    (LocalWorld.Second, new(Arn)),
                    (LocalWorld.First, new(Arn)),
                    (LocalWorld.Management, new(Arn, ExternalId: "deputy")),
                ]
        )
        {
            var refused = await Assert.ThrowsAsync<BuildException>(() => AssumeAsync(world, account, link));
            Assert.Equal("AssumeRoleFailed", Assert.Single(refused.Findings).Code);
        }
    }

    [Fact]
    public async Task DeployAsync_Again_WritesNothing()
    {
        var calls = new ConcurrentQueue<WireCall>();
        await using var world = await DeploymentWorld.StartAsync(options =>
            options with
            {
                Faults = new() { Arrived = calls.Enqueue },
            }
        );
        await DeployAsync(world, Options);
        calls.Clear();

        Assert.Equal(new BootstrapOutcome.Unchanged(1), await DeployAsync(world, Options));
        Assert.DoesNotContain(calls, call => call.Action is "CreateChangeSet" or "ExecuteChangeSet" or "CreateRole");
    }

    [Fact]
    public async Task DeployAsync_MoreTrust_IsBroughtInLineUnlessOnlyTheOutdatedIsToBe()
    {
        await using var world = await DeploymentWorld.StartAsync();
        await DeployAsync(world, Options);
        var wider = Options with { TrustedAccounts = [LocalWorld.Management, LocalWorld.Second] };

        Assert.Equal(new BootstrapOutcome.Unchanged(1), await DeployAsync(world, wider with { OnlyOutdated = true }));
        Assert.Equal(new BootstrapOutcome.Updated(1, 1), await DeployAsync(world, wider));
        using var second = await AssumeAsync(world, LocalWorld.Second, new RoleLink(Arn));
    }

    [Fact]
    public async Task DeployAsync_RoleOfAnotherAccount_IsRefused()
    {
        await using var world = await DeploymentWorld.StartAsync();

        var error = await Assert.ThrowsAsync<BuildException>(() =>
            DeployAsync(world, Options with { Arn = "arn:aws:iam::222222222222:role/reader" })
        );

        Assert.Equal("WrongAccount", Assert.Single(error.Findings).Code);
    }

    static ReadOnlyRoleOptions Options => new(Arn, [LocalWorld.Management], []);

    static async Task<BootstrapOutcome> DeployAsync(DeploymentWorld world, ReadOnlyRoleOptions options)
    {
        using var session = await world.InAsync(DeploymentWorld.First);
        var role = new ReadOnlyRole(session, world.Endpoint, world, TimeProvider.System, options);
        return await role.DeployAsync(DeploymentWorld.First, Cancellation);
    }

    static Task<Session> AssumeAsync(DeploymentWorld world, string account, params RoleLink[] links)
    {
        var key = world.Server.AdministratorOf(account);
        return new SessionFactory(world.Endpoint, TimeProvider.System).OpenAsync(
            new BaseCredentials.AccessKey(key.AccessKeyId, key.SecretAccessKey),
            new RoleChain(links),
            LocalWorld.First,
            "eu-west-1",
            "test",
            Cancellation
        );
    }
}
