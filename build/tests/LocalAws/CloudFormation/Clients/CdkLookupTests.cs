using System.Text.Json.Nodes;

namespace Build.Tests.LocalAws.CloudFormation.Clients;

/// <summary>The unmodified CDK CLI looks up what an app asks for, from the CI/CD account through the lookup role.</summary>
public sealed class CdkLookupTests : IDisposable
{
    const string App = """
        process.env.CDK_VALIDATION = 'false';
        const { App, Stack } = require('aws-cdk-lib');
        const { Vpc, MachineImage, SecurityGroup } = require('aws-cdk-lib/aws-ec2');
        const { HostedZone } = require('aws-cdk-lib/aws-route53');
        const stack = new Stack(new App(), 'lookups', { env: { account: '111111111111', region: 'eu-west-1' } });
        const vpc = Vpc.fromLookup(stack, 'Vpc', { tags: { Name: 'main' } });
        const zone = HostedZone.fromLookup(stack, 'Zone', { domainName: 'example.com' });
        const inside = HostedZone.fromLookup(stack, 'Inside', { domainName: 'inside.example.com', privateZone: true, vpcId: '<vpc>' });
        const image = MachineImage.lookup({ name: 'app-*', owners: ['self'] }).getImage(stack);
        const group = SecurityGroup.fromLookupByName(stack, 'Group', 'web', vpc);
        stack.exportValue(vpc.vpcId + '|' + vpc.publicSubnets.length + '|' + vpc.privateSubnets.length + '|'
          + vpc.isolatedSubnets.length + '|' + vpc.vpnGatewayId, { name: 'vpc' });
        stack.exportValue(zone.hostedZoneId + '|' + inside.hostedZoneId + '|' + image.imageId + '|' + group.securityGroupId
          + '|' + stack.availabilityZones.join(), { name: 'rest' });
        stack.node.root.synth();
        """;

    readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("cdk-lookup-");

    [Fact]
    public async Task Cdk_AppThatLooksUp_FindsNetworkZonesImageAndGroupThroughTheLookupRole()
    {
        var cli = CdkCli.Find();
        await using var world = await LookupWorld.StartAsync();
        await BootstrapAsync(world, cli);

        var synth = await SynthAsync(world, cli, LocalWorld.Management);

        Assert.True(synth.ExitCode == 0, synth.Output);
        var template = JsonNode.Parse(
            await File.ReadAllTextAsync(
                Path.Combine(_folder.FullName, LocalWorld.Management, "cdk.out", "lookups.template.json"),
                QueryClient.Stop
            )
        )!;
        var values = template["Outputs"]!
            .AsObject()
            .ToDictionary(
                output => output.Value!["Export"]!["Name"]!.GetValue<string>(),
                output => output.Value!["Value"]!.GetValue<string>().Split('|')
            );
        Assert.Equal([LookupWorld.Main.Id, "2", "2", "2"], values["vpc"][..4]);
        Assert.StartsWith("vgw-", values["vpc"][4], StringComparison.Ordinal);
        Assert.Equal(LookupWorld.Zone.Id, values["rest"][0]);
        Assert.NotEqual(LookupWorld.Zone.Id, values["rest"][1]);
        Assert.Equal(LookupWorld.New.Id, values["rest"][2]);
        Assert.StartsWith("sg-", values["rest"][3], StringComparison.Ordinal);
        Assert.Equal("eu-west-1a,eu-west-1b,eu-west-1c", values["rest"][4]);
    }

    [Fact]
    public async Task Cdk_CallerThatTheLookupRoleDoesNotTrust_FindsNothing()
    {
        var cli = CdkCli.Find();
        await using var world = await LookupWorld.StartAsync();
        await BootstrapAsync(world, cli);

        var synth = await SynthAsync(world, cli, LocalWorld.Second);

        Assert.NotEqual(0, synth.ExitCode);
        Assert.Contains("cdk-hnb659fds-lookup-role-111111111111-eu-west-1", synth.Output, StringComparison.Ordinal);
    }

    /// <summary>The stack that bootstrapping makes, from the CLI's own template.</summary>
    static async Task BootstrapAsync(LocalWorld world, string cli)
    {
        using var client = new QueryClient(world, LocalWorld.First);
        var template = Path.Combine(Path.GetDirectoryName(cli)!, "../lib/api/bootstrap/bootstrap-template.yaml");
        var stack = await client.CreateAsync(
            "CDKToolkit",
            await File.ReadAllTextAsync(template, QueryClient.Stop),
            ("Parameters.member.1.ParameterKey", "TrustedAccountsForLookup"),
            ("Parameters.member.1.ParameterValue", LocalWorld.Management),
            ("Parameters.member.2.ParameterKey", "CloudFormationExecutionPolicies"),
            ("Parameters.member.2.ParameterValue", "arn:aws:iam::aws:policy/AdministratorAccess")
        );
        Assert.Equal("CREATE_COMPLETE", QueryClient.Value(stack, "StackStatus"));
    }

    async Task<CommandLine.Outcome> SynthAsync(LocalWorld world, string cli, string account)
    {
        var home = _folder.CreateSubdirectory(account).FullName;
        var app = Path.Combine(home, "app.js");
        await File.WriteAllTextAsync(
            app,
            App.Replace("<vpc>", LookupWorld.Main.Id, StringComparison.Ordinal),
            QueryClient.Stop
        );
        var modules = Path.GetFullPath(Path.Combine(Path.GetDirectoryName(cli)!, "../.."));
        Directory.CreateSymbolicLink(Path.Combine(home, "node_modules"), modules);
        return await CommandLine.RunAsync(
            world,
            account,
            home,
            "node",
            cli,
            "synth",
            "--quiet",
            "--app",
            $"node {app}",
            "--no-notices",
            "--no-color"
        );
    }

    public void Dispose() => _folder.Delete(recursive: true);
}
