using Deployment.Credentials;
using Settings;
using Settings.Roles;

namespace Build.Tests.Settings.Roles;

public class RoleChainsTests
{
    static readonly BuildSettings settings = SettingsFile.Load(RepositoryRoot.Find());
    static readonly EnvironmentSettings account2 = settings.Environments[1];

    [Fact]
    public void For_AChain_FillsItsPlaceholdersInAndEndsInTheRolesAccount()
    {
        var (chain, account) = RoleChains.For(settings, Purpose.Bootstrap, account2);

        Assert.Equal(
            "arn:aws:iam::222222222222:role/OrganizationAccountAccessRole",
            Assert.Single(chain.Links).RoleArn
        );
        Assert.Equal("222222222222", account);
    }

    [Fact]
    public void For_BootstrapOfTheCicdAccount_StaysWithTheBaseCredentials()
    {
        var cicd = new EnvironmentSettings("cicd", settings.Cicd.Account, settings.Cicd.Region);

        var (chain, account) = RoleChains.For(settings, Purpose.Bootstrap, cicd);

        Assert.Empty(chain.Links);
        Assert.Equal(settings.Cicd.Account, account);
    }

    [Fact]
    public void For_AnEmptyChain_IsTheBaseCredentialsInTheCicdAccount()
    {
        var (chain, account) = RoleChains.For(settings, Purpose.Deploy, account2);

        Assert.Empty(chain.Links);
        Assert.Equal(settings.Cicd.Account, account);
    }

    [Theory]
    [InlineData("\"lookup\": [{ \"role\": \"arn:aws:iam::123456789012:role/hub\" }]", 1)]
    [InlineData("\"lookup\": [{ \"role\": \"arn:aws:iam::123456789012:role/hub\" }], \"readOnly\": []", 0)]
    public void For_ReadOnly_IsTheChainOfLookupsUnlessItHasItsOwn(string chains, int links)
    {
        var text = SettingsText.Valid.Replace("\"lookup\": []", chains, StringComparison.Ordinal);
        var read = SettingsText.Parse(text);

        var (chain, _) = RoleChains.For(read, Purpose.ReadOnly, account2);

        Assert.Equal(links, chain.Links.Count);
        Assert.Equal(
            links == 1 ? "$.credentials.chains.lookup" : "$.credentials.chains.readOnly",
            ChainChecks.PathOf(read, Purpose.ReadOnly, account2)
        );
    }

    [Fact]
    public void For_ALinkWithEverything_PassesItOn()
    {
        var text = SettingsText.Valid.Replace(
            "\"deploy\": []",
            """
            "deploy": [
              { "role": "arn:aws:iam::123456789012:role/hub" },
              { "role": "arn:aws:iam::{account}:role/{qualifier}", "externalId": "deputy", "durationSeconds": 1800,
                "sessionName": "release", "tags": { "team": "one" } }
            ]
            """,
            StringComparison.Ordinal
        );

        var (chain, account) = RoleChains.For(SettingsText.Parse(text), Purpose.Deploy, account2);

        Assert.Equal(
            ["arn:aws:iam::123456789012:role/hub", "arn:aws:iam::222222222222:role/hnb659fds"],
            chain.Links.Select(link => link.RoleArn)
        );
        Assert.Equal("deputy", chain.Links[1].ExternalId);
        Assert.Equal(TimeSpan.FromMinutes(30), chain.Links[1].Duration);
        Assert.Equal("release", chain.Links[1].SessionName);
        Assert.Equal("one", chain.Links[1].Tags!["team"]);
        Assert.Equal("222222222222", account);
    }

    [Fact]
    public void For_AnEnvironmentWithItsOwnChain_TakesThatOneForItsPurposeOnly()
    {
        var own = account2 with
        {
            Chains = new PurposeChains
            {
                [Purpose.Deploy] =
                [
                    new("arn:aws:iam::{account}:role/hub", null, null, null, new Dictionary<string, string>()),
                ],
            },
        };

        Assert.Equal("222222222222", RoleChains.For(settings, Purpose.Deploy, own).Account);
        Assert.Empty(RoleChains.For(settings, Purpose.Publish, own).Chain.Links);
        Assert.Empty(RoleChains.For(settings, Purpose.Deploy, account2).Chain.Links);
    }

    [Theory]
    [InlineData(Purpose.Lookup, "cdk-hnb659fds-lookup-role-222222222222-us-east-1")]
    [InlineData(Purpose.Deploy, "cdk-hnb659fds-deploy-role-222222222222-us-east-1")]
    [InlineData(Purpose.Publish, "cdk-hnb659fds-file-publishing-role-222222222222-us-east-1")]
    [InlineData(Purpose.ReadOnly, "cdk-readOnlyRole")]
    [InlineData(Purpose.Bootstrap, "OrganizationAccountAccessRole")]
    public void Into_EveryPurpose_EndsInItsRole(Purpose purpose, string role) =>
        Assert.Equal(
            $"arn:aws:iam::222222222222:role/{role}",
            Assert.Single(RoleChains.Into(settings, purpose, account2, AwsEndpoint.Aws).Links).RoleArn
        );

    [Fact]
    public void Into_AChainThatEndsInTheRoleAlready_AssumesItOnce() =>
        Assert.Single(
            RoleChains
                .Into(settings, Purpose.Bootstrap, account2, AwsEndpoint.Aws, "OrganizationAccountAccessRole")
                .Links
        );

    [Theory]
    [InlineData("cn-north-1", "arn:aws-cn:iam::1:role/r")]
    [InlineData("us-gov-west-1", "arn:aws-us-gov:iam::1:role/r")]
    [InlineData("eu-west-1", "arn:aws:iam::1:role/r")]
    public void Fill_Partition_IsTheRegions(string region, string expected) =>
        Assert.Equal(
            expected,
            RoleChains.Fill("arn:{partition}:iam::{account}:role/r", "q", new EnvironmentSettings("e", "1", region))
        );
}
