using System.IO.Compression;
using System.Text.Json.Nodes;

namespace Build.Tests.LocalAws.CodePipeline;

/// <summary>Actions that run builds of CodeBuild's projects.</summary>
public sealed class BuildActionTests
{
    const string StartBuilds =
        """{Effect: Allow, Action: ["codebuild:StartBuild", "codebuild:BatchGetBuilds"], Resource: "*"}""";

    [Fact]
    public async Task Build_OfTheSource_LeavesArtifactsAndVariablesToTheActionsAfter()
    {
        await using var world = await PipelineWorld.StartAsync();
        await ProjectAsync(
            world,
            """
            version: 0.2
            env: {exported-variables: [SAID]}
            phases:
              build:
                commands:
                  - export SAID="$GREETING from $CODEBUILD_INITIATOR"
                  - mkdir out && sed "s/plain/built/" template.json > out/template.json
            artifacts: {base-directory: out, files: ["**/*"]}
            """
        );
        var id = await world.CreateAsync(
            Actions.Stage(
                "Build",
                Actions.Build(
                    "build",
                    ",\"EnvironmentVariables\":"
                        + JsonValue
                            .Create("""[{"name":"GREETING","value":"#{Source.CommitMessage}","type":"PLAINTEXT"}]""")
                            .ToJsonString(),
                    ",\"outputArtifacts\":[{\"name\":\"Built\"}],\"namespace\":\"Build\""
                )
            ),
            Actions.Stage(
                "Deploy",
                Actions
                    .Stack("one", Actions.Overrides("""{"Name":"/said","Text":"#{Build.SAID}"}"""))
                    .Replace("\"Code", "\"Built", StringComparison.Ordinal),
                Actions.Stack("two", runOrder: 2).Replace("\"Code", "\"Built", StringComparison.Ordinal)
            )
        );

        Assert.Equal("Succeeded", await world.EndedAsync(id));
        Assert.Equal("Change \"1\" from codepipeline/p", await world.ParameterAsync("/said"));
        Assert.Equal("built", await world.ParameterAsync("/kept"));
        var action = (await world.ActionAsync("Build", "build"))!;
        Assert.StartsWith("project:", action["externalExecutionId"]!.GetValue<string>(), StringComparison.Ordinal);
        Assert.Contains(":log-stream:", action["logStreamARN"]!.GetValue<string>(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Build_OfASource_FindsNoPermissionsTimesAndLinksOfTheRepository()
    {
        await using var world = await PipelineWorld.StartAsync();
        var zip = new MemoryStream();
        using (var archive = new ZipArchive(zip, ZipArchiveMode.Create, leaveOpen: true))
        {
            Add("template.json", 0x81A4, PipelineWorld.Template);
            Add("run.sh", 0x81ED, "echo run by $0");
            Add("link", 0xA1FF, "run.sh");

            void Add(string name, int mode, string text)
            {
                var entry = archive.CreateEntry(name);
                entry.ExternalAttributes = mode << 16;
                entry.LastWriteTime = new(2001, 1, 1, 0, 0, 0, TimeSpan.Zero);
                using var writer = new StreamWriter(entry.Open());
                writer.Write(text);
            }
        }
        zip.Position = 0;
        await world.World.Server.PushAsync(
            new("owner/repository", "main", new('2', 40)),
            zip,
            TestContext.Current.CancellationToken
        );
        await ProjectAsync(
            world,
            """
            version: 0.2
            phases:
              build:
                commands:
                  - test ! -x run.sh
                  - test ! -L link
                  - test "$(cat link)" = run.sh
                  - test "$(date -r run.sh +%Y)" != 2001
                  - bash ./run.sh
                  - if ./run.sh; then exit 1; fi
            """
        );

        var id = await world.CreateAsync(Actions.Stage("Build", Actions.Build("build")));

        Assert.Equal("Succeeded", await world.EndedAsync(id));
    }

    [Fact]
    public async Task Build_WithSeveralOutputs_LeavesEachOfItsSecondaryArtifactsUnderItsName()
    {
        await using var world = await PipelineWorld.StartAsync();
        await ProjectAsync(
            world,
            """
            version: 0.2
            phases:
              build:
                commands:
                  - mkdir first second
                  - sed "s/plain/one/" template.json > first/template.json
                  - sed "s/plain/two/" template.json > second/template.json
            artifacts:
              secondary-artifacts:
                First: {base-directory: first, files: ["**/*"]}
                Second: {base-directory: second, files: ["**/*"]}
            """
        );
        var id = await world.CreateAsync(
            Actions.Stage(
                "Build",
                Actions.Build("build", more: ",\"outputArtifacts\":[{\"name\":\"First\"},{\"name\":\"Second\"}]")
            ),
            Actions.Stage("Deploy", Of("First", "/one"), Of("Second", "/two"))
        );

        Assert.Equal("Succeeded", await world.EndedAsync(id));
        Assert.Equal("one", await world.ParameterAsync("/one"));
        Assert.Equal("two", await world.ParameterAsync("/two"));

        static string Of(string artifact, string name) =>
            Actions
                .Stack(artifact, Actions.Overrides($$"""{"Name":"{{name}}"}"""))
                .Replace("\"Code", "\"" + artifact, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Build_ThatFails_FailsItsActionWithThePhaseAndARetryBuildsAgain()
    {
        await using var world = await PipelineWorld.StartAsync();
        var folder = Directory.CreateTempSubdirectory("needed-by-a-build-");
        await ProjectAsync(world, $"version: 0.2\nphases: {{build: {{commands: ['rmdir {folder.FullName}/needed']}}}}");
        var id = await world.CreateAsync(Actions.Stage("Build", Actions.Build("build")));
        Assert.Equal("Failed", await world.EndedAsync(id));
        var error = (await world.ActionAsync("Build", "build"))!["errorDetails"]!;
        Assert.Equal("JobFailed", error["code"]!.GetValue<string>());
        Assert.StartsWith(
            "Build terminated with state: FAILED. Phase: BUILD, Code: COMMAND_EXECUTION_ERROR",
            error["message"]!.GetValue<string>(),
            StringComparison.Ordinal
        );

        folder.CreateSubdirectory("needed");
        await world.RetryAsync("Build", id);

        Assert.Equal("Succeeded", await world.EndedAsync(id));
        folder.Delete();
    }

    [Fact]
    public async Task Build_ThatTheRoleMayNotStart_NamesWhatIsMissing()
    {
        await using var world = await PipelineWorld.StartAsync(
            """{Effect: Allow, Action: ["s3:*", "kms:*"], Resource: "*"}"""
        );
        await ProjectAsync(world, "version: 0.2\nphases: {build: {commands: [\"true\"]}}");
        var id = await world.CreateAsync(Actions.Stage("Build", Actions.Build("build")));
        Assert.Equal("Failed", await world.EndedAsync(id));
        Assert.Contains(
            $"assumed-role/pipeline/{id} is not authorized to perform: codebuild:StartBuild",
            await world.ErrorAsync("Build", "build"),
            StringComparison.Ordinal
        );

        await world.Stacks.UpdateAsync(
            "base",
            PipelineWorld.Base($$"""{Effect: Allow, Action: ["s3:*", "kms:*"], Resource: "*"}, {{StartBuilds}}""")
        );
        await world.RetryAsync("Build", id);

        Assert.Equal("Succeeded", await world.EndedAsync(id));
    }

    /// <summary>A project of that buildspec whose builds may do everything.</summary>
    static async Task ProjectAsync(PipelineWorld world, string buildspec)
    {
        var stack = await world.Stacks.CreateAsync(
            "project",
            $$"""
            Resources:
              Role:
                Type: AWS::IAM::Role
                Properties:
                  AssumeRolePolicyDocument:
                    Version: "2012-10-17"
                    Statement: [{Effect: Allow, Principal: {Service: codebuild.amazonaws.com}, Action: sts:AssumeRole}]
                  ManagedPolicyArns: ["arn:aws:iam::aws:policy/AdministratorAccess"]
              Project:
                Type: AWS::CodeBuild::Project
                Properties:
                  Name: project
                  ServiceRole: !GetAtt Role.Arn
                  Artifacts: {Type: CODEPIPELINE}
                  Environment: {Type: LINUX_CONTAINER, Image: "aws/codebuild/standard:7.0", ComputeType: BUILD_GENERAL1_SMALL}
                  Source: {Type: CODEPIPELINE, BuildSpec: {{JsonValue.Create(buildspec).ToJsonString()}} }
            """
        );
        Assert.Equal("CREATE_COMPLETE", CloudFormation.QueryClient.Value(stack, "StackStatus"));
    }
}
