using Build.Tests.LocalAws;
using Deployment;
using Deployment.Credentials;

namespace Build.Tests.Deployment.Credentials;

public class SessionFactoryTests
{
    const string RoleOfFirst = "arn:aws:iam::111111111111:role/OrganizationAccountAccessRole";

    static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task OpenAsync_NoChain_IsTheBaseCredentialsThemselves()
    {
        await using var world = await LocalWorld.StartAsync();

        using var session = await OpenAsync(world, Administrator(world), RoleChain.None, LocalWorld.Management);

        Assert.Equal("arn:aws:iam::123456789012:user/administrator", session.Identity.Arn);
        Assert.Null(session.Expiry);
    }

    [Fact]
    public async Task OpenAsync_Chain_AssumesEachRoleWithTheNextOnesCredentials()
    {
        await using var world = await LocalWorld.StartAsync();
        var chain = new RoleChain([new RoleLink(RoleOfFirst, SessionName: "link")]);

        using var session = await OpenAsync(world, Administrator(world), chain, LocalWorld.First);

        Assert.Equal("arn:aws:sts::111111111111:assumed-role/OrganizationAccountAccessRole/link", session.Identity.Arn);
        Assert.NotNull(session.Expiry);
    }

    [Fact]
    public async Task OpenAsync_WrongAccount_NamesBothAccountsAndTheCaller()
    {
        await using var world = await LocalWorld.StartAsync();

        var error = await Assert.ThrowsAsync<BuildException>(() =>
            OpenAsync(world, Administrator(world), RoleChain.None, LocalWorld.Second)
        );

        var finding = Assert.Single(error.Findings);
        Assert.Equal("WrongAccount", finding.Code);
        Assert.Equal("The credentials are for account 123456789012, not for 222222222222", finding.What);
        Assert.Equal(["Caller arn:aws:iam::123456789012:user/administrator"], finding.Why);
    }

    [Fact]
    public async Task OpenAsync_RoleThatDoesNotTrustTheCaller_NamesRoleCallerAndAwsReason()
    {
        await using var world = await LocalWorld.StartAsync();
        var stranger = KeyOf(world, LocalWorld.Second);

        var error = await Assert.ThrowsAsync<BuildException>(() =>
            OpenAsync(world, stranger, new RoleChain([new RoleLink(RoleOfFirst)]), LocalWorld.First)
        );

        var finding = Assert.Single(error.Findings);
        Assert.Equal("AssumeRoleFailed", finding.Code);
        Assert.Equal($"Role {RoleOfFirst} was not assumed", finding.What);
        var why = Assert.Single(finding.Why);
        Assert.StartsWith(
            "Caller arn:aws:iam::222222222222:user/administrator: AccessDenied, User: arn:aws:iam::222222222222:user/administrator"
                + $" is not authorized to perform: sts:AssumeRole on resource: {RoleOfFirst}",
            why,
            StringComparison.Ordinal
        );
        Assert.NotNull(finding.Next);
    }

    [Fact]
    public async Task OpenAsync_UnknownAccessKey_IsNoCredentials()
    {
        await using var world = await LocalWorld.StartAsync();
        var forged = new BaseCredentials.AccessKey("AKIAIOSFODNN7EXAMPLE", "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY");

        var error = await Assert.ThrowsAsync<BuildException>(() =>
            OpenAsync(world, forged, RoleChain.None, LocalWorld.Management)
        );

        Assert.Equal("NoCredentials", Assert.Single(error.Findings).Code);
        Assert.DoesNotContain(forged.Secret, error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task OpenAsync_Profile_TakesThatProfileAndNoOther()
    {
        await using var world = await LocalWorld.StartAsync();
        var file = Path.GetTempFileName();
        try
        {
            var key = world.Server.AdministratorOf(LocalWorld.First);
            await File.WriteAllTextAsync(
                file,
                $"[other]\naws_access_key_id = x\naws_secret_access_key = y\n"
                    + $"[first]\naws_access_key_id = {key.AccessKeyId}\naws_secret_access_key = {key.SecretAccessKey}\n",
                Cancellation
            );

            using var session = await OpenAsync(
                world,
                new BaseCredentials.Profile("first", file),
                RoleChain.None,
                LocalWorld.First
            );
            var missing = await Assert.ThrowsAsync<BuildException>(() =>
                OpenAsync(world, new BaseCredentials.Profile("second", file), RoleChain.None, LocalWorld.First)
            );

            Assert.Equal("arn:aws:iam::111111111111:user/administrator", session.Identity.Arn);
            var finding = Assert.Single(missing.Findings);
            Assert.Equal(("NoCredentials", "There is no profile second"), (finding.Code, finding.What));
            Assert.Equal(["There are: first, other"], finding.Why);
        }
        finally
        {
            File.Delete(file);
        }
    }

    [Fact]
    public async Task ToEnvironmentVariablesAsync_RoleSession_HasAllThatAChildNeeds()
    {
        await using var world = await LocalWorld.StartAsync();
        var chain = new RoleChain([new RoleLink(RoleOfFirst)]);
        using var session = await OpenAsync(world, Administrator(world), chain, LocalWorld.First);

        var variables = await session.ToEnvironmentVariablesAsync(Cancellation);

        Assert.Equal(
            [
                "AWS_ACCESS_KEY_ID",
                "AWS_DEFAULT_REGION",
                "AWS_ENDPOINT_URL",
                "AWS_REGION",
                "AWS_SECRET_ACCESS_KEY",
                "AWS_SESSION_TOKEN",
                "AWS_USE_DUALSTACK_ENDPOINT",
                "AWS_USE_FIPS_ENDPOINT",
            ],
            variables.Keys.Order(StringComparer.Ordinal)
        );
        Assert.DoesNotContain(variables["AWS_SECRET_ACCESS_KEY"], session.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void ToString_AccessKey_HoldsNoSecret()
    {
        BaseCredentials key = new BaseCredentials.AccessKey("id", "secret", "token");

        Assert.Equal("an access key", key.ToString());
    }

    static BaseCredentials.AccessKey Administrator(LocalWorld world) => KeyOf(world, LocalWorld.Management);

    static BaseCredentials.AccessKey KeyOf(LocalWorld world, string account)
    {
        var key = world.Server.AdministratorOf(account);
        return new BaseCredentials.AccessKey(key.AccessKeyId, key.SecretAccessKey);
    }

    static Task<Session> OpenAsync(LocalWorld world, BaseCredentials credentials, RoleChain chain, string account) =>
        new SessionFactory(new AwsEndpoint(world.Server.Endpoint), TimeProvider.System).OpenAsync(
            credentials,
            chain,
            account,
            "eu-west-1",
            "test",
            Cancellation
        );
}
