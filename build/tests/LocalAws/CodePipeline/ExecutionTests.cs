using System.IO.Compression;
using System.Text.Json.Nodes;

namespace Build.Tests.LocalAws.CodePipeline;

/// <summary>How executions go from stage to stage.</summary>
public sealed class ExecutionTests
{
    static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task CreatePipeline_WithAPushedCommit_RunsItsStagesInOrder()
    {
        await using var world = await PipelineWorld.StartAsync();
        var id = await world.CreateAsync(
            Actions.Stage("One", Actions.Stack("one", Actions.Overrides("""{"Name":"/one"}"""))),
            Actions.Stage("Two", Actions.Stack("two"))
        );
        Assert.Equal("Succeeded", await world.EndedAsync(id));
        Assert.Equal(
            ["Two/two Succeeded", "One/one Succeeded", "Source/Checkout Succeeded"],
            await world.RunsAsync(id)
        );
        Assert.Equal("plain", await world.ParameterAsync("/one"));
        var state = await world.StageAsync("Two");
        Assert.Equal("Succeeded", state["latestExecution"]!["status"]!.GetValue<string>());
        Assert.Contains("stack/two/", state.ToJsonString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Source_OfAPushedCommit_IsInTheArtifactBucketAsItWasPushed()
    {
        await using var world = await PipelineWorld.StartAsync();
        var id = await world.CreateAsync(Actions.Stage("One", Actions.Stack("one")));
        Assert.Equal("Succeeded", await world.EndedAsync(id));
        var source = (await world.DetailsAsync(id))[^1];
        var location = source["output"]!["outputArtifacts"]![0]!["s3location"]!;
        using var s3 = new Amazon.S3.AmazonS3Client(
            world.World.Administrator(PipelineWorld.Account),
            world.World.Configure(new Amazon.S3.AmazonS3Config())
        );
        using var artifact = await s3.GetObjectAsync(
            location["bucket"]!.GetValue<string>(),
            location["key"]!.GetValue<string>(),
            Cancellation
        );
        Assert.StartsWith("p/Code/", location["key"]!.GetValue<string>(), StringComparison.Ordinal);
        Assert.Equal("aws:kms", artifact.ServerSideEncryptionMethod.Value);
        using var buffer = new MemoryStream();
        await artifact.ResponseStream.CopyToAsync(buffer, Cancellation);
        await using var zip = new ZipArchive(buffer, ZipArchiveMode.Read);
        using var reader = new StreamReader(await Assert.Single(zip.Entries).OpenAsync(Cancellation));
        Assert.Equal(PipelineWorld.Template, await reader.ReadToEndAsync(Cancellation));
        Assert.Equal(new string('1', 40), source["output"]!["outputVariables"]!["CommitId"]!.GetValue<string>());
        Assert.Equal("****", source["input"]!["resolvedConfiguration"]!["OAuthToken"]!.GetValue<string>());
    }

    [Fact]
    public async Task Actions_OfOneRunOrder_RunAtTheSameTimeAndTheNextAfterAll()
    {
        await using var world = await PipelineWorld.StartAsync();
        var id = await world.CreateAsync(
            Actions.Stage("Ask", Actions.Approval("one"), Actions.Approval("two"), Actions.Approval("last", 2))
        );
        await world.TokenAsync("Ask", "one");
        await world.AnswerAsync("Ask", "two");
        Assert.Null(await world.ActionAsync("Ask", "last"));
        await world.AnswerAsync("Ask", "one");
        await world.AnswerAsync("Ask", "last");
        Assert.Equal("Succeeded", await world.EndedAsync(id));
    }

    [Fact]
    public async Task Action_ThatFails_StopsTheExecutionAndARetryRunsItAlone()
    {
        await using var world = await PipelineWorld.StartAsync();
        await world.PushAsync(
            "2",
            ("template.json", PipelineWorld.Template),
            (
                "needy.json",
                """{"Parameters":{"P":{"Type":"AWS::SSM::Parameter::Value<String>","Default":"/needed"}},"Resources":{"A":{"Type":"AWS::SNS::Topic"}}}"""
            )
        );
        var id = await world.CreateAsync(
            Actions.Stage(
                "Deploy",
                Actions.Stack("good"),
                Actions.Deploy("bad", "\"ActionMode\":\"CREATE_UPDATE\",\"TemplatePath\":\"Code::needy.json\"")
            ),
            Actions.Stage("After", Actions.Approval("ask"))
        );

        Assert.Equal("Failed", await world.EndedAsync(id));
        Assert.Contains("/needed", await world.ErrorAsync("Deploy", "bad"), StringComparison.Ordinal);
        Assert.Null((await world.StageAsync("After"))["latestExecution"]);

        await world.PutParameterAsync("/needed", "here");
        await world.RetryAsync("Deploy", id);
        await world.AnswerAsync("After", "ask");
        Assert.Equal("Succeeded", await world.EndedAsync(id));
        Assert.Equal(
            ["Deploy/bad Failed", "Deploy/bad Succeeded", "Deploy/good Succeeded"],
            (await world.RunsAsync(id)).Where(run => run.StartsWith("Deploy", StringComparison.Ordinal)).Order()
        );
    }

    [Fact]
    public async Task RetryStageExecution_OfAllActions_RunsThoseThatSucceededToo()
    {
        await using var world = await PipelineWorld.StartAsync();
        var id = await world.CreateAsync(Actions.Stage("Ask", Actions.Approval("one"), Actions.Approval("two", 2)));
        await world.AnswerAsync("Ask", "one");
        await world.AnswerAsync("Ask", "two", "Rejected");
        Assert.Equal("Failed", await world.EndedAsync(id));

        await world.RetryAsync("Ask", id, "ALL_ACTIONS");
        await world.AnswerAsync("Ask", "one");
        await world.AnswerAsync("Ask", "two");

        Assert.Equal("Succeeded", await world.EndedAsync(id));
        Assert.Equal(
            "StageNotRetryableException",
            await world.Pipelines.RefusedAsync(
                PipelineWorld.Account,
                "RetryStageExecution",
                new()
                {
                    ["pipelineName"] = "p",
                    ["stageName"] = "Ask",
                    ["pipelineExecutionId"] = id,
                    ["retryMode"] = "FAILED_ACTIONS",
                }
            )
        );
    }

    [Fact]
    public async Task PutApprovalResult_WithARejectionOrAForeignToken_FailsTheStageOrIsRefused()
    {
        await using var world = await PipelineWorld.StartAsync();
        var id = await world.CreateAsync(Actions.Stage("Ask", Actions.Approval("one")));
        var token = await world.TokenAsync("Ask", "one");
        var foreign = Guid.NewGuid().ToString();
        Assert.Equal("InvalidApprovalTokenException", await RefusedAsync(foreign));

        await world.AnswerAsync("Ask", "one", "Rejected");

        Assert.Equal("Failed", await world.EndedAsync(id));
        Assert.Contains("so be it", await world.ErrorAsync("Ask", "one"), StringComparison.Ordinal);
        Assert.Equal("ApprovalAlreadyCompletedException", await RefusedAsync(token));

        Task<string> RefusedAsync(string with) =>
            world.Pipelines.RefusedAsync(
                PipelineWorld.Account,
                "PutApprovalResult",
                PipelineWorld.ResultOf("Ask", "one", with, "Approved")
            );
    }

    [Fact]
    public async Task Variables_OfSourceExecutionAndPipeline_ReachTheActionsAfter()
    {
        await using var world = await PipelineWorld.StartAsync();
        var text = "#{Source.CommitMessage} #{codepipeline.PipelineExecutionId} #{variables.Team}";
        var overrides = new JsonObject { ["Text"] = text }.ToJsonString();
        var definition = PipelineWorld.Definition(
            Actions.Stage("One", Actions.Stack("one", Actions.Overrides(overrides), more: ",\"namespace\":\"First\"")),
            Actions.Stage("Two", Actions.Stack("two", Actions.Overrides("""{"Name":"/two","Text":"#{First.Said}!"}""")))
        );
        definition["variables"] = new JsonArray(new JsonObject { ["name"] = "Team", ["defaultValue"] = "blue" });

        var id = await world.CreateAsync(definition);

        Assert.Equal("Succeeded", await world.EndedAsync(id));
        Assert.Equal($"Change \"1\" {id} blue", await world.ParameterAsync("/kept"));
        Assert.Equal($"Change \"1\" {id} blue!", await world.ParameterAsync("/two"));
    }

    [Fact]
    public async Task Executions_ThatWaitForAStage_AreSupersededByTheNewest()
    {
        await using var world = await PipelineWorld.StartAsync();
        var first = await world.CreateAsync(Actions.Stage("Ask", Actions.Approval("one")));
        await world.TokenAsync("Ask", "one");
        var second = await world.StartAsync();
        await Waiting.UntilAsync(async () =>
            (await world.StageAsync("Ask"))["inboundExecution"]?["pipelineExecutionId"]!.GetValue<string>() == second
        );
        var third = await world.StartAsync();

        Assert.Equal("Superseded", await world.EndedAsync(second));
        await world.AnswerAsync("Ask", "one");
        Assert.Equal("Succeeded", await world.EndedAsync(first));
        await world.AnswerAsync("Ask", "one");
        Assert.Equal("Succeeded", await world.EndedAsync(third));
    }

    [Fact]
    public async Task StopPipelineExecution_ThatWaitsOrAbandons_EndsStopped()
    {
        await using var world = await PipelineWorld.StartAsync();
        var first = await world.CreateAsync(Actions.Stage("Ask", Actions.Approval("one"), Actions.Approval("two", 2)));
        await world.TokenAsync("Ask", "one");
        await StopAsync(first, abandon: false);
        Assert.Equal("Stopping", await world.StatusAsync(first));
        await world.AnswerAsync("Ask", "one");
        Assert.Equal("Stopped", await world.EndedAsync(first));

        var second = await world.StartAsync();
        await world.TokenAsync("Ask", "one");
        await StopAsync(second, abandon: true);
        Assert.Equal("Stopped", await world.EndedAsync(second));
        Assert.Equal(["Ask/one Abandoned", "Source/Checkout Succeeded"], await world.RunsAsync(second));

        Task StopAsync(string id, bool abandon) =>
            world.CallAsync(
                "StopPipelineExecution",
                new()
                {
                    ["pipelineName"] = "p",
                    ["pipelineExecutionId"] = id,
                    ["abandon"] = abandon,
                }
            );
    }

    [Fact]
    public async Task DisableStageTransition_BeforeAStage_HoldsExecutionsUntilItIsEnabled()
    {
        await using var world = await PipelineWorld.StartAsync();
        var first = await world.CreateAsync(Actions.Stage("One", Actions.Stack("one")));
        Assert.Equal("Succeeded", await world.EndedAsync(first));
        await TransitionAsync("DisableStageTransition");

        var id = await world.StartAsync();
        await Waiting.UntilAsync(async () => (await world.StageAsync("One"))["inboundExecution"] is not null);
        await TransitionAsync("EnableStageTransition");

        Assert.Equal("Succeeded", await world.EndedAsync(id));

        Task TransitionAsync(string operation) =>
            world.CallAsync(
                operation,
                new()
                {
                    ["pipelineName"] = "p",
                    ["stageName"] = "One",
                    ["transitionType"] = "Inbound",
                    ["reason"] = "not yet",
                }
            );
    }
}
