using static Build.Tests.LocalAws.CloudFormation.QueryClient;

namespace Build.Tests.LocalAws.CloudFormation.Stacks;

public sealed class StackLifecycleTests
{
    const string Parameter =
        "Resources: {One: {Type: AWS::SSM::Parameter, Properties: {Name: /one, Type: String, Value: first}}}";
    const string Changed =
        "Resources: {One: {Type: AWS::SSM::Parameter, Properties: {Name: /one, Type: String, Value: second}}}";
    const string ChangedAndFailing = """
        Resources:
          One: {Type: AWS::SSM::Parameter, Properties: {Name: /one, Type: String, Value: second}}
          Two: {Type: AWS::SSM::Parameter, DependsOn: One, Properties: {Name: /two, Type: String, Wrong: x, Value: a}}
        """;
    const string Failing = """
        Resources:
          One: {Type: AWS::SSM::Parameter, Properties: {Name: /one, Type: String, Value: first}}
          Two: {Type: AWS::SSM::Parameter, DependsOn: One, Properties: {Name: /two, Type: String, Wrong: x, Value: a}}
        """;

    [Fact]
    public async Task CreateStack_OfOneResource_TellsItsEventsInOrder()
    {
        await using var world = await LocalWorld.StartAsync();
        using var client = new QueryClient(world, LocalWorld.First);
        var stack = await client.CreateAsync("app", Parameter);
        Assert.Equal("CREATE_COMPLETE", Value(stack, "StackStatus"));
        Assert.Equal(
            [
                "app CREATE_IN_PROGRESS User Initiated",
                "One CREATE_IN_PROGRESS",
                "One CREATE_IN_PROGRESS Resource creation Initiated",
                "One CREATE_COMPLETE",
                "app CREATE_COMPLETE",
            ],
            await client.EventsAsync("app")
        );
    }

    [Fact]
    public async Task CreateStack_WhoseResourceFails_RollsBackAndCannotBeUpdated()
    {
        await using var world = await LocalWorld.StartAsync();
        using var client = new QueryClient(world, LocalWorld.First);
        var stack = await client.CreateAsync("app", Failing);
        Assert.Equal("ROLLBACK_COMPLETE", Value(stack, "StackStatus"));
        var events = await client.EventsAsync("app");
        Assert.Contains(
            "app ROLLBACK_IN_PROGRESS The following resource(s) failed to create: [Two]. Rollback requested by user.",
            events
        );
        Assert.Contains("One DELETE_COMPLETE", events);
        Assert.Contains(events, e => e.Contains("extraneous key [Wrong] is not permitted", StringComparison.Ordinal));
        var update = await client.CallAsync("UpdateStack", ("StackName", "app"), ("TemplateBody", Parameter));
        Assert.EndsWith(
            "is in ROLLBACK_COMPLETE state and can not be updated.",
            Value(update, "Message"),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task CreateStack_WithoutRollback_StaysFailedUntilItIsRolledBack()
    {
        await using var world = await LocalWorld.StartAsync();
        using var client = new QueryClient(world, LocalWorld.First);
        var stack = await client.CreateAsync("app", Failing, ("OnFailure", "DO_NOTHING"));
        Assert.Equal("CREATE_FAILED", Value(stack, "StackStatus"));
        await client.CallAsync("RollbackStack", ("StackName", "app"));
        Assert.Equal("ROLLBACK_COMPLETE", Value(await client.SettledAsync("app"), "StackStatus"));
    }

    [Fact]
    public async Task UpdateStack_WhoseNewResourceFails_GoesBackToWhatWas()
    {
        await using var world = await LocalWorld.StartAsync();
        using var client = new QueryClient(world, LocalWorld.First);
        await client.CreateAsync("app", Parameter);
        var stack = await client.UpdateAsync("app", ChangedAndFailing);
        Assert.Equal("UPDATE_ROLLBACK_COMPLETE", Value(stack, "StackStatus"));
        Assert.Contains(
            "app UPDATE_ROLLBACK_IN_PROGRESS The following resource(s) failed to create: [Two].",
            await client.EventsAsync("app")
        );
        var template = await client.CallAsync("GetTemplate", ("StackName", "app"));
        Assert.Equal(Parameter, Value(template, "TemplateBody"));
        var again = await client.CallAsync("UpdateStack", ("StackName", "app"), ("TemplateBody", Parameter));
        Assert.Equal("No updates are to be performed.", Value(again, "Message"));
    }

    [Fact]
    public async Task DeleteStack_WithTerminationProtection_IsRefusedUntilItIsLifted()
    {
        await using var world = await LocalWorld.StartAsync();
        using var client = new QueryClient(world, LocalWorld.First);
        var stack = await client.CreateAsync("app", Parameter, ("EnableTerminationProtection", "true"));
        var refusal = await client.CallAsync("DeleteStack", ("StackName", "app"));
        Assert.Equal("Stack [app] cannot be deleted while TerminationProtection is enabled", Value(refusal, "Message"));
        await client.CallAsync(
            "UpdateTerminationProtection",
            ("StackName", "app"),
            ("EnableTerminationProtection", "false")
        );
        await client.CallAsync("DeleteStack", ("StackName", "app"));
        var id = Value(stack, "StackId");
        Assert.Equal("DELETE_COMPLETE", Value(await client.SettledAsync(id), "StackStatus"));
        var byName = await client.CallAsync("DescribeStacks", ("StackName", "app"));
        Assert.Equal("Stack with id app does not exist", Value(byName, "Message"));
    }

    [Fact]
    public async Task UpdateStack_ThatChangesANamedParametersType_CannotReplaceItsNamesake()
    {
        await using var world = await LocalWorld.StartAsync();
        using var client = new QueryClient(world, LocalWorld.First);
        await client.CreateAsync("app", Parameter);
        var stack = await client.UpdateAsync(
            "app",
            Changed.Replace("Type: String", "Type: StringList", StringComparison.Ordinal)
        );
        Assert.Equal("UPDATE_ROLLBACK_COMPLETE", Value(stack, "StackStatus"));
        Assert.Contains(
            "One UPDATE_FAILED CloudFormation cannot update a stack when a custom-named resource requires replacing. Rename /one and update the stack again.",
            await client.EventsAsync("app")
        );
    }

    [Fact]
    public async Task UpdateStack_OfAnUnnamedResourcesReplacement_DeletesThePredecessorInTheCleanup()
    {
        const string Topic = "Resources: {Topic: {Type: AWS::SNS::Topic, Properties: {FifoTopic: true}}}";
        await using var world = await LocalWorld.StartAsync();
        using var client = new QueryClient(world, LocalWorld.First);
        await client.CreateAsync("app", Topic);
        await client.UpdateAsync("app", Topic.Replace("true", "false", StringComparison.Ordinal));
        var events = await client.EventsAsync("app");
        Assert.Equal(
            [
                "app UPDATE_IN_PROGRESS User Initiated",
                "Topic UPDATE_IN_PROGRESS Requested update requires the creation of a new physical resource; hence creating one.",
                "Topic UPDATE_IN_PROGRESS Resource creation Initiated",
                "Topic UPDATE_COMPLETE",
                "app UPDATE_COMPLETE_CLEANUP_IN_PROGRESS",
                "Topic DELETE_IN_PROGRESS",
                "Topic DELETE_COMPLETE",
                "app UPDATE_COMPLETE",
            ],
            events.Skip(5)
        );
    }

    [Fact]
    public async Task CreateStack_WithANoEchoParameter_ShowsItsValueNowhere()
    {
        const string Template = """
            Parameters: {Secret: {Type: String, NoEcho: true}}
            Resources: {One: {Type: AWS::SSM::Parameter, Properties: {Type: String, Value: !Ref Secret}}}
            """;
        await using var world = await LocalWorld.StartAsync();
        using var client = new QueryClient(world, LocalWorld.First);
        await client.CreateAsync(
            "app",
            Template,
            ("Parameters.member.1.ParameterKey", "Secret"),
            ("Parameters.member.1.ParameterValue", "open sesame")
        );
        foreach (var action in new[] { "DescribeStacks", "DescribeStackEvents", "DescribeStackResources" })
        {
            var answer = (await client.CallAsync(action, ("StackName", "app"))).ToString();
            Assert.DoesNotContain("open sesame", answer, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Stacks_OfAStoppedServer_AreThereAgain()
    {
        var folder = Directory.CreateTempSubdirectory("local-aws-");
        try
        {
            await using (var world = await LocalWorld.StartAsync(o => o with { StateDirectory = folder.FullName }))
            {
                using var client = new QueryClient(world, LocalWorld.First);
                await client.CreateAsync("app", Parameter);
            }

            await using var again = await LocalWorld.StartAsync(o => o with { StateDirectory = folder.FullName });
            using var later = new QueryClient(again, LocalWorld.First);
            Assert.Equal("CREATE_COMPLETE", Value(await later.SettledAsync("app"), "StackStatus"));
            Assert.Equal("UPDATE_COMPLETE", Value(await later.UpdateAsync("app", Changed), "StackStatus"));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [Fact]
    public async Task UnknownAction_IsRefusedByName()
    {
        await using var world = await LocalWorld.StartAsync();
        using var client = new QueryClient(world, LocalWorld.First);
        Assert.Equal("InvalidAction", Value(await client.CallAsync("DetectEverything"), "Code"));
    }
}
