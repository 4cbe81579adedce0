using System.Text.Json.Nodes;

namespace Build.Tests.LocalAws.CodePipeline;

/// <summary>What is no pipeline is refused in AWS's words.</summary>
public sealed class DefinitionTests
{
    /// <summary>The stages after the source, the code and a part of the message.</summary>
    public static TheoryData<string[], string, string> Refusals() =>
        new()
        {
            { [], "InvalidStructureException", "Pipeline has only 1 stage(s)" },
            { [Actions.Stage("Empty")], "InvalidStageDeclarationException", "Stage 'Empty' has 0 actions" },
            {
                [Actions.Stage("One", Actions.Approval("a")), Actions.Stage("One", Actions.Approval("a"))],
                "InvalidStructureException",
                "'One' is used more than once"
            },
            {
                [Actions.Stage("One", Actions.Approval("a"), Actions.Approval("a"))],
                "InvalidStageDeclarationException",
                "'a' is used more than once in stage 'One'"
            },
            { [Actions.Stage("One", Actions.GitHub)], "InvalidStructureException", "Stage 'One' has source actions" },
            {
                [Actions.Stage("One", Actions.Approval("a").Replace("Manual", "Oracle", StringComparison.Ordinal))],
                "InvalidActionDeclarationException",
                "ActionType (Category: 'Approval', Provider: 'Oracle', Owner: 'AWS', Version: '1') in action 'a' is not available"
            },
            {
                [Actions.Stage("One", Actions.Stack("a", ",\"Colour\":\"red\""))],
                "InvalidActionDeclarationException",
                "contains unknown configuration 'Colour'"
            },
            {
                [Actions.Stage("One", Actions.Deploy("a", "\"ActionMode\":\"CHANGE_SET_EXECUTE\""))],
                "InvalidActionDeclarationException",
                "is missing required configuration 'ChangeSetName'"
            },
            {
                [
                    Actions.Stage(
                        "One",
                        Actions
                            .Stack("a")
                            .Replace("[{\"name\":\"Code\"}]", "[{\"name\":\"Other\"}]", StringComparison.Ordinal)
                    ),
                ],
                "InvalidActionDeclarationException",
                "Input Artifact Bundle Other in action a is not declared as Output Artifact Bundle in any of the preceding actions"
            },
            {
                [Actions.Stage("One", Actions.Stack("a", Actions.Overrides("""{"Text":"#{Nobody.Text}"}""")))],
                "InvalidActionDeclarationException",
                "referencing a namespace that does not exist. StageName=[One], ActionName=[a], ActionConfigurationKey=[ParameterOverrides], VariableReferenceText=[#{Nobody.Text}]"
            },
            {
                [Actions.Stage("One", Actions.Approval("a", 0))],
                "ValidationException",
                "at 'pipeline.stages.2.member.actions.1.member.runOrder' failed to satisfy constraint: Member must have value greater than or equal to 1"
            },
        };

    [Theory]
    [MemberData(nameof(Refusals))]
    public async Task CreatePipeline_OfAWrongStructure_IsRefused(string[] stages, string code, string message)
    {
        await using var world = await PipelineWorld.StartAsync();
        var (status, answer) = await world.Pipelines.SendAsync(
            SignedRequest.Key.Of(world.World.Server.AdministratorOf(PipelineWorld.Account)),
            "CreatePipeline",
            new() { ["pipeline"] = PipelineWorld.Definition(stages) }
        );
        Assert.Equal(400, status);
        Assert.Contains(message, answer["message"]!.GetValue<string>(), StringComparison.Ordinal);
        Assert.Equal(code, answer["__type"]!.GetValue<string>());
    }

    [Fact]
    public async Task CreatePipeline_WithARoleThatDoesNotTrustIt_OrATakenName_IsRefused()
    {
        await using var world = await PipelineWorld.StartAsync();
        var definition = PipelineWorld.Definition(Actions.Stage("One", Actions.Approval("a")));
        var foreign = definition.DeepClone().AsObject();
        foreign["roleArn"] = $"arn:aws:iam::{PipelineWorld.Account}:role/absent";
        Assert.Equal("InvalidStructureException", await RefusedAsync(foreign));
        await world.CreateAsync(definition.DeepClone().AsObject());
        Assert.Equal("PipelineNameInUseException", await RefusedAsync(definition));

        Task<string> RefusedAsync(JsonObject pipeline) =>
            world.Pipelines.RefusedAsync(PipelineWorld.Account, "CreatePipeline", new() { ["pipeline"] = pipeline });
    }

    /// <summary>What AWS runs and the local AWS does not is taken, and fails when it is to run.</summary>
    public static TheoryData<string, string> Beyond() =>
        new()
        {
            {
                """{"name":"a","actionTypeId":{"category":"Deploy","owner":"AWS","provider":"ECS","version":"1"},"inputArtifacts":[{"name":"Code"}],"configuration":{"ClusterName":"c","ServiceName":"s"}}""",
                "does not run actions of Deploy/ECS"
            },
            {
                """{"name":"a","actionTypeId":{"category":"Build","owner":"Custom","provider":"Jenkins","version":"2"},"inputArtifacts":[{"name":"Code"}],"outputArtifacts":[{"name":"Built"}],"configuration":{"ProjectName":"p"}}""",
                "does not run actions of Build/Jenkins"
            },
            { Actions.Build("a", ",\"BatchEnabled\":\"true\""), "runs no batch builds" },
        };

    [Theory]
    [MemberData(nameof(Beyond))]
    public async Task CreatePipeline_OfActionsThatDoNotRunHere_IsTakenAndTheActionFails(string action, string words)
    {
        await using var world = await PipelineWorld.StartAsync();
        await world.PushAsync("1");

        await world.CreateAsync(Actions.Stage("One", action));
        await world.EndedAsync(await world.StartAsync());

        Assert.Contains(words, await world.ErrorAsync("One", "a"), StringComparison.Ordinal);
    }
}
