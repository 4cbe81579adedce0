using Amazon.Runtime;
using Build.Tests.LocalAws;
using Deployment;
using Deployment.Assemblies;
using Deployment.Credentials;
using LocalAws.Faults;
using Microsoft.Extensions.Time.Testing;

namespace Build.Tests.Deployment.Credentials;

public class EnvironmentAccessTests
{
    static readonly RoleReference role = new(
        "arn:${AWS::Partition}:iam::${AWS::AccountId}:role/OrganizationAccountAccessRole"
    );
    static readonly TargetEnvironment first = new(LocalWorld.First, "eu-west-1");

    static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task OpenAsync_ManyAtOnce_AssumesTheRoleOnce()
    {
        await using var world = await LocalWorld.StartAsync();
        using var session = await OpenAsync(world);
        using var access = Access(world, session, TimeProvider.System);

        var opened = await Task.WhenAll(
            Enumerable.Range(0, 20).Select(_ => Task.Run(() => access.OpenAsync(role, first, Cancellation)))
        );
        var keys = await Task.WhenAll(opened.Select(s => s.Credentials.GetCredentialsAsync()));

        Assert.Single(keys.Select(k => k.AccessKey).Distinct());
        Assert.All(opened, s => Assert.Equal(LocalWorld.First, s.Identity.Account));
    }

    [Fact]
    public async Task OpenAsync_OtherExternalId_IsAnotherSession()
    {
        await using var world = await LocalWorld.StartAsync();
        using var session = await OpenAsync(world);
        using var access = Access(world, session, TimeProvider.System);

        var plain = await access.OpenAsync(role, first, Cancellation);
        var external = await access.OpenAsync(role with { ExternalId = "deputy" }, first, Cancellation);

        Assert.NotEqual(
            (await plain.Credentials.GetCredentialsAsync()).AccessKey,
            (await external.Credentials.GetCredentialsAsync()).AccessKey
        );
    }

    [Fact]
    public async Task GetCredentials_NearTheEndOfTheSession_AreRenewed()
    {
        await using var world = await LocalWorld.StartAsync();
        using var session = await OpenAsync(world);
        var time = new FakeTimeProvider(DateTimeOffset.UtcNow);
        using var access = Access(world, session, time);
        var opened = await access.OpenAsync(role, first, Cancellation);
        var before = await opened.Credentials.GetCredentialsAsync();

        time.Advance(TimeSpan.FromMinutes(45));
        var early = await opened.Credentials.GetCredentialsAsync();
        time.Advance(TimeSpan.FromMinutes(10));
        var late = await opened.Credentials.GetCredentialsAsync();

        Assert.Equal(before.AccessKey, early.AccessKey);
        Assert.NotEqual(before.AccessKey, late.AccessKey);
    }

    /// <summary>A refusal ten minutes before the end is not the end; at the end it is.</summary>
    [Fact]
    public async Task GetCredentials_RenewalIsRefused_StayGoodUntilTheyEndAndAreRenewedOnceThatIsAllowed()
    {
        var isRefused = false;
        await using var world = await LocalWorld.StartAsync(options =>
            options with
            {
                Faults = new()
                {
                    Strike = call => isRefused && call.Action == "AssumeRole" ? FaultKind.ExpiredToken : null,
                },
            }
        );
        using var session = await OpenAsync(world);
        var time = new FakeTimeProvider(DateTimeOffset.UtcNow);
        using var access = Access(world, session, time);
        var opened = await access.OpenAsync(role, first, Cancellation);
        var before = await opened.Credentials.GetCredentialsAsync();
        isRefused = true;

        time.Advance(TimeSpan.FromMinutes(55));
        var kept = await opened.Credentials.GetCredentialsAsync();
        isRefused = false;
        time.Advance(TimeSpan.FromMinutes(1));
        var renewed = await opened.Credentials.GetCredentialsAsync();
        isRefused = true;
        time.Advance(TimeSpan.FromHours(1));
        var ended = await Assert.ThrowsAsync<BuildException>(() => opened.Credentials.GetCredentialsAsync());

        Assert.Equal(before.AccessKey, kept.AccessKey);
        Assert.NotEqual(before.AccessKey, renewed.AccessKey);
        Assert.Equal("ExpiredCredentials", Assert.Single(ended.Findings).Code);
    }

    [Fact]
    public async Task OpenAsync_RoleThatWasRefused_IsAskedForAgain()
    {
        await using var world = await LocalWorld.StartAsync();
        using var session = await OpenAsync(world);
        var time = new FakeTimeProvider(DateTimeOffset.UtcNow);
        using var access = Access(world, session, time);
        var late = new RoleReference("arn:${AWS::Partition}:iam::${AWS::AccountId}:role/late");

        await Assert.ThrowsAsync<BuildException>(() => access.OpenAsync(late, first, Cancellation));
        await MakeRoleAsync(world, "late");
        time.Advance(TimeSpan.FromSeconds(1));
        var opened = await access.OpenAsync(late, first, Cancellation);

        Assert.EndsWith("assumed-role/late/test", opened.Identity.Arn, StringComparison.Ordinal);
    }

    [Fact]
    public async Task OpenAsync_BootstrapRoleThatIsMissing_SaysToBootstrapTheEnvironment()
    {
        await using var world = await LocalWorld.StartAsync();
        using var session = await OpenAsync(world);
        using var access = Access(world, session, TimeProvider.System);
        var deploy = new RoleReference(
            "arn:${AWS::Partition}:iam::${AWS::AccountId}:role/cdk-hnb659fds-deploy-role-${AWS::AccountId}-${AWS::Region}"
        );

        var error = await Assert.ThrowsAsync<BuildException>(() => access.OpenAsync(deploy, first, Cancellation));

        var finding = Assert.Single(error.Findings);
        Assert.Equal(
            "Role arn:aws:iam::111111111111:role/cdk-hnb659fds-deploy-role-111111111111-eu-west-1 was not assumed",
            finding.What
        );
        Assert.Equal(
            "./build.sh --target=Bootstrap --environment=account1 --local  (its bootstrap stack is missing or does not trust 123456789012)",
            finding.Next
        );
    }

    [Fact]
    public void NotAssumed_ByACallerWhosePoliciesDoNotAllowIt_SaysThatTheseLackIt()
    {
        var request = new RoleRequest("arn:aws:iam::111111111111:role/deploy", "test") { Hint = "trust" };
        var caller = new CallerIdentity("123456789012", "arn:aws:sts::123456789012:assumed-role/builds/one");

        var finding = CredentialFindings.NotAssumed(
            request,
            caller,
            new AmazonServiceException(
                "User: builds is not authorized to perform: sts:AssumeRole on resource: deploy because no identity-based policy allows the sts:AssumeRole action"
            ),
            AwsEndpoint.Aws
        );

        Assert.Equal(
            "let a policy of builds allow sts:AssumeRole on it; ./build.sh --target=Doctor has the statement",
            finding.Next
        );
    }

    [Fact]
    public async Task OpenAsync_NoRoleInAnotherAccount_IsRefusedAndNeverDoneWithTheSession()
    {
        await using var world = await LocalWorld.StartAsync();
        using var session = await OpenAsync(world);
        using var access = Access(world, session, TimeProvider.System);

        var error = await Assert.ThrowsAsync<BuildException>(() => access.OpenAsync(null, first, Cancellation));

        Assert.Equal("WrongAccount", Assert.Single(error.Findings).Code);
    }

    [Fact]
    public async Task OpenAsync_RoleOfAnotherAccountThanTheEnvironments_IsRefused()
    {
        await using var world = await LocalWorld.StartAsync();
        using var session = await OpenAsync(world);
        using var access = Access(world, session, TimeProvider.System);
        var elsewhere = new RoleReference($"arn:aws:iam::{LocalWorld.Second}:role/OrganizationAccountAccessRole");

        var error = await Assert.ThrowsAsync<BuildException>(() => access.OpenAsync(elsewhere, first, Cancellation));

        var finding = Assert.Single(error.Findings);
        Assert.Equal("WrongAccount", finding.Code);
        Assert.Contains(LocalWorld.Second, finding.What, StringComparison.Ordinal);
    }

    [Fact]
    public async Task OpenAsync_SourcesThatDiffer_AssumeEachFromItsOwn()
    {
        await using var world = await LocalWorld.StartAsync();
        using var session = await OpenAsync(world);
        using var publisher = await OpenAsync(world, "publisher");
        using var access = new EnvironmentAccess(
            session,
            new AwsEndpoint(world.Server.Endpoint),
            TimeProvider.System,
            _ => null,
            (purpose, _, _) => Task.FromResult(purpose == AccessPurpose.Assets ? publisher : session)
        );

        var stacks = await access.OpenAsync(role, first, Cancellation);
        var assets = await access.OpenAsync(role, first, Cancellation, AccessPurpose.Assets);

        Assert.EndsWith("/test", stacks.Identity.Arn, StringComparison.Ordinal);
        Assert.EndsWith("/publisher", assets.Identity.Arn, StringComparison.Ordinal);
    }

    static async Task MakeRoleAsync(LocalWorld world, string name)
    {
        using var iam = new QueryClient(world, "iam", "2010-05-08");
        await iam.CallAsync(
            LocalWorld.First,
            "CreateRole",
            ("RoleName", name),
            (
                "AssumeRolePolicyDocument",
                """{"Version":"2012-10-17","Statement":{"Effect":"Allow","Principal":{"AWS":"123456789012"},"Action":"sts:AssumeRole"}}"""
            )
        );
    }

    static EnvironmentAccess Access(LocalWorld world, Session session, TimeProvider time) =>
        new(
            session,
            new AwsEndpoint(world.Server.Endpoint),
            time,
            environment => environment == first ? "account1" : null
        );

    static Task<Session> OpenAsync(LocalWorld world, string name = "test")
    {
        var key = world.Server.AdministratorOf(LocalWorld.Management);
        return new SessionFactory(new AwsEndpoint(world.Server.Endpoint), TimeProvider.System).OpenAsync(
            new BaseCredentials.AccessKey(key.AccessKeyId, key.SecretAccessKey),
            RoleChain.None,
            LocalWorld.Management,
            "eu-west-1",
            name,
            Cancellation
        );
    }
}
