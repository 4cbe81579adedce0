using static Build.Tests.LocalAws.CloudFormation.QueryClient;

namespace Build.Tests.LocalAws.CloudFormation.Stacks;

public sealed class ChangeSetTests
{
    const string Template = """
        Parameters: {Name: {Type: String, Default: first}}
        Resources:
          Topic: {Type: AWS::SNS::Topic, Properties: {TopicName: !Ref Name}}
          Setting: {Type: AWS::SSM::Parameter, Properties: {Type: String, Value: !Ref Topic}}
        """;

    static (string, string)[] Of(string type, string name, params (string, string)[] more) =>
        [("StackName", "app"), ("ChangeSetName", name), ("ChangeSetType", type), ("TemplateBody", Template), .. more];

    [Fact]
    public async Task CreateChangeSet_OfANewStack_LeavesItUnderReviewUntilExecuted()
    {
        await using var world = await LocalWorld.StartAsync();
        using var client = new QueryClient(world, LocalWorld.First);
        await client.CallAsync("CreateChangeSet", Of("CREATE", "first"));
        var set = await client.ChangeSetAsync("app", "first");
        Assert.Equal(["Add", "Add"], set.Descendants("Action").Select(action => action.Value));
        var stack = await client.CallAsync("DescribeStacks", ("StackName", "app"));
        Assert.Equal("REVIEW_IN_PROGRESS", Value(stack, "StackStatus"));
        await client.CallAsync("ExecuteChangeSet", ("StackName", "app"), ("ChangeSetName", "first"));
        Assert.Equal("CREATE_COMPLETE", Value(await client.SettledAsync("app"), "StackStatus"));
        var again = await client.CallAsync("DescribeChangeSet", ("StackName", "app"), ("ChangeSetName", "first"));
        Assert.Equal("ChangeSetNotFound", Value(again, "Code"));
        Assert.Equal("404", again.Attribute("status")?.Value);
    }

    [Fact]
    public async Task CreateChangeSet_WithoutChanges_FailsInCloudFormationsWords()
    {
        await using var world = await LocalWorld.StartAsync();
        using var client = new QueryClient(world, LocalWorld.First);
        await client.CreateAsync("app", Template);
        await client.CallAsync("CreateChangeSet", Of("UPDATE", "same"));
        var set = await client.ChangeSetAsync("app", "same");
        Assert.Equal("FAILED", Value(set, "Status"));
        Assert.Equal("UNAVAILABLE", Value(set, "ExecutionStatus"));
        Assert.StartsWith(
            "The submitted information didn't contain changes.",
            Value(set, "StatusReason"),
            StringComparison.Ordinal
        );
        var execution = await client.CallAsync("ExecuteChangeSet", ("StackName", "app"), ("ChangeSetName", "same"));
        Assert.Equal("InvalidChangeSetStatus", Value(execution, "Code"));
    }

    [Fact]
    public async Task CreateChangeSet_ThatReplacesAResource_NamesTheParameterAndWhatFollowsFromIt()
    {
        await using var world = await LocalWorld.StartAsync();
        using var client = new QueryClient(world, LocalWorld.First);
        await client.CreateAsync("app", Template);
        await client.CallAsync(
            "CreateChangeSet",
            Of(
                "UPDATE",
                "rename",
                ("Parameters.member.1.ParameterKey", "Name"),
                ("Parameters.member.1.ParameterValue", "second")
            )
        );
        var changes = (await client.ChangeSetAsync("app", "rename")).Descendants("ResourceChange").ToList();
        var setting = Assert.Single(changes, change => Value(change, "LogicalResourceId") == "Setting");
        Assert.Equal(("False", "ResourceReference", "Topic", "Static"), Summary(setting));
        var topic = Assert.Single(changes, change => Value(change, "LogicalResourceId") == "Topic");
        Assert.Equal(("True", "ParameterReference", "Name", "Static"), Summary(topic));
        Assert.Equal("Always", Value(topic, "RequiresRecreation"));

        static (string, string, string, string) Summary(System.Xml.Linq.XElement change) =>
            (
                Value(change, "Replacement"),
                Value(change, "ChangeSource"),
                Value(change, "CausingEntity"),
                Value(change, "Evaluation")
            );
    }

    [Fact]
    public async Task DeleteChangeSet_OfNoChangeSet_SucceedsWhereTheStackExists()
    {
        await using var world = await LocalWorld.StartAsync();
        using var client = new QueryClient(world, LocalWorld.First);
        await client.CreateAsync("app", Template);
        var answer = await client.CallAsync("DeleteChangeSet", ("StackName", "app"), ("ChangeSetName", "absent"));
        Assert.Equal("200", answer.Attribute("status")?.Value);
        var noStack = await client.CallAsync("DeleteChangeSet", ("StackName", "none"), ("ChangeSetName", "absent"));
        Assert.Equal("ValidationError", Value(noStack, "Code"));
    }

    [Fact]
    public async Task CreateChangeSet_WithIamResourcesUnacknowledged_AsksForTheCapability()
    {
        const string Role =
            "Resources: {R: {Type: AWS::IAM::Role, Properties: {RoleName: r, AssumeRolePolicyDocument: {Statement: []}}}}";
        await using var world = await LocalWorld.StartAsync();
        using var client = new QueryClient(world, LocalWorld.First);
        var answer = await client.CallAsync(
            "CreateChangeSet",
            ("StackName", "app"),
            ("ChangeSetName", "c"),
            ("ChangeSetType", "CREATE"),
            ("TemplateBody", Role)
        );
        Assert.Equal("InsufficientCapabilitiesException", Value(answer, "Code"));
        Assert.Equal("Requires capabilities : [CAPABILITY_NAMED_IAM]", Value(answer, "Message"));
    }
}
