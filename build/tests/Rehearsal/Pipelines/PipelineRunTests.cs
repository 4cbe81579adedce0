using Build.Tests.LocalAws.CodePipeline;
using Deployment;
using Rehearsal;
using Rehearsal.Pipelines;
using Settings;

namespace Build.Tests.Rehearsal.Pipelines;

/// <summary>Small pipelines, rehearsed: denied, mended, retried, approved, changed by themselves.</summary>
public sealed class PipelineRunTests
{
    const string Logs = """{Effect: Allow, Action: ["logs:*", "s3:*"], Resource: "*"}""";
    const string ReadingAnother = """
        , {Sid: ReadParameters, Effect: Allow, Action: "ssm:GetParameters", Resource: "arn:aws:ssm:*:*:parameter/another"}
        """;
    const string Reading = """, {Effect: Allow, Action: ssm:GetParameters, Resource: "*"}""";

    static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Watch_BuildThatLacksAPermission_NamesTheStatementAndRetryGoesOnOnceItIsMended()
    {
        await using var rehearsed = await RehearsedWorld.StartAsync();
        await rehearsed.World.Stacks.CreateAsync("builds", Builds(Logs + ReadingAnother));
        await rehearsed.World.CreateAsync(Actions.Stage("Release", Actions.Build("Infra")));

        var first = await rehearsed.RehearseAsync();
        var finding = Assert.Single(DenialFindings.Of(rehearsed.Log.Denied));
        await rehearsed.World.Stacks.UpdateAsync("builds", Builds(Logs + Reading));
        var second = await rehearsed.RetryAsync();
        rehearsed.Report.Write();

        Assert.False(first);
        Assert.True(second);
        Assert.Equal("MissingPermission", finding.Code);
        Assert.Equal(
            $"arn:aws:iam::{PipelineWorld.Account}:role/builder may not ssm:GetParameters on arn:aws:ssm:eu-west-1:{PipelineWorld.Account}:parameter/wanted",
            finding.What
        );
        Assert.Contains(
            "Statement ReadParameters of identity-based policy all allows ssm:GetParameters, on other resources only",
            finding.Why
        );
        Assert.Contains("is not authorized to perform: ssm:GetParameters", finding.Why[0], StringComparison.Ordinal);
        Assert.Equal(
            """
            {
              "Effect": "Allow",
              "Action": "ssm:GetParameters",
              "Resource": "arn:aws:ssm:eu-west-1:123456789012:parameter/wanted"
            }
            """.Split('\n'),
            finding.Why.TakeLast(5)
        );
        Assert.Contains("Release / Infra FAILED in", rehearsed.Said, StringComparison.Ordinal);
        Assert.Contains(
            "Phase context status code: Decrypted Variables Error",
            rehearsed.Said,
            StringComparison.Ordinal
        );
        Assert.Contains("Release / Infra succeeded in", rehearsed.Said, StringComparison.Ordinal);
        Assert.Contains($"arn:aws:iam::{PipelineWorld.Account}:role/builder", rehearsed.Said, StringComparison.Ordinal);
        Assert.Contains("ssm: GetParameters 1", rehearsed.Said, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Retry_WhereNothingHasFailed_SaysToRehearseAnewWhichRuns()
    {
        await using var rehearsed = await RehearsedWorld.StartAsync();
        await rehearsed.World.CreateAsync(Actions.Stage("Release", Actions.Approval("Approve")));
        Assert.True(await rehearsed.RehearseAsync());

        var error = await Assert.ThrowsAsync<BuildException>(rehearsed.RetryAsync);
        var finding = Assert.Single(error.Findings);

        Assert.Equal((RehearsalCodes.NothingToRetry, "./build.sh --target=Rehearse"), (finding.Code, finding.Next));
        Assert.True(await rehearsed.RehearseAsync());
    }

    [Fact]
    public async Task Watch_PipelineThatAddsAStageToItself_TellsTheRestartAndTheNewStage()
    {
        await using var rehearsed = await RehearsedWorld.StartAsync();
        var renew = Actions.Stage(
            "Renew",
            Actions.Deploy(
                "Self",
                "\"ActionMode\":\"CREATE_UPDATE\",\"TemplatePath\":\"Code::self.json\"",
                stack: "self"
            )
        );
        var added = Actions.Stage("Added", Actions.Stack("one"));
        await rehearsed.World.PushAsync(
            "1",
            ("self.json", PipelineWorld.StackOf(renew)),
            ("template.json", PipelineWorld.Template)
        );
        await rehearsed.World.Stacks.CreateAsync("self", PipelineWorld.StackOf(renew));
        var before = await rehearsed.RehearseAsync();
        var first = rehearsed.Said;
        await rehearsed.World.PushAsync(
            "2",
            ("self.json", PipelineWorld.StackOf(renew, added)),
            ("template.json", PipelineWorld.Template)
        );

        var after = await rehearsed.RehearseAsync();

        Assert.True(before);
        Assert.True(after);
        Assert.DoesNotContain("Added", first, StringComparison.Ordinal);
        Assert.Contains(
            "Renew / Self was given up: the pipeline changed itself",
            rehearsed.Said,
            StringComparison.Ordinal
        );
        Assert.Contains("Added / one succeeded", rehearsed.Said, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Watch_PipelineThatAsksForApproval_ApprovesAndGoesOn()
    {
        await using var rehearsed = await RehearsedWorld.StartAsync();
        await rehearsed.World.CreateAsync(
            Actions.Stage("Release", Actions.Approval("Approve"), Actions.Stack("one", runOrder: 2))
        );

        Assert.True(await rehearsed.RehearseAsync());

        Assert.Contains(
            "Release / Approve is approved: a rehearsal waits for nobody",
            rehearsed.Said,
            StringComparison.Ordinal
        );
        Assert.Contains("Release / one succeeded", rehearsed.Said, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Push_ToABucket_IsWhatThePipelineTakesEachTime()
    {
        await using var rehearsed = await RehearsedWorld.StartAsync();
        var repository = new SourceRepository(
            rehearsed.World.World.Server,
            new CicdSettings(PipelineWorld.Account, "eu-west-1")
        );
        await PushAsync("one");
        await rehearsed.World.CreateAsync(
            PipelineWorld.Of(
                Actions.Source("S3", """{"S3Bucket":"pushed-here","S3ObjectKey":"source.zip"}"""),
                Actions.Stage("Deploy", Actions.Stack("one"))
            )
        );
        Assert.True(await rehearsed.RehearseAsync());
        Assert.Equal("one", await rehearsed.World.ParameterAsync("/kept"));

        await PushAsync("two");

        Assert.True(await rehearsed.RehearseAsync());
        Assert.Equal("two", await rehearsed.World.ParameterAsync("/kept"));

        async Task PushAsync(string text)
        {
            var file = Path.GetTempFileName();
            await using (var zip = File.Create(file))
                await PipelineWorld
                    .Zip(("template.json", PipelineWorld.Template.Replace("plain", text, StringComparison.Ordinal)))
                    .CopyToAsync(zip, Cancellation);
            await repository.PushAsync(
                new("id", "message", file),
                new PushTarget.Object("pushed-here", "source.zip"),
                Cancellation
            );
            File.Delete(file);
        }
    }

    static string Builds(string statements) =>
        $$"""
            Resources:
              Wanted: {Type: AWS::SSM::Parameter, Properties: {Name: /wanted, Type: String, Value: found} }
              Role:
                Type: AWS::IAM::Role
                Properties:
                  RoleName: builder
                  AssumeRolePolicyDocument:
                    Version: "2012-10-17"
                    Statement: [{Effect: Allow, Principal: {Service: codebuild.amazonaws.com}, Action: sts:AssumeRole}]
                  Policies:
                    - PolicyName: all
                      PolicyDocument: {Version: "2012-10-17", Statement: [{{statements}}]}
              Project:
                Type: AWS::CodeBuild::Project
                Properties:
                  Name: project
                  ServiceRole: !GetAtt Role.Arn
                  Artifacts: {Type: CODEPIPELINE}
                  Source:
                    Type: CODEPIPELINE
                    BuildSpec: |
                      version: 0.2
                      env: {parameter-store: {WANTED: /wanted} }
                      phases: {build: {commands: ["test $WANTED = found && test -f template.json"] } }
                  Environment: {Type: LINUX_CONTAINER, Image: any, ComputeType: any}
            """;
}
