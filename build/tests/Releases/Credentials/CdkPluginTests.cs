using System.Text.Json.Nodes;
using Build.Tests.LocalAws;
using LocalAws.Faults;
using LocalAws.Route53;

namespace Build.Tests.Releases.Credentials;

/// <summary>The unmodified CDK CLI with the plugin. No account is bootstrapped: only the read-only roles are there.</summary>
public sealed class CdkPluginTests
{
    const string App = """
        process.env.CDK_VALIDATION = 'false';
        const { App, DefaultStackSynthesizer, Stack } = require('aws-cdk-lib');
        const { HostedZone } = require('aws-cdk-lib/aws-route53');
        const app = new App();
        const environments = [['one', '111111111111', 'eu-west-1'], ['two', '222222222222', 'us-east-1']];
        for (const [name, account, region] of environments) {
          const lookupRoleArn = '<role>'.replaceAll('<account>', account);
          const stack = new Stack(app, name, {
            env: { account, region },
            synthesizer: new DefaultStackSynthesizer(lookupRoleArn ? { lookupRoleArn } : {}),
          });
          const zone = HostedZone.fromLookup(stack, 'Zone', { domainName: 'example.com' });
          stack.exportValue(zone.hostedZoneId, { name: 'zone' });
        }
        app.synth();
        """;

    static readonly HostedZone one = new(LocalWorld.First, "example.com");
    static readonly HostedZone two = new(LocalWorld.Second, "example.com");

    static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    // As infra names it, and as CDK does by default: that one is not there.
    [InlineData("arn:aws:iam::<account>:role/cdk-readOnlyRole")]
    [InlineData("")]
    public async Task Synth_HostedZonesOfTwoAccounts_AreFoundThroughTheReadOnlyRoles(string lookupRole)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "A shell script stands in for build.sh.");
        await using var world = await StartAsync();
        await world.MakeReadOnlyRolesAsync();
        var app = AppWith(world, lookupRole);

        var synth = await app.CdkAsync(LocalWorld.Management, "synth", "--quiet");

        Assert.True(synth.ExitCode == 0, synth.Output);
        Assert.Equal(one.Id, await ZoneAsync(app, "one"));
        Assert.Equal(two.Id, await ZoneAsync(app, "two"));
        Assert.Equal(
            ["arn:aws:iam::111111111111:role/cdk-readOnlyRole", "arn:aws:iam::222222222222:role/cdk-readOnlyRole"],
            Assumed(world, LocalWorld.Management).Order(StringComparer.Ordinal)
        );
        Assert.Equal(
            [LocalWorld.First, LocalWorld.Second],
            world.Calls.Where(call => call.Service == "route53").Select(call => call.Account).Order().Distinct()
        );
        Assert.Equal(
            [
                "--target=Credentials --environment=account1 --purpose=read-only",
                "--target=Credentials --environment=account2 --purpose=read-only",
            ],
            (await File.ReadAllLinesAsync(app.CommandLines, Cancellation)).Order(StringComparer.Ordinal)
        );
        // Where the stacks name the read-only role, the CLI has nothing to warn of.
        Assert.Equal(lookupRole.Length > 0, !synth.Output.Contains("Proceeding anyway", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Synth_ContextThatNamesAnotherRole_TakesThatOne()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "A shell script stands in for build.sh.");
        await using var world = await StartAsync();
        var app = AppWith(world, "arn:aws:iam::<account>:role/no-such-role");

        var synth = await app.CdkAsync(
            LocalWorld.Management,
            "synth",
            "--quiet",
            "--context",
            "assume-role-credentials:readIamRoleName=OrganizationAccountAccessRole"
        );

        Assert.True(synth.ExitCode == 0, synth.Output);
        Assert.All(
            Assumed(world, LocalWorld.Management),
            role => Assert.EndsWith(":role/OrganizationAccountAccessRole", role, StringComparison.Ordinal)
        );
        Assert.Equal(two.Id, await ZoneAsync(app, "two"));
    }

    [Theory]
    [InlineData("\"lookup\": [{ \"role\": \"arn:aws:iam::123456789012:role/hub\" }]", true)]
    [InlineData("\"lookup\": [{ \"role\": \"arn:aws:iam::123456789012:role/hub\" }], \"readOnly\": []", false)]
    [InlineData("\"readOnly\": [{ \"role\": \"arn:aws:iam::123456789012:role/hub\" }], \"lookup\": []", true)]
    public async Task Synth_ChainsOfTheSettings_LeadToTheReadOnlyRoles(string chains, bool throughTheHub)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "A shell script stands in for build.sh.");
        await using var world = await StartAsync();
        await world.MakeReadOnlyRolesAsync();
        await MakeHubAsync(world);
        world.Program.Settings = world.Program.Settings.Replace("\"lookup\": []", chains, StringComparison.Ordinal);
        var app = AppWith(world, "arn:aws:iam::<account>:role/cdk-readOnlyRole");

        var synth = await app.CdkAsync(LocalWorld.Management, "synth", "--quiet");

        Assert.True(synth.ExitCode == 0, synth.Output);
        Assert.Equal(two.Id, await ZoneAsync(app, "two"));
        Assert.Equal(
            [
                "arn:aws:iam::111111111111:role/cdk-readOnlyRole",
                .. throughTheHub ? ["arn:aws:iam::123456789012:role/hub"] : (string[])[],
                "arn:aws:iam::222222222222:role/cdk-readOnlyRole",
            ],
            Assumed(world, LocalWorld.Management).Order(StringComparer.Ordinal)
        );
    }

    [Fact]
    public async Task Synth_RoleThatIsMissing_SaysWhatTheBuildSays()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "A shell script stands in for build.sh.");
        await using var world = await StartAsync();
        var app = AppWith(world, "");

        var synth = await app.CdkAsync(LocalWorld.Management, "synth", "--quiet");

        Assert.NotEqual(0, synth.ExitCode);
        Assert.Contains(
            "Role arn:aws:iam::111111111111:role/cdk-readOnlyRole was not assumed. [AssumeRoleFailed]",
            synth.Output,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task Bootstrap_ByHand_HasTheSessionOfItsOwnChainInTheAccountThatIsNamed()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "A shell script stands in for build.sh.");
        await using var world = await StartAsync();
        var app = AppWith(world, "");

        var bootstrap = await app.CdkAsync(
            LocalWorld.Management,
            "bootstrap",
            "aws://111111111111/eu-west-1",
            "--cloudformation-execution-policies=arn:aws:iam::aws:policy/AdministratorAccess"
        );

        Assert.True(bootstrap.ExitCode == 0, bootstrap.Output);
        Assert.Equal(
            [LocalWorld.First],
            world.Calls.Where(call => call.Service == "cloudformation").Select(call => call.Account).Distinct()
        );
    }

    /// <summary>A role of the CI/CD account that others are reached through.</summary>
    static async Task MakeHubAsync(CredentialsWorld world)
    {
        using var iam = new QueryClient(world.World.Local, "iam", "2010-05-08");
        await iam.CallAsync(
            LocalWorld.Management,
            "CreateRole",
            ("RoleName", "hub"),
            (
                "AssumeRolePolicyDocument",
                """{"Version":"2012-10-17","Statement":{"Effect":"Allow","Principal":{"AWS":"123456789012"},"Action":"sts:AssumeRole"}}"""
            )
        );
        await iam.CallAsync(
            LocalWorld.Management,
            "PutRolePolicy",
            ("RoleName", "hub"),
            ("PolicyName", "read"),
            (
                "PolicyDocument",
                """{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"sts:AssumeRole","Resource":"arn:aws:iam::*:role/cdk-readOnlyRole"}}"""
            )
        );
    }

    static Task<CredentialsWorld> StartAsync() =>
        CredentialsWorld.StartAsync(change: options => options with { Lookups = new() { HostedZones = [one, two] } });

    static PluginApp AppWith(CredentialsWorld world, string lookupRole) =>
        new(world, App.Replace("<role>", lookupRole, StringComparison.Ordinal));

    static IEnumerable<string> Assumed(CredentialsWorld world, string caller) =>
        world
            .Calls.Where((WireCall call) => call.Api == "sts:AssumeRole" && call.Account == caller)
            .Select(call => call.Resource)
            .Distinct();

    static async Task<string> ZoneAsync(PluginApp app, string stack) =>
        JsonNode.Parse(
            await File.ReadAllTextAsync(Path.Combine(app.Assembly, $"{stack}.template.json"), Cancellation)
        )!["Outputs"]!
            .AsObject()
            .Single()
            .Value!["Value"]!.GetValue<string>();
}
