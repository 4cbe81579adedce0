using System.Text.Json.Nodes;
using Build.Tests.Build;
using Build.Tests.LocalAws.CloudFormation.Clients;

namespace Build.Tests.Rehearsals.Apps;

/// <summary>Projects of the settings, rehearsed by the program: an app without projen, and a Cloud Assembly that it depends on.</summary>
public sealed class ProjectKindsTests : IDisposable
{
    const string Projects = """
        [
          {
            "name": "shop",
            "folder": "apps/shop",
            "kind": "cdk",
            "dependsOn": ["base"],
            "commands": { "install": ["node", "--version"] }
          },
          { "name": "base", "folder": "made", "kind": "assembly" }
        ]
        """;

    const string App = """
        import * as cdk from 'aws-cdk-lib';
        import { StringParameter } from 'aws-cdk-lib/aws-ssm';
        import { readFileSync } from 'node:fs';
        const app = new cdk.App();
        const env = { account: '111111111111', region: 'eu-west-1' };
        const stack: cdk.Stack = new cdk.Stack(app, 'Shop', { env });
        new StringParameter(stack, 'Text', { stringValue: readFileSync('../text.txt', 'utf8') });
        """;

    readonly BuildProgram program = new()
    {
        Variables = new Dictionary<string, string> { ["CDK_VALIDATION"] = "false" },
    };

    public ProjectKindsTests()
    {
        var modules = Path.GetFullPath(Path.Combine(Path.GetDirectoryName(CdkCli.Find())!, "../.."));
        Write("apps/shop/bin/shop.ts", App);
        Write("apps/text.txt", "first");
        Write("apps/shop/package.json", """{ "devDependencies": { "aws-cdk": "2" } }""");
        Write("apps/shop/cdk.json", """{ "app": "node --import tsx bin/shop.ts", "output": "elsewhere.out" }""");
        Directory.CreateSymbolicLink(At("apps/shop/node_modules"), modules);
        var assembly = new AssemblyFolder(At("made"), "cdk-hnb659fds-assets-${AWS::AccountId}-${AWS::Region}")
        {
            Bootstrap = new()
            {
                ["requiresBootstrapStackVersion"] = 6,
                ["bootstrapStackVersionSsmParameter"] = "/cdk-bootstrap/hnb659fds/version",
            },
        };
        assembly.AddStack(
            "Base",
            "aws://222222222222/us-east-1",
            Deployment.Templates.Parameter("/base"),
            Role("file-publishing"),
            new JsonObject { ["assumeRoleArn"] = Role("deploy"), ["cloudFormationExecutionRoleArn"] = Role("cfn-exec") }
        );
        assembly.Write();
        var settings = JsonNode.Parse(program.Settings)!;
        settings["projects"] = JsonNode.Parse(Projects);
        program.Settings = settings.ToJsonString();
    }

    public void Dispose() => program.Dispose();

    [Fact]
    public void Deploy_TwoKinds_GoesInTheOrderOfDependsOnAndKnowsWhatTheAppReads()
    {
        var first = Succeed(Rehearse("Deploy"));
        var again = Succeed(Rehearse("Deploy"));
        Write("apps/text.txt", "second");
        var changed = Succeed(Rehearse("Diff"));
        var one = Succeed(Rehearse("Deploy", "--project=shop"));
        var doctor = Rehearse("Doctor");
        var destroyed = Succeed(Rehearse("Destroy", "--force"));

        Assert.True(
            first.IndexOf("Base [222222222222", StringComparison.Ordinal)
                < first.IndexOf("Shop [111111111111", StringComparison.Ordinal),
            first
        );
        Assert.Contains("Unchanged", again, StringComparison.Ordinal);
        Assert.Contains("second", changed, StringComparison.Ordinal);
        Assert.DoesNotContain("Base [", one, StringComparison.Ordinal);
        Assert.True(doctor.ExitCode == 0, doctor.Output + doctor.Errors);
        Assert.Contains("Destroyed", destroyed, StringComparison.Ordinal);
        Assert.False(Directory.Exists(At("apps/shop/elsewhere.out")));
    }

    [Fact]
    public void Project_ThatThereIsNot_ListsThoseThatThereAre()
    {
        var run = program.Run("--target=Deploy", "--local", "--project=infra");

        Assert.Equal(2, run.ExitCode);
        Assert.Contains("'infra' is not a project", run.Errors, StringComparison.Ordinal);
        Assert.Contains("known: base, shop", run.Errors, StringComparison.Ordinal);
    }

    ProgramRun Rehearse(string target, params string[] more) => program.Run([$"--target={target}", "--local", .. more]);

    static string Succeed(ProgramRun run)
    {
        Assert.True(run.ExitCode == 0, run.Output + run.Errors);
        return run.Output;
    }

    static string Role(string name) =>
        $"arn:${{AWS::Partition}}:iam::${{AWS::AccountId}}:role/cdk-hnb659fds-{name}-role-${{AWS::AccountId}}-${{AWS::Region}}";

    void Write(string path, string text)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(At(path))!);
        File.WriteAllText(At(path), text);
    }

    string At(string path) => Path.Combine(program.Root, path);
}
