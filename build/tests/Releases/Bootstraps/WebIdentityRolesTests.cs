using Amazon.SecurityToken;
using Build.Tests.LocalAws;
using Build.Tests.LocalAws.CloudFormation.Clients;
using Deployment;
using Deployment.Bootstrapping;
using Deployment.Bootstrapping.WebIdentities;
using Settings.Roles;

namespace Build.Tests.Releases.Bootstraps;

/// <summary>Who gets in by web identity, and what they may do then: as the policies of the roles decide it.</summary>
public sealed class WebIdentityRolesTests
{
    const string Test = "cdk-hnb659fds-release-Test";
    const string Production = "cdk-hnb659fds-release-Production";
    const string Diff = "cdk-hnb659fds-diff";
    const string Repository = "repo:my-company/deployments";

    [Fact]
    public async Task AssumeRole_TokensOfEveryKind_OpenTheirOwnRoleAndNoOther()
    {
        await using var world = await WebIdentityWorld.StartAsync();
        await world.DeployAsync();
        (string Subject, string Audience, string[] Roles)[] tokens =
        [
            ($"{Repository}:ref:refs/heads/main", "sts.amazonaws.com", [Test, Diff]),
            ($"{Repository}:environment:Production", "sts.amazonaws.com", [Production]),
            ($"{Repository}:pull_request", "sts.amazonaws.com", [Diff]),
            // Another branch, a tag of its name, another environment, one that only begins so.
            ($"{Repository}:ref:refs/heads/feature", "sts.amazonaws.com", []),
            ($"{Repository}:ref:refs/heads/main2", "sts.amazonaws.com", []),
            ($"{Repository}:ref:refs/tags/main", "sts.amazonaws.com", []),
            ($"{Repository}:environment:Test", "sts.amazonaws.com", []),
            ($"{Repository}:environment:production", "sts.amazonaws.com", []),
            // Another repository, another owner, a fork.
            ("repo:my-company/deployments2:ref:refs/heads/main", "sts.amazonaws.com", []),
            ("repo:my-company/other:environment:Production", "sts.amazonaws.com", []),
            ("repo:somebody/deployments:pull_request", "sts.amazonaws.com", []),
            ("*", "sts.amazonaws.com", []),
            // For somebody else.
            ($"{Repository}:ref:refs/heads/main", "https://github.com/my-company", []),
        ];

        foreach (var (subject, audience, roles) in tokens)
        foreach (var role in (string[])[Test, Production, Diff])
        {
            var refusal = await RefusalAsync(world, role, world.Token(subject, audience));
            Assert.True((refusal is null) == roles.Contains(role), $"{subject} for {audience} opens {role}: {refusal}");
        }
    }

    [Fact]
    public async Task Session_OfEachRole_MayAssumeTheRolesOfItsWaveAlone()
    {
        await using var world = await WebIdentityWorld.StartAsync();
        await world.DeployAsync();
        var sessions = new Dictionary<string, string>
        {
            [Test] = $"{Repository}:ref:refs/heads/main",
            [Production] = $"{Repository}:environment:Production",
            [Diff] = $"{Repository}:pull_request",
        };
        var allowed = new HashSet<(string, string, string)>();

        foreach (var (role, subject) in sessions)
        {
            var session = await world.AssumeAsync(role, world.Token(subject));
            foreach (
                var (account, region) in ((string, string)[])
                    [(LocalWorld.First, "eu-west-1"), (LocalWorld.Second, "us-east-1")]
            )
            foreach (var target in (string[])["deploy", "file-publishing", "image-publishing", "lookup"])
                if (await world.MayAssumeAsync(session, target, account, region))
                    allowed.Add((role, target, account));
        }

        Assert.Equal(
            [
                (Diff, "lookup", LocalWorld.First),
                (Diff, "lookup", LocalWorld.Second),
                (Production, "deploy", LocalWorld.Second),
                (Production, "file-publishing", LocalWorld.Second),
                (Production, "image-publishing", LocalWorld.Second),
                (Test, "deploy", LocalWorld.First),
                (Test, "file-publishing", LocalWorld.First),
                (Test, "image-publishing", LocalWorld.First),
            ],
            allowed.Order()
        );
    }

    [Fact]
    public async Task DeployAsync_AgainAndWithOtherSettings_ChangesTheRolesAndKeepsTheProvider()
    {
        await using var world = await WebIdentityWorld.StartAsync();
        var options = WebIdentityPlan.Of(WebIdentityWorld.Settings)!;
        var other = options with { Roles = [options.Roles[0] with { Subjects = ["repo:my-company/new:*"] }] };

        Assert.IsType<BootstrapOutcome.Created>(await world.DeployAsync());
        Assert.IsType<BootstrapOutcome.Unchanged>(await world.DeployAsync());
        Assert.IsType<BootstrapOutcome.Unchanged>(await world.DeployAsync(other with { OnlyOutdated = true }));
        Assert.IsType<BootstrapOutcome.Updated>(await world.DeployAsync(other));

        Assert.Null(await RefusalAsync(world, Test, world.Token("repo:my-company/new:ref:refs/heads/any")));
        Assert.NotNull(await RefusalAsync(world, Test, world.Token($"{Repository}:ref:refs/heads/main")));
        Assert.NotNull(await RefusalAsync(world, Diff, world.Token($"{Repository}:pull_request")));
    }

    [Fact]
    public async Task DeployAsync_ProviderDeletedByHand_IsMadeAgain()
    {
        await using var world = await WebIdentityWorld.StartAsync();
        await world.DeployAsync();
        using var iam = new QueryClient(world.World.Local, "iam", "2010-05-08");
        await iam.CallAsync(
            LocalWorld.Management,
            "DeleteOpenIDConnectProvider",
            ("OpenIDConnectProviderArn", Provider)
        );

        Assert.IsType<BootstrapOutcome.Repaired>(await world.DeployAsync());

        Assert.Null(await RefusalAsync(world, Diff, world.Token($"{Repository}:pull_request")));
    }

    [Fact]
    public async Task AudienceMissing_AddedAsTheFindingSays_LetsTheProviderOfOthersBeUsed()
    {
        InstalledAwsCli.SkipWithout();
        await using var world = await WebIdentityWorld.StartAsync();
        using var iam = new QueryClient(world.World.Local, "iam", "2010-05-08");
        await iam.CallAsync(
            LocalWorld.Management,
            "CreateOpenIDConnectProvider",
            ("Url", WebIdentityWorld.Issuer),
            ("ClientIDList.member.1", "other")
        );

        var failure = await Assert.ThrowsAsync<BuildException>(() => world.DeployAsync());
        var finding = Assert.Single(failure.Findings);
        Assert.Equal("AudienceMissing", finding.Code);
        var followed = await InstalledAwsCli.FollowAsync(
            world.World.Local,
            finding.Account!,
            Path.GetTempPath(),
            finding.Next!
        );
        Assert.True(followed.ExitCode == 0, followed.Output);

        Assert.IsType<BootstrapOutcome.Created>(await world.DeployAsync());
        Assert.Null(await RefusalAsync(world, Diff, world.Token($"{Repository}:pull_request")));
        // It stays whoever's it is.
        Assert.IsType<BootstrapOutcome.Unchanged>(await world.DeployAsync());
    }

    [Fact]
    public async Task Session_OfARoleForManyAccounts_MayAssumeRolesOfThoseAccountsAndRegionsAlone()
    {
        await using var world = await WebIdentityWorld.StartAsync();
        string[] arns =
        [
            .. Enumerable.Range(0, 1_000).Select(Arn),
            Role(LocalWorld.First, "eu-west-1"),
            Role(LocalWorld.Second, "eu-central-1"),
        ];
        var role = new WebIdentityRole("all", "All", [$"{Repository}:pull_request"], arns);
        await world.DeployAsync(WebIdentityPlan.Of(WebIdentityWorld.Settings)! with { Roles = [role] });

        var session = await world.AssumeAsync("all", world.Token($"{Repository}:pull_request"));

        Assert.True(await world.MayAssumeAsync(session, "deploy", LocalWorld.First, "eu-west-1"));
        Assert.False(await world.MayAssumeAsync(session, "deploy", LocalWorld.Second, "us-east-1"));
        Assert.False(await world.MayAssumeAsync(session, "lookup", LocalWorld.First, "eu-west-1"));

        static string Arn(int number) => Role($"{number:D12}", "eu-west-1");

        static string Role(string account, string region) =>
            $"arn:aws:iam::{account}:role/cdk-hnb659fds-deploy-role-{account}-{region}";
    }

    [Theory]
    [InlineData(650)]
    [InlineData(900)]
    public async Task TooManyRoles_AChainThroughOneOfThem_IsNamed(int roles)
    {
        await using var world = await WebIdentityWorld.StartAsync();
        string[] arns =
        [
            .. Enumerable
                .Range(0, roles)
                .Select(number => $"arn:aws:iam::111111111111:role/a-role-whose-name-follows-no-pattern-{number}"),
        ];
        var role = new WebIdentityRole("all", "All", [$"{Repository}:pull_request"], arns);
        var options = WebIdentityPlan.Of(WebIdentityWorld.Settings)! with { Roles = [role] };

        var failure = await Assert.ThrowsAsync<BuildException>(() => world.DeployAsync(options));

        Assert.Equal("TooManyRoles", Assert.Single(failure.Findings).Code);
        await world.DeployAsync(options with { Roles = [role with { Assumes = arns[..1] }] });
        Assert.Null(await RefusalAsync(world, "all", world.Token($"{Repository}:pull_request")));
    }

    static string Provider => $"arn:aws:iam::{LocalWorld.Management}:oidc-provider/token.actions.githubusercontent.com";

    /// <summary>Why a token does not open a role; null where it does.</summary>
    static async Task<string?> RefusalAsync(WebIdentityWorld world, string role, string token)
    {
        try
        {
            await world.AssumeAsync(role, token);
            return null;
        }
        catch (AmazonSecurityTokenServiceException e)
        {
            return e.ErrorCode;
        }
    }
}
