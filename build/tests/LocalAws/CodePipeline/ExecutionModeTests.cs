using System.Text.Json.Nodes;

namespace Build.Tests.LocalAws.CodePipeline;

/// <summary>Executions that wait their turn, and those that run side by side; SUPERSEDED is what <see cref="ExecutionTests"/> run in.</summary>
public sealed class ExecutionModeTests
{
    [Fact]
    public async Task Queued_ExecutionsThatWaitForAStage_EnterItInTheirOrderAndNoneIsSuperseded()
    {
        await using var world = await PipelineWorld.StartAsync();
        var first = await world.CreateAsync(In("QUEUED"));
        await world.TokenAsync("Ask", "one");
        var second = await world.StartAsync();
        await InboundAsync(world, second);
        var third = await world.StartAsync();
        await InboundAsync(world, third);

        foreach (var id in (string[])[first, second, third])
        {
            await world.AnswerAsync("Ask", "one");
            Assert.Equal("Succeeded", await world.EndedAsync(id));
        }

        Assert.Equal(
            [(third, "Succeeded"), (second, "Succeeded"), (first, "Succeeded")],
            await world.ExecutionsAsync()
        );
    }

    [Fact]
    public async Task Parallel_Executions_AreInAStageTogetherAndEachIsApprovedByItsOwnExternalId()
    {
        await using var world = await PipelineWorld.StartAsync();
        var first = await world.CreateAsync(In("PARALLEL"));
        var second = await world.StartAsync();
        var (ofFirst, ofSecond) = (await ExternalIdAsync(world, first), await ExternalIdAsync(world, second));
        Assert.Null((await world.ActionAsync("Ask", "one"))!["token"]);

        await ApproveAsync(world, ofFirst);

        Assert.Equal("Succeeded", await world.EndedAsync(first));
        Assert.Equal("InProgress", await world.StatusAsync(second));
        await ApproveAsync(world, ofSecond);
        Assert.Equal("Succeeded", await world.EndedAsync(second));
    }

    [Fact]
    public async Task Parallel_ExecutionThatANewerOneHasOvertaken_IsRetried()
    {
        await using var world = await PipelineWorld.StartAsync();
        var first = await world.CreateAsync(In("PARALLEL"));
        await ApproveAsync(world, await ExternalIdAsync(world, first), "Rejected");
        Assert.Equal("Failed", await world.EndedAsync(first));
        var second = await world.StartAsync();
        await ApproveAsync(world, await ExternalIdAsync(world, second));
        Assert.Equal("Succeeded", await world.EndedAsync(second));

        await world.RetryAsync("Ask", first);
        await ApproveAsync(world, await ExternalIdAsync(world, first));

        Assert.Equal("Succeeded", await world.EndedAsync(first));
    }

    static JsonObject In(string mode)
    {
        var definition = PipelineWorld.Definition(Actions.Stage("Ask", Actions.Approval("one")));
        definition["executionMode"] = mode;
        return definition;
    }

    /// <summary>Waits until an execution waits for the stage that another is in.</summary>
    static Task InboundAsync(PipelineWorld world, string id) =>
        Waiting.UntilAsync(async () =>
            (await world.StageAsync("Ask"))["inboundExecutions"]!
                .AsArray()
                .Any(waiting => waiting!["pipelineExecutionId"]!.GetValue<string>() == id)
        );

    /// <summary>What an approval that an execution waits for is answered with.</summary>
    static Task<string> ExternalIdAsync(PipelineWorld world, string id) =>
        Waiting.ForAsync(async () =>
        {
            foreach (var run in await world.DetailsAsync(id))
            {
                var external = run["output"]!["executionResult"]!["externalExecutionId"];
                if (
                    run["status"]!.GetValue<string>() == "InProgress"
                    && run["actionName"]!.GetValue<string>() == "one"
                    && external is not null
                )
                    return external.GetValue<string>();
            }
            return null;
        });

    static Task ApproveAsync(PipelineWorld world, string token, string status = "Approved") =>
        world.CallAsync("PutApprovalResult", PipelineWorld.ResultOf("Ask", "one", token, status));
}
