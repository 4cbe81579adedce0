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
        const environments = JSON.parse(readFileSync(process.env.BUILD_ENVIRONMENTS!, 'utf8'));
        for (const { account, region, stackPrefix, values } of environments) {
          const stack: cdk.Stack = new cdk.Stack(app, `${stackPrefix}-Shop`, { env: { account, region } });
          new StringParameter(stack, 'Text', { stringValue: readFileSync('../text.txt', 'utf8') });
          new StringParameter(stack, 'Size', { stringValue: `size ${values.size}` });
        }
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
        settings["values"] = JsonNode.Parse("""{ "shop": { "size": 1 } }""");
        settings["environments"]![1]!["projects"] = new JsonArray("base");
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

    /// <summary>The same account in two regions, one of them under the name that it had before.</summary>
    [Fact]
    public void Deploy_ValuesAndAnotherRegion_ReachTheAppAndNothingIsDoneTwice()
    {
        Change(settings =>
            settings["environments"]!
                .AsArray()
                .Add(
                    JsonNode.Parse(
                        """
                        {
                          "name": "renamed",
                          "stackPrefix": "old",
                          "account": "111111111111",
                          "region": "eu-central-1",
                          "values": { "shop": { "size": 2 } }
                        }
                        """
                    )
                )
        );
        var first = Succeed(Rehearse("Deploy", "--project=shop"));
        var again = Succeed(Rehearse("Deploy", "--project=shop"));
        Change(settings => settings["environments"]![2]!["values"]!["shop"]!["size"] = 3);
        var changed = Succeed(Rehearse("Diff", "--project=shop"));

        Assert.Contains("account1-Shop  111111111111  eu-west-1     Created", first, StringComparison.Ordinal);
        Assert.Contains("old-Shop       111111111111  eu-central-1  Created", first, StringComparison.Ordinal);
        Assert.DoesNotContain("account2-Shop", first, StringComparison.Ordinal);
        Assert.Contains("synth: unchanged", again, StringComparison.Ordinal);
        Assert.DoesNotContain("synth: unchanged", changed, StringComparison.Ordinal);
        Assert.Contains("size 2", changed, StringComparison.Ordinal);
        Assert.Contains("size 3", changed, StringComparison.Ordinal);
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

    void Change(Action<JsonNode> change)
    {
        var settings = JsonNode.Parse(program.Settings)!;
        change(settings);
        program.Settings = settings.ToJsonString();
    }

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
