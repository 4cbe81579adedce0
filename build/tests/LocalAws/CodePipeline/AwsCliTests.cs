using System.Text.Json.Nodes;
using Build.Tests.LocalAws.CloudFormation.Clients;

namespace Build.Tests.LocalAws.CodePipeline;

/// <summary>Debian's aws CLI makes a pipeline, answers its approval and reads what it did.</summary>
public sealed class AwsCliTests : IDisposable
{
    readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("aws-cli-");

    [Fact]
    public async Task Pipeline_FromItsCreationToItsHistory_IsUnderstood()
    {
        InstalledAwsCli.SkipWithout();
        await using var world = await PipelineWorld.StartAsync();
        var definition = PipelineWorld.Definition(
            Actions.Stage("Ask", Actions.Approval("one")),
            Actions.Stage("Deploy", Actions.Stack("app"))
        );

        // Debian's is older than the type.
        definition.Remove("pipelineType");

        var made = await RunAsync(world, "create-pipeline", "--pipeline", definition.ToJsonString());
        Assert.Equal(1, made["pipeline"]!["version"]!.GetValue<int>());
        var token = await world.TokenAsync("Ask", "one");
        var state = await RunAsync(world, "get-pipeline-state", "--name", "p");
        Assert.Contains(token, state.ToJsonString(), StringComparison.Ordinal);
        await RunAsync(
            world,
            [
                "put-approval-result",
                .. (string[])["--pipeline-name", "p", "--stage-name", "Ask", "--action-name", "one"],
                .. (string[])["--result", "summary=yes,status=Approved", "--token", token],
            ]
        );
        var id = await world.LatestAsync();
        Assert.Equal("Succeeded", await world.EndedAsync(id));

        var executions = await RunAsync(world, "list-pipeline-executions", "--pipeline-name", "p");
        var execution = Assert.Single(executions["pipelineExecutionSummaries"]!.AsArray())!;
        Assert.Equal("CreatePipeline", execution["trigger"]!["triggerType"]!.GetValue<string>());
        var actions = await RunAsync(world, "list-action-executions", "--pipeline-name", "p");
        Assert.Equal(3, actions["actionExecutionDetails"]!.AsArray().Count);
        var after = await RunAsync(world, "get-pipeline-state", "--name", "p");
        Assert.Contains("user/administrator", after.ToJsonString(), StringComparison.Ordinal);
    }

    public void Dispose() => _folder.Delete(recursive: true);

    async Task<JsonNode> RunAsync(PipelineWorld world, params string[] arguments)
    {
        var outcome = await CommandLine.RunAsync(
            world.World,
            PipelineWorld.Account,
            _folder.FullName,
            InstalledAwsCli.Path,
            ["codepipeline", .. arguments, "--endpoint-url", world.World.Server.Endpoint.ToString()]
        );
        Assert.True(outcome.ExitCode == 0, outcome.Output);
        return JsonNode.Parse(outcome.Output)!;
    }
}
