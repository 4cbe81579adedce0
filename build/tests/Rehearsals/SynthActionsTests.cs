using Build.Tests.Build;
using Build.Tests.Deployment;
using Build.Tests.Findings;
using Build.Tests.LocalAws;
using Build.Tests.Releases.Bootstraps;
using Deployment;
using Deployment.Assemblies;
using Deployment.Processes;
using Diagnosis;
using Steps;

namespace Build.Tests.Rehearsals;

/// <summary>What is to be done about files that a target makes: that target, whose tools are shell scripts here.</summary>
public sealed class SynthActionsTests : IAsyncLifetime
{
    const string Node = """
        case "$*" in
          --version) echo v20.20.0 ;;
          *.projenrc.ts)
            mkdir -p .projen
            echo '{"files":["generated.json"]}' > .projen/files.json
            cat .projenrc.ts > generated.json ;;
          *aws-cdk/bin/cdk*)
            mkdir -p cdk.out
            cp -r "$STAGE/assembly/." cdk.out ;;
        esac
        """;

    const string Yarn = """
        [ "$1" != --version ] || { echo 4.18.1; exit; }
        for program in typescript-native/bin/tsc oxlint/bin/oxlint aws-cdk/bin/cdk jest/bin/jest.js cdk-assets/bin/cdk-assets; do
          mkdir -p "node_modules/${program%/*}"
          touch "node_modules/$program"
        done
        echo '{"version":"1.0.0"}' > node_modules/aws-cdk/package.json
        mkdir -p node_modules/aws-cdk/lib/api/bootstrap
        cp "$STAGE/bootstrap.yaml" node_modules/aws-cdk/lib/api/bootstrap/bootstrap-template.yaml
        """;

    readonly TemporaryStage stage = new();
    DeploymentWorld world = null!;
    BuildProgram program = null!;

    string Assembly => Path.Combine(program.Root, "infra", "cdk.out");

    static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Shell scripts stand in for the tools.");
        world = await DeploymentWorld.StartAsync();
        await FiveStacks.MakeBucketAsync(world);
        var key = world.Server.AdministratorOf(LocalWorld.Management);
        program = new BuildProgram
        {
            SearchPath = $"{stage.Folder}:/usr/bin:/bin",
            Variables = new Dictionary<string, string>
            {
                ["STAGE"] = stage.Folder,
                [ToolEnvironment.MoreVariable] = "STAGE",
                ["AWS_ENDPOINT_URL"] = world.Server.Endpoint.ToString(),
                ["AWS_ACCESS_KEY_ID"] = key.AccessKeyId,
                ["AWS_SECRET_ACCESS_KEY"] = key.SecretAccessKey,
                ["AWS_EC2_METADATA_DISABLED"] = "true",
            },
        };
        stage.AddTool("node", "set -e", Node);
        stage.AddTool("npm");
        stage.AddTool("dotnet");
        stage.AddTool("yarn", "set -e", Yarn);
        FiveStacks.Write(Path.Combine(stage.Folder, "assembly"));
        await File.WriteAllTextAsync(
            Path.Combine(stage.Folder, "bootstrap.yaml"),
            Templates.Bootstrap(33),
            Cancellation
        );
        Write("infra/.gitignore", "node_modules\ncdk.out\n");
        Write("infra/package.json", """{"devDependencies":{"aws-cdk":"1.0.0"}}""");
        Write("infra/yarn.lock", "packages\n");
        Write("infra/.projenrc.ts", "generate\n");
        Write("infra/src/main.ts", "stacks\n");
    }

    [Fact]
    public void Deploy_AssembliesThatAreNotWhole_AreWholeOnceSynthHasRun()
    {
        AssertMended(FindingCodes.AssemblyNotFound);

        File.WriteAllText(Path.Combine(Assembly, "manifest.json"), "{");
        AssertMended(FindingCodes.InvalidJson);

        Replace("manifest.json", "\"version\":\"54.0.0\"", "\"version\":\"x\"");
        AssertMended(FindingCodes.InvalidManifest);

        File.Delete(Path.Combine(Assembly, "Four.template.json"));
        Replace("manifest.json", "\"templateFile\":\"Two.template.json\"", "\"templateFile\":7");
        Replace("manifest.json", "[\"Three.assets\",\"Two\"]", "[\"Three.assets\",\"Nobody\"]");
        AssertMended(FindingCodes.InvalidManifest, FindingCodes.MissingFile, FindingCodes.UnknownDependency);
    }

    [Fact]
    public void Bootstrap_WithoutItsTemplate_FindsItOnceThePackagesAreInstalled()
    {
        string[] bootstrap = ["--target=Bootstrap", "--exclusive", "--project=infra", "--environment=account1"];

        var finding = PrintedFindings.Single(program.Run(bootstrap));
        Follow(finding, "--project=infra");
        var mended = program.Run(bootstrap);

        Assert.Equal(FindingCodes.BootstrapTemplateNotFound, finding.Code);
        Assert.True(mended.ExitCode == 0, mended.Output + mended.Errors);
    }

    /// <summary>It compares with what bootstrapping has written down, and asks AWS nothing.</summary>
    [Fact]
    public void Synth_AssembliesThatNeedMoreThanIsAllowed_SaysSoUntilBootstrapHasRun()
    {
        program.Settings = program.Settings.Replace(
            "[\"arn:{partition}:iam::aws:policy/AdministratorAccess\"]",
            "\"leastPrivilege\"",
            StringComparison.Ordinal
        );
        string[] synth = ["--target=Synth", "--exclusive", "--project=infra"];
        program.Run("--target=Install", "--project=infra");

        var before = program.Run(synth);
        Assert.True(before.ExitCode == 0, Text(before));
        Assert.Contains($"[{DiagnosisCodes.ExecutionPolicyOutgrown}]", Text(before), StringComparison.Ordinal);
        var line = Text(before).Split('\n').Single(line => line.Contains("of account1 ", StringComparison.Ordinal));
        var command = line[line.IndexOf("./build.sh ", StringComparison.Ordinal)..].Trim();
        var bootstrap = program.Run([.. command.Split(' ')[1..], "--exclusive", "--project=infra"]);
        var after = program.Run(synth);

        Assert.True(bootstrap.ExitCode == 0, Text(bootstrap));
        Assert.Contains("ssm:GetParameters", line, StringComparison.Ordinal);
        Assert.Equal("./build.sh --target=Bootstrap --environment=account1", command);
        Assert.DoesNotContain("execution policies of account1", Text(after), StringComparison.Ordinal);
        Assert.Contains("execution policies of account2", Text(after), StringComparison.Ordinal);

        static string Text(ProgramRun run) => run.Output + run.Errors;
    }

    /// <summary>Every time, also where nothing is synthesized because nothing changed.</summary>
    [Fact]
    public void Synth_StatementThatNeverWorks_IsWarnedOf()
    {
        PolicedApp.Write(
            Path.Combine(stage.Folder, "assembly"),
            (
                "Policy",
                """
                { "Type": "AWS::IAM::ManagedPolicy", "Properties": { "PolicyDocument": { "Version": "2012-10-17",
                  "Statement": { "Effect": "Allow", "Action": "s3:GetObjekt", "Resource": "*" } } } }
                """
            )
        );
        string[] synth = ["--target=Synth", "--exclusive", "--project=infra"];
        program.Run("--target=Install", "--project=infra");

        Assert.All(
            [program.Run(synth), program.Run(synth)],
            run =>
            {
                Assert.True(run.ExitCode == 0, run.Output + run.Errors);
                Assert.Contains(
                    $"[{DiagnosisCodes.ActionNotFound}]",
                    run.Output + run.Errors,
                    StringComparison.Ordinal
                );
            }
        );
    }

    [Fact]
    public void Build_WithoutPackages_FindsThemOnceTheyAreInstalled()
    {
        string[] synth = ["--target=Synth", "--exclusive", "--project=infra"];

        var findings = PrintedFindings.Of(program.Run(synth));
        var finding = Assert.Single(findings.DistinctBy(finding => (finding.Code, finding.Next)));
        Follow(finding);
        var mended = program.Run(synth);

        Assert.Equal(StepCodes.NotInstalled, finding.Code);
        Assert.True(mended.ExitCode == 0, mended.Output + mended.Errors);
    }

    /// <summary>Whatever stands in for cdk-assets does nothing: what counts is that it is found.</summary>
    [Fact]
    public void Deploy_ImageWithoutCdkAssets_FindsItOnceThePackagesAreInstalled()
    {
        PlaceAssembly();
        Directory.CreateDirectory(Path.Combine(Assembly, "image"));
        Replace(
            "One.assets.json",
            "\"files\":",
            """
            "dockerImages": {"1": {"source": {"directory": "image"}, "destinations": {"here": {
              "repositoryName": "images", "imageTag": "1",
              "assumeRoleArn": "arn:${AWS::Partition}:iam::${AWS::AccountId}:role/OrganizationAccountAccessRole"}}}},
            "files":
            """
        );
        string[] deploy = ["--target=Deploy", "--exclusive", "--project=infra", "--require-approval=never"];

        var finding = PrintedFindings.Single(program.Run([.. deploy, "--stacks=One"]));
        Follow(finding, "--project=infra");
        var mended = program.Run([.. deploy, "--stacks=One"]);

        Assert.Equal(FindingCodes.CdkAssetsMissing, finding.Code);
        Assert.True(mended.ExitCode == 0, mended.Output + mended.Errors);
    }

    /// <summary>As if it had been copied to where a deployment to AWS itself takes it from, whose plan is all that is asked for.</summary>
    [Fact]
    public void Deploy_ARehearsalsAssembly_IsTheAppsOwnOnceSynthHasRun()
    {
        Follow(new(FindingCodes.AssemblyNotFound, "", "./build.sh --target=Install"), "--project=infra");
        PlaceAssembly();
        RehearsalMark.Write(Assembly);
        var real = program.Variables.Where(variable =>
            !variable.Key.StartsWith("AWS_ENDPOINT", StringComparison.Ordinal)
        );
        string[] deploy = ["--target=Deploy", "--exclusive", "--project=infra", "--dryrun"];

        var finding = PrintedFindings.Single(Run(real, deploy));
        var synth = Run(real, [.. finding.Next!.Split(' ')[1..], "--exclusive", "--project=infra"]);
        var mended = Run(real, deploy);

        Assert.Equal(FindingCodes.RehearsedAssembly, finding.Code);
        Assert.True(synth.ExitCode == 0, synth.Output + synth.Errors);
        Assert.True(mended.ExitCode == 0, mended.Output + mended.Errors);
    }

    /// <summary>A build server's checkout is as it was pushed, and a laptop's is what is pushed next.</summary>
    [Fact]
    public void Projen_GeneratedFileThatWasEdited_PassesOnABuildServerOnceProjenHasRun()
    {
        var server = program.Variables.Append(new("CI", "true"));
        string[] projen = ["--target=Projen", "--project=infra"];
        var first = program.Run(projen);
        Write("infra/generated.json", "edited by hand\n");

        var finding = PrintedFindings.Single(Run(server, projen));
        Write("infra/generated.json", "edited by hand\n");
        Follow(finding with { Next = finding.Next!.Split(", and commit")[0] });
        var mended = Run(server, projen);

        Assert.True(first.ExitCode == 0, first.Output + first.Errors);
        Assert.Equal(StepCodes.StaleGeneratedFiles, finding.Code);
        Assert.True(mended.ExitCode == 0, mended.Output + mended.Errors);
    }

    /// <summary>The app's Cloud Assembly, as if it had been synthesized.</summary>
    void PlaceAssembly()
    {
        Directory.CreateDirectory(Assembly);
        foreach (var file in Directory.EnumerateFiles(Path.Combine(stage.Folder, "assembly")))
            File.Copy(file, Path.Combine(Assembly, Path.GetFileName(file)));
    }

    ProgramRun Run(IEnumerable<KeyValuePair<string, string>> variables, string[] arguments) =>
        BuildProgram.End(program.Start(arguments, variables.ToDictionary()));

    public async ValueTask DisposeAsync()
    {
        program?.Dispose();
        stage.Dispose();
        if (world is not null)
            await world.DisposeAsync();
    }

    /// <summary>A deployment fails of all that, and of nothing once what each finding says is done.</summary>
    void AssertMended(params FindingCode[] codes)
    {
        string[] deploy = ["--target=Deploy", "--exclusive", "--project=infra", "--require-approval=never"];
        var failed = program.Run(deploy);
        var findings = PrintedFindings.Of(failed);

        Assert.Equal(codes.Select(code => code.Name), findings.Select(finding => finding.Code.Name).Distinct().Order());
        foreach (var finding in findings.DistinctBy(finding => finding.Next))
            Follow(finding, "--project=infra");
        var mended = program.Run(deploy);
        Assert.True(mended.ExitCode == 0, mended.Output + mended.Errors);
    }

    /// <param name="more">Keeps a target to the one project that there is.</param>
    void Follow(Finding finding, params string[] more)
    {
        Assert.StartsWith("./build.sh ", finding.Next, StringComparison.Ordinal);
        var run = program.Run([.. finding.Next!.Split("  ")[0].Split(' ')[1..], .. more]);
        Assert.True(run.ExitCode == 0, finding.Next + run.Output + run.Errors);
    }

    void Replace(string name, string what, string with)
    {
        var file = Path.Combine(Assembly, name);
        var text = File.ReadAllText(file);
        Assert.Contains(what, text, StringComparison.Ordinal);
        File.WriteAllText(file, text.Replace(what, with, StringComparison.Ordinal));
    }

    void Write(string path, string text)
    {
        var file = Path.Combine(program.Root, path);
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        File.WriteAllText(file, text);
    }
}
