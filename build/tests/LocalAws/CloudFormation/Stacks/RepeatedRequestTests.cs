using static Build.Tests.LocalAws.CloudFormation.QueryClient;

namespace Build.Tests.LocalAws.CloudFormation.Stacks;

/// <summary>Requests that a client sends again because it did not see the answer.</summary>
public sealed class RepeatedRequestTests
{
    const string Template = "Resources: {One: {Type: AWS::SSM::Parameter, Properties: {Type: String, Value: <value>}}}";

    static string Of(string value) => Template.Replace("<value>", value, StringComparison.Ordinal);

    [Fact]
    public async Task CreateAndUpdateStack_WithTheSameToken_HappenOnce()
    {
        await using var world = await LocalWorld.StartAsync();
        using var client = new QueryClient(world, LocalWorld.First);
        (string, string)[] create = [("TemplateBody", Of("first")), ("ClientRequestToken", "token-1")];
        var first = await client.StartAsync("CreateStack", "app", create);
        await client.SettledAsync("app");
        var second = await client.StartAsync("CreateStack", "app", create);
        Assert.Equal(Value(first, "StackId"), Value(second, "StackId"));
        Assert.Equal(
            "Stack [app] already exists",
            await client.RefusalAsync("CreateStack", ("StackName", "app"), ("TemplateBody", Of("first")))
        );
        (string, string)[] update = [("TemplateBody", Of("second")), ("ClientRequestToken", "token-2")];
        await client.StartAsync("UpdateStack", "app", update);
        await client.SettledAsync("app");
        await client.StartAsync("UpdateStack", "app", update);
        Assert.Single(
            await client.EventsAsync("app"),
            e => e.StartsWith("app UPDATE_IN_PROGRESS", StringComparison.Ordinal)
        );
        var other = await client.CallAsync("DeleteStack", ("StackName", "app"), ("ClientRequestToken", "token-2"));
        Assert.Equal("TokenAlreadyExistsException", Value(other, "Code"));
    }

    [Fact]
    public async Task CreateAndExecuteChangeSet_WithTheSameTokens_HappenOnce()
    {
        await using var world = await LocalWorld.StartAsync();
        using var client = new QueryClient(world, LocalWorld.First);
        (string, string)[] create =
        [
            ("ChangeSetName", "first"),
            ("ChangeSetType", "CREATE"),
            ("TemplateBody", Of("first")),
            ("ClientToken", "set-1"),
        ];
        var first = await client.StartAsync("CreateChangeSet", "app", create);
        await client.ChangeSetAsync("app", "first");
        var second = await client.StartAsync("CreateChangeSet", "app", create);
        Assert.Equal(Value(first, "Id"), Value(second, "Id"));
        Assert.Equal(
            "ChangeSet first already exists",
            await client.RefusalAsync("CreateChangeSet", [("StackName", "app"), .. create[..3]])
        );
        (string, string)[] execute = [("ChangeSetName", "first"), ("ClientRequestToken", "execution-1")];
        await client.StartAsync("ExecuteChangeSet", "app", execute);
        await client.StartAsync("ExecuteChangeSet", "app", execute);
        Assert.Equal("CREATE_COMPLETE", Value(await client.SettledAsync("app"), "StackStatus"));
        await client.StartAsync("ExecuteChangeSet", "app", execute);
    }
}
