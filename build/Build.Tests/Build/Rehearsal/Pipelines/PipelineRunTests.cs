using Build.Rehearsal.Pipelines;
using Build.Tests.LocalAws;
using Build.Tests.LocalAws.CodePipeline;

namespace Build.Tests.Build.Rehearsal.Pipelines;

/// <summary>A small pipeline with a build that may not what it needs, rehearsed, mended and retried.</summary>
public sealed class PipelineRunTests
{
    const string Logs = """{Effect: Allow, Action: ["logs:*", "s3:*"], Resource: "*"}""";
    const string Reading = """, {Effect: Allow, Action: ssm:GetParameters, Resource: "*"}""";

    static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Watch_BuildThatLacksAPermission_NamesItAndRetryGoesOnOnceItIsMended()
    {
        var log = new RehearsalLog(TimeProvider.System);
        await using var world = await PipelineWorld.StartAsync(change: options =>
            options with
            {
                Decided = log.Decide,
                CodeBuild = options.CodeBuild with { Changed = log.Note, Log = log.Hear },
            }
        );
        await world.Stacks.CreateAsync("builds", Builds(Logs));
        var output = new StringWriter();
        var report = new RehearsalReport(output, log);
        using var calls = new LocalCalls(
            world.World.Server.Endpoint,
            world.World.Server.AdministratorOf(PipelineWorld.Account),
            "eu-west-1",
            TimeProvider.System
        );
        await world.CreateAsync(Actions.Stage("Release", Actions.Build("Infra")));
        var run = new PipelineRun(calls, "p", TimeProvider.System);

        await run.StartAsync(Cancellation);
        var first = await run.WatchAsync(new HashSet<string>(), report.Tell, Cancellation);
        var denied = Assert.Single(log.Denied).Message;
        var before = (await run.ActionsAsync(Cancellation)).Select(action => action.Id).ToHashSet();
        await world.Stacks.UpdateAsync("builds", Builds(Logs + Reading));
        await run.RetryAsync(Cancellation);
        var second = await run.WatchAsync(before, report.Tell, Cancellation);
        report.Write();

        Assert.False(first);
        Assert.True(second);
        Assert.Contains("assumed-role/builder/", denied, StringComparison.Ordinal);
        Assert.Contains("is not authorized to perform: ssm:GetParameters", denied, StringComparison.Ordinal);
        var text = output.ToString();
        Assert.Contains("Release / Infra FAILED in", text, StringComparison.Ordinal);
        Assert.Contains("Phase context status code: Decrypted Variables Error", text, StringComparison.Ordinal);
        Assert.Contains("Release / Infra succeeded in", text, StringComparison.Ordinal);
        Assert.Contains($"arn:aws:iam::{PipelineWorld.Account}:role/builder", text, StringComparison.Ordinal);
        Assert.Contains("ssm: GetParameters 1", text, StringComparison.Ordinal);
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
