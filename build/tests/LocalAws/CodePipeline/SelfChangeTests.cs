using System.Text.Json.Nodes;
using static Build.Tests.LocalAws.CloudFormation.QueryClient;

namespace Build.Tests.LocalAws.CodePipeline;

/// <summary>A pipeline that a stack makes and changes, as CDK pipelines change themselves.</summary>
public sealed class SelfChangeTests
{
    [Fact]
    public async Task UpdateStack_WhileAnExecutionRuns_CancelsItAndStartsOneWithTheNewStage()
    {
        await using var world = await PipelineWorld.StartAsync();
        await world.Stacks.CreateAsync(
            "pipeline",
            PipelineWorld.StackOf(Actions.Stage("Ask", Actions.Approval("one")))
        );
        var first = await world.LatestAsync();
        await world.TokenAsync("Ask", "one");

        await world.Stacks.UpdateAsync(
            "pipeline",
            PipelineWorld.StackOf(
                Actions.Stage("Ask", Actions.Approval("one")),
                Actions.Stage("Added", Actions.Approval("two"))
            )
        );

        var second = await world.LatestAsync();
        Assert.NotEqual(first, second);
        Assert.Equal("Cancelled", await world.StatusAsync(first));
        Assert.Equal(["Ask/one Abandoned", "Source/Checkout Succeeded"], await world.RunsAsync(first));
        await world.AnswerAsync("Ask", "one");
        await world.AnswerAsync("Added", "two");
        Assert.Equal("Succeeded", await world.EndedAsync(second));
        var pipeline = await world.CallAsync("GetPipeline", new() { ["name"] = "p" });
        Assert.Equal(2, pipeline["pipeline"]!["version"]!.GetValue<int>());
        Assert.DoesNotContain("hidden-token", pipeline.ToJsonString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task CreateStack_WithATokenInASecret_FailsWhileItIsMissingAndHidesItAfter()
    {
        await using var world = await PipelineWorld.StartAsync();
        var template = PipelineWorld
            .StackOf(Actions.Stage("One", Actions.Stack("deployed")))
            .Replace("hidden-token", "{{resolve:secretsmanager:token:SecretString:key}}", StringComparison.Ordinal);

        var missing = await world.Stacks.CreateAsync("one", template);

        Assert.Equal("ROLLBACK_COMPLETE", Value(missing, "StackStatus"));
        Assert.Contains(
            await world.Stacks.EventsAsync("one"),
            line => line.Contains("Secrets Manager can't find the specified secret.", StringComparison.Ordinal)
        );
        using var secrets = new JsonClient(world.World, "secretsmanager", "secretsmanager");
        await secrets.CallAsync(
            PipelineWorld.Account,
            "CreateSecret",
            new() { ["Name"] = "token", ["SecretString"] = """{"key":"hidden-token"}""" }
        );
        Assert.Equal("CREATE_COMPLETE", Value(await world.Stacks.CreateAsync("two", template), "StackStatus"));
        var pipeline = await world.CallAsync("GetPipeline", new() { ["name"] = "p" });
        Assert.Contains("\"OAuthToken\":\"****\"", pipeline.ToJsonString(), StringComparison.Ordinal);
        Assert.Equal("Succeeded", await world.EndedAsync(await world.LatestAsync()));
        // What GetPipeline shows can be handed back: the mask stands for the token.
        await world.CallAsync("UpdatePipeline", new() { ["pipeline"] = pipeline["pipeline"]!.DeepClone() });
        await world.Stacks.StartAsync("DeleteStack", "two");
        await world.Stacks.SettledAsync("two");
        Assert.Empty((await world.CallAsync("ListPipelines", []))["pipelines"]!.AsArray());
    }
}
