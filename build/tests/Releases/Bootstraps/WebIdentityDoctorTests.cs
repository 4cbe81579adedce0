using Build.Tests.Deployment;
using Build.Tests.LocalAws;
using Build.Tests.LocalAws.CloudFormation.Clients;
using Deployment;
using Deployment.Assemblies;
using Deployment.Bootstrapping.WebIdentities;
using Deployment.Credentials;
using Diagnosis;
using Diagnosis.Checks;
using Settings.Roles;

namespace Build.Tests.Releases.Bootstraps;

/// <summary>What the doctor says of the roles by web identity, and that its next action fixes it.</summary>
public sealed class WebIdentityDoctorTests
{
    const string Diff = "cdk-hnb659fds-diff";
    const string Anybody = """
        {"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"Federated":"arn:aws:iam::123456789012:oidc-provider/token.actions.githubusercontent.com"},"Action":"sts:AssumeRoleWithWebIdentity","Condition":{"StringLike":{"token.actions.githubusercontent.com:sub":"repo:my-company/*"}}}]}
        """;

    static WebIdentityOptions Options => WebIdentityPlan.Of(WebIdentityWorld.Settings)!;

    [Fact]
    public async Task MissingRole_Bootstrapping_BringsProviderAndRoles()
    {
        await using var world = await WebIdentityWorld.StartAsync();

        var before = await ExamineAsync(world);
        await world.DeployAsync();
        var after = await ExamineAsync(world);

        Assert.Equal(
            ["MissingProvider", "MissingRole", "MissingRole", "MissingRole"],
            before.SelectMany(check => check.Findings).Select(finding => finding.Code.Name).Order()
        );
        Assert.All(before.SelectMany(check => check.Findings), finding => Assert.Equal("bootstrap it", finding.Next));
        Assert.Equal(4, after.Count(check => check.Status == CheckStatus.Ok));
        Assert.Equal(4, after.Count);
    }

    [Fact]
    public async Task MissingPermission_BootstrappingWithTheSettingsAsTheyAre_AllowsIt()
    {
        await using var world = await WebIdentityWorld.StartAsync();
        await world.DeployAsync(
            Options with
            {
                Roles = [.. Options.Roles.Select(role => role with { Assumes = [role.Assumes[0]] })],
            }
        );

        var before = await ExamineAsync(world);
        await world.DeployAsync();

        Assert.All(
            before.SelectMany(check => check.Findings),
            finding => Assert.Equal("MissingPermission", finding.Code)
        );
        Assert.Equal(3, before.Sum(check => check.Findings.Count));
        Assert.Empty((await ExamineAsync(world)).SelectMany(check => check.Findings));
    }

    [Theory]
    [InlineData("TrustTooWide", Anybody)]
    [InlineData("MissingTrust", "my-company/deployments")]
    public async Task Trust_ChangedByHand_IsAsTheSettingsSayAfterTheCommand(string code, string change)
    {
        InstalledAwsCli.SkipWithout();
        await using var world = await WebIdentityWorld.StartAsync();
        var other = Options.Roles[^1] with { Subjects = [$"repo:{change}:ref:refs/heads/other"] };
        var document =
            change == Anybody
                ? Anybody
                : $"{WebIdentityTrust.Of(Options, other, Options.ProviderIn("aws", LocalWorld.Management))}";
        await world.DeployAsync();
        using var iam = new QueryClient(world.World.Local, "iam", "2010-05-08");
        await iam.CallAsync(
            LocalWorld.Management,
            "UpdateAssumeRolePolicy",
            ("RoleName", Diff),
            ("PolicyDocument", document)
        );

        var finding = (await ExamineAsync(world)).SelectMany(check => check.Findings).First();
        await FollowAsync(world, finding);

        Assert.Equal(code, finding.Code);
        Assert.Empty((await ExamineAsync(world)).SelectMany(check => check.Findings));
    }

    [Fact]
    public async Task AudienceMissing_TheCommand_AddsIt()
    {
        InstalledAwsCli.SkipWithout();
        await using var world = await WebIdentityWorld.StartAsync();
        await world.DeployAsync();
        using var iam = new QueryClient(world.World.Local, "iam", "2010-05-08");
        await iam.CallAsync(
            LocalWorld.Management,
            "RemoveClientIDFromOpenIDConnectProvider",
            ("OpenIDConnectProviderArn", Options.ProviderIn("aws", LocalWorld.Management)),
            ("ClientID", "sts.amazonaws.com")
        );

        var finding = Assert.Single((await ExamineAsync(world)).SelectMany(check => check.Findings));
        await FollowAsync(world, finding);

        Assert.Equal("AudienceMissing", finding.Code);
        Assert.Empty((await ExamineAsync(world)).SelectMany(check => check.Findings));
    }

    static async Task FollowAsync(WebIdentityWorld world, Finding finding)
    {
        var followed = await InstalledAwsCli.FollowAsync(
            world.World.Local,
            finding.Account!,
            Path.GetTempPath(),
            finding.Next!
        );
        Assert.True(followed.ExitCode == 0, followed.Output);
    }

    /// <summary>The checks of provider and roles.</summary>
    static async Task<IReadOnlyList<CheckResult>> ExamineAsync(WebIdentityWorld world)
    {
        var cicd = new TargetEnvironment(LocalWorld.Management, "eu-west-1");
        var key = world.World.Server.AdministratorOf(LocalWorld.Management);
        var doctor = new Doctor(
            new DoctorOptions
            {
                BaseCredentials = new BaseCredentials.AccessKey(key.AccessKeyId, key.SecretAccessKey),
                Endpoint = world.World.Endpoint,
                SessionName = "test",
                Cicd = cicd,
                Qualifier = "hnb659fds",
                WebIdentity = Options,
                Environments =
                [
                    new DiagnosedEnvironment("cicd", cicd, "bootstrap it")
                    {
                        Chains = [new("lookup", RoleChain.None, "")],
                    },
                ],
            }
        );
        var report = await doctor.RunAsync(TestContext.Current.CancellationToken);
        return
        [
            .. report.Checks.Where(check =>
                check.Name == "web identity provider" || check.Name.StartsWith("role cdk-", StringComparison.Ordinal)
            ),
        ];
    }
}
