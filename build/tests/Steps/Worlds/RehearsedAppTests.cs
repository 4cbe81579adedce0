using System.Text.Json.Nodes;
using Build.Tests.Build;
using Build.Tests.LocalAws.CloudFormation.Clients;
using Deployment.Assemblies;
using Settings.Projects;
using Steps.Worlds;

namespace Build.Tests.Steps.Worlds;

/// <summary>A fresh clone whose app looks something up, rehearsed by the program with the real CDK CLI.</summary>
public sealed class RehearsedAppTests : IDisposable
{
    const string App = """
        const { App, Stack, CfnOutput } = require('aws-cdk-lib');
        const { Vpc } = require('aws-cdk-lib/aws-ec2');
        const { HostedZone } = require('aws-cdk-lib/aws-route53');
        const { StringParameter } = require('aws-cdk-lib/aws-ssm');
        const app = new App();
        const env = { account: '111111111111', region: 'eu-west-1' };
        const own = new Stack(app, 'Own', { env });
        new Vpc(own, 'New', { natGateways: 0 });
        const far = new Stack(app, 'Far', { env: { account: '222222222222', region: 'us-east-1' } });
        new StringParameter(far, 'Own', { stringValue: 'own' });
        new CfnOutput(far, 'Found', { value: Vpc.fromLookup(far, 'Default', { isDefault: true }).vpcId });
        new CfnOutput(far, 'Hand', { value: app.node.tryGetContext('by-hand') ?? 'none' });
        new CfnOutput(far, 'ZoneId', { value: HostedZone.fromLookup(far, 'Zone', { domainName: 'example.com' }).hostedZoneId });
        new CfnOutput(far, 'ImageId', { value: StringParameter.valueFromLookup(far, '/aws/service/image') });
        app.synth();
        """;

    readonly BuildProgram program = new()
    {
        // Which takes its time, and has nothing to say of it.
        Variables = new Dictionary<string, string> { ["CDK_VALIDATION"] = "false" },
    };

    public RehearsedAppTests()
    {
        var modules = Path.GetFullPath(Path.Combine(Path.GetDirectoryName(CdkCli.Find())!, "../.."));
        Directory.CreateDirectory(At("infra"));
        Directory.CreateSymbolicLink(At("infra/node_modules"), modules);
        File.WriteAllText(At("infra/package.json"), "{}");
        File.WriteAllText(At("infra/app.js"), App);
        File.WriteAllText(At("infra/cdk.json"), """{ "app": "node app.js", "versionReporting": false }""");
        // What is checked beside a synthesis.
        foreach (var file in (string[])["infra/src/a.ts", "infra/test/a.ts", "infra/.projenrc.ts"])
        {
            Directory.CreateDirectory(Path.GetDirectoryName(At(file))!);
            File.WriteAllText(At(file), "export {};\n");
        }
        File.WriteAllText(At(".oxlintrc.json"), "{}");
        File.WriteAllText(
            At("infra/test/tsconfig.json"),
            """{ "compilerOptions": { "noEmit": true }, "files": ["a.ts"] }"""
        );
        var settings = JsonNode.Parse(program.Settings)!;
        settings["localAws"] = JsonNode.Parse(
            """
            {
              "lookups": {
                "hostedZones": [{ "account": "222222222222", "name": "example.com" }],
                "publicParameters": { "/aws/service/image": "ami-1" }
              }
            }
            """
        );
        program.Settings = settings.ToJsonString();
    }

    public void Dispose() => program.Dispose();

    /// <summary>What lookups need is there first, and what they find stays in the rehearsal.</summary>
    [Fact]
    public void Deploy_FreshCloneWithLookups_SucceedsAndLeavesTheCommittedContextAlone()
    {
        const string Committed = """{"by-hand":"kept"}""";
        File.WriteAllText(At("infra/cdk.context.json"), Committed);

        var first = Rehearse("BootstrapLocal", "Synth", "Deploy");
        var again = Rehearse("BootstrapLocal", "Synth", "Deploy");

        Assert.True(first.ExitCode == 0, first.Output + first.Errors);
        Assert.True(again.ExitCode == 0, again.Output + again.Errors);
        Assert.Contains("Unchanged", again.Output, StringComparison.Ordinal);
        Assert.Equal(Committed, File.ReadAllText(At("infra/cdk.context.json")));
        Assert.False(Directory.Exists(At("infra/cdk.out")));
        var assembly = At(new RunWorld(IsRehearsal: true, IsLocal: true).AssemblyOf(Project.Infra));
        Assert.True(RehearsalMark.IsOn(assembly));
        Assert.Contains(
            "\"kept\"",
            File.ReadAllText(Path.Combine(assembly, "Far.template.json")),
            StringComparison.Ordinal
        );
        Assert.False(File.Exists(At("build/.reports/deploy.json")));
        Assert.True(File.Exists(At("build/.reports/local/deploy.json")));
    }

    /// <summary>Copied to where a real deployment takes it from, it does not go there.</summary>
    [Fact]
    public void Deploy_ARehearsalsAssemblyToAwsItself_IsRefused()
    {
        RehearsalMark.Write(At("infra/cdk.out"));
        File.WriteAllText(At("infra/cdk.out/manifest.json"), """{ "version": "54.0.0", "artifacts": {} }""");

        var real = program.Run("--target=Deploy", "--exclusive", "--project=infra", "--dryrun");
        var local = program.Run("--target=Deploy", "--exclusive", "--project=infra", "--dryrun", "--local");

        Assert.Equal((1, 0), (real.ExitCode, local.ExitCode));
        Assert.Contains(
            "was synthesized against a local AWS. [RehearsedAssembly]",
            real.Errors,
            StringComparison.Ordinal
        );
        Assert.Contains("Next: ./build.sh --target=Synth", real.Errors, StringComparison.Ordinal);
        Assert.DoesNotContain("--local", real.Errors, StringComparison.Ordinal);
    }

    /// <summary>From a time when rehearsals wrote there.</summary>
    [Fact]
    public void Synth_CommittedContextOfALocalAws_NamesWhatIsMadeUp()
    {
        Assert.True(Rehearse("BootstrapLocal", "Synth").ExitCode == 0);
        var answers = JsonNode.Parse(File.ReadAllText(At(LocalContext.LookupsOf(Project.Infra))))!["answers"]!;
        File.WriteAllText(At("infra/cdk.context.json"), answers.ToJsonString());

        var run = program.Run("--target=Synth", "--exclusive", "--project=infra");

        Assert.Equal(1, run.ExitCode);
        Assert.Contains(
            "infra/cdk.context.json holds what a local AWS made up. [RehearsedContext]",
            run.Errors,
            StringComparison.Ordinal
        );
        Assert.Contains("vpc-provider:account=222222222222", run.Errors, StringComparison.Ordinal);
        Assert.Contains("hosted-zone:account=222222222222", run.Errors, StringComparison.Ordinal);
        Assert.DoesNotContain("availability-zones:", run.Errors, StringComparison.Ordinal);
    }

    ProgramRun Rehearse(params string[] targets) =>
        program.Run([.. targets.Select(target => $"--target={target}"), "--exclusive", "--project=infra", "--local"]);

    string At(string path) => Path.Combine(program.Root, path);
}
