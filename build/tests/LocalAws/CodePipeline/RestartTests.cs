using LocalAws;

namespace Build.Tests.LocalAws.CodePipeline;

/// <summary>What becomes of executions when the local AWS ends and is started again.</summary>
public sealed class RestartTests : IDisposable
{
    readonly DirectoryInfo _state = Directory.CreateTempSubdirectory("pipelines-");

    [Fact]
    public async Task Approval_ThatWasWaitedForAtTheEnd_IsAnsweredAfterTheRestart()
    {
        string id;
        string token;
        await using (var world = await PipelineWorld.StartAsync(change: Durable))
        {
            id = await world.CreateAsync(
                Actions.Stage("Ask", Actions.Approval("one")),
                Actions.Stage("Two", Actions.Stack("two"))
            );
            token = await world.TokenAsync("Ask", "one");
        }

        await using var again = await PipelineWorld.ReopenAsync(Durable);

        Assert.Equal(token, await again.TokenAsync("Ask", "one"));
        await again.AnswerAsync("Ask", "one");
        Assert.Equal("Succeeded", await again.EndedAsync(id));
        Assert.Equal("plain", await again.ParameterAsync("/kept"));
    }

    [Fact]
    public async Task Action_ThatTheEndInterrupted_HasFailedAndIsRetried()
    {
        string id;
        await using (var world = await PipelineWorld.StartAsync(change: Durable))
        {
            id = await world.CreateAsync(
                Actions.Stage("One", Actions.Approval("zero"), Actions.Stack("one", runOrder: 2))
            );
            await world.TokenAsync("One", "zero");
        }

        await using (var slow = await PipelineWorld.ReopenAsync(Slow))
        {
            await slow.AnswerAsync("One", "zero");
            await Waiting.UntilAsync(async () =>
                (await slow.ActionAsync("One", "one"))?["externalExecutionId"] is not null
            );
        }

        await using var again = await PipelineWorld.ReopenAsync(Durable);

        Assert.Equal("Failed", await again.StatusAsync(id));
        Assert.Equal("The local AWS was stopped during this action.", await again.ErrorAsync("One", "one"));
        await again.Stacks.StartAsync("DeleteStack", "one");
        await again.Stacks.SettledAsync("one");
        await again.RetryAsync("One", id);
        Assert.Equal("Succeeded", await again.EndedAsync(id));
    }

    public void Dispose() => _state.Delete(recursive: true);

    LocalAwsOptions Slow(LocalAwsOptions options) =>
        Durable(options) with
        {
            CloudFormation = new() { ResourceDuration = TimeSpan.FromHours(1) },
        };

    LocalAwsOptions Durable(LocalAwsOptions options) => options with { StateDirectory = _state.FullName };
}
