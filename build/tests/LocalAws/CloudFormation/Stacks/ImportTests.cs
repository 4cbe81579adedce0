using static Build.Tests.LocalAws.CloudFormation.QueryClient;

namespace Build.Tests.LocalAws.CloudFormation.Stacks;

/// <summary>Taking over resources that exist outside of the stack.</summary>
public sealed class ImportTests
{
    const string One =
        "Resources: {One: {Type: AWS::SSM::Parameter, DeletionPolicy: Retain, Properties: {Name: /one, Type: String, Value: kept}}}";
    static readonly (string, string)[] _import =
    [
        ("ResourcesToImport.member.1.LogicalResourceId", "One"),
        ("ResourcesToImport.member.1.ResourceType", "AWS::SSM::Parameter"),
        ("ResourcesToImport.member.1.ResourceIdentifier.entry.1.key", "Name"),
        ("ResourcesToImport.member.1.ResourceIdentifier.entry.1.value", "/one"),
    ];

    static (string, string)[] Set(string type, string template, params (string, string)[] more) =>
        [
            ("StackName", "app"),
            ("ChangeSetName", "import"),
            ("ChangeSetType", type),
            ("TemplateBody", template),
            .. more,
        ];

    /// <summary>Leaves the parameter behind, without a stack.</summary>
    static async Task LeaveParameterAsync(QueryClient client)
    {
        var stack = await client.CreateAsync("source", One);
        await client.StartAsync("DeleteStack", "source");
        await client.SettledAsync(Value(stack, "StackId"));
    }

    [Fact]
    public async Task ExecuteChangeSet_OfAnImport_TakesTheResourceOverAndGivesItBackOnDeletion()
    {
        await using var world = await LocalWorld.StartAsync();
        using var client = new QueryClient(world, LocalWorld.First);
        await LeaveParameterAsync(client);
        var template = One.Replace("kept", "other", StringComparison.Ordinal);
        await client.StartAsync("CreateChangeSet", "app", Set("IMPORT", template, _import)[1..]);
        var set = await client.ChangeSetAsync("app", "import");
        Assert.Equal("Import", Value(set, "Action"));
        await client.StartAsync("ExecuteChangeSet", "app", ("ChangeSetName", "import"));
        var stack = await client.SettledAsync("app");
        Assert.Equal("IMPORT_COMPLETE", Value(stack, "StackStatus"));
        Assert.Equal(
            [
                "app REVIEW_IN_PROGRESS User Initiated",
                "app IMPORT_IN_PROGRESS User Initiated",
                "One IMPORT_IN_PROGRESS Resource import started.",
                "One IMPORT_COMPLETE Resource import completed.",
                "app IMPORT_COMPLETE",
            ],
            await client.EventsAsync("app")
        );
        await client.StartAsync("DeleteStack", "app");
        Assert.Equal("DELETE_COMPLETE", Value(await client.SettledAsync(Value(stack, "StackId")), "StackStatus"));
        await client.StartAsync("CreateChangeSet", "again", Set("IMPORT", template, _import)[1..]);
        Assert.Equal("CREATE_COMPLETE", Value(await client.ChangeSetAsync("again", "import"), "Status"));
    }

    [Fact]
    public async Task ExecuteChangeSet_OfAnImportOfNothing_GoesBackToTheReview()
    {
        await using var world = await LocalWorld.StartAsync();
        using var client = new QueryClient(world, LocalWorld.First);
        await client.StartAsync("CreateChangeSet", "app", Set("IMPORT", One, _import)[1..]);
        await client.ChangeSetAsync("app", "import");
        await client.StartAsync("ExecuteChangeSet", "app", ("ChangeSetName", "import"));
        while (!(await client.EventsAsync("app")).Any(e => e.StartsWith("One IMPORT_FAILED", StringComparison.Ordinal)))
        {
            // The failure is told by the events; the stack itself is under review before and after.
        }

        Assert.Contains(
            await client.EventsAsync("app"),
            e => e.Contains("with identifier '/one' was not found", StringComparison.Ordinal)
        );
    }

    [Fact]
    public async Task ExecuteChangeSet_OfAnImportIntoAStackThatFails_RollsTheImportBack()
    {
        await using var world = await LocalWorld.StartAsync();
        using var client = new QueryClient(world, LocalWorld.First);
        const string Two = "Resources: {Two: {Type: AWS::SSM::Parameter, Properties: {Type: String, Value: x}}}";
        await client.CreateAsync("app", Two);
        var both = Two.Replace("Resources: {", One[..^1] + ", ", StringComparison.Ordinal);
        await client.StartAsync("CreateChangeSet", "app", Set("IMPORT", both, _import)[1..]);
        Assert.Equal("CREATE_COMPLETE", Value(await client.ChangeSetAsync("app", "import"), "Status"));
        await client.StartAsync("ExecuteChangeSet", "app", ("ChangeSetName", "import"));
        Assert.Equal("IMPORT_ROLLBACK_COMPLETE", Value(await client.SettledAsync("app"), "StackStatus"));
        var template = await client.CallAsync("GetTemplate", ("StackName", "app"));
        Assert.Equal(Two, Value(template, "TemplateBody"));
    }

    [Fact]
    public async Task CreateChangeSet_OfAnImport_AllowsNothingElse()
    {
        await using var world = await LocalWorld.StartAsync();
        using var client = new QueryClient(world, LocalWorld.First);
        Assert.Equal(
            "The following resources to import [One] must have DeletionPolicy attribute specified in the template.",
            await client.RefusalAsync(
                "CreateChangeSet",
                Set("IMPORT", One.Replace("DeletionPolicy: Retain, ", "", StringComparison.Ordinal), _import)
            )
        );
        var two = One.Replace(
            "Resources: {",
            "Resources: {Two: {Type: AWS::SSM::Parameter, Properties: {Type: String, Value: x}}, ",
            StringComparison.Ordinal
        );
        await client.StartAsync("CreateChangeSet", "app", Set("IMPORT", two, _import)[1..]);
        Assert.Equal(
            "Resources [Two] is missing from ResourceToImport list",
            Value(await client.ChangeSetAsync("app", "import"), "StatusReason")
        );
        await client.StartAsync(
            "CreateChangeSet",
            "more",
            Set("IMPORT", One + "\nOutputs: {Name: {Value: x}}", _import)[1..]
        );
        Assert.Equal(
            "As part of the import operation, you cannot modify or add [Outputs]",
            Value(await client.ChangeSetAsync("more", "import"), "StatusReason")
        );
    }

    [Fact]
    public async Task CreateChangeSet_ThatImportsWhatExists_TakesItOverWhileItCreatesTheRest()
    {
        const string Template = """
            Resources:
              One: {Type: AWS::SSM::Parameter, DeletionPolicy: Retain, Properties: {Name: /one, Type: String, Value: kept}}
              Two: {Type: AWS::SSM::Parameter, Properties: {Name: /two, Type: String, Value: !Ref One}}
            """;
        await using var world = await LocalWorld.StartAsync();
        using var client = new QueryClient(world, LocalWorld.First);
        await LeaveParameterAsync(client);
        var unprotected = Template.Replace("DeletionPolicy: Retain, ", "", StringComparison.Ordinal);
        await client.StartAsync(
            "CreateChangeSet",
            "app",
            Set("CREATE", unprotected, ("ImportExistingResources", "true"))[1..]
        );
        Assert.EndsWith(
            "The affected resources are One ({Name=/one})",
            Value(await client.ChangeSetAsync("app", "import"), "StatusReason"),
            StringComparison.Ordinal
        );
        await client.StartAsync("DeleteChangeSet", "app", ("ChangeSetName", "import"));
        await client.StartAsync(
            "CreateChangeSet",
            "app",
            Set("CREATE", Template, ("ImportExistingResources", "true"))[1..]
        );
        var set = await client.ChangeSetAsync("app", "import");
        Assert.Equal(["Import", "Add"], set.Descendants("Action").Select(action => action.Value));
        await client.StartAsync("ExecuteChangeSet", "app", ("ChangeSetName", "import"));
        Assert.Equal("CREATE_COMPLETE", Value(await client.SettledAsync("app"), "StackStatus"));
    }
}
