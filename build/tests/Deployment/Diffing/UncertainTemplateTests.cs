using Build.Tests.LocalAws.CloudFormation;
using Deployment;
using Deployment.Assemblies;
using Deployment.Diffing;

namespace Build.Tests.Deployment.Diffing;

/// <summary>Templates whose text stays the same while what they amount to changes.</summary>
public sealed class UncertainTemplateTests
{
    const string Store = """
        {"Resources": {"Value": {"Type": "AWS::SSM::Parameter", "Properties": {"Name": "/store/value", "Type": "String", "Value": "VALUE"}}},
         "Outputs": {"Value": {"Value": "VALUE"}}}
        """;

    static string Using(string parameters, string value) =>
        $$"""
            { {{parameters}}
              "Resources": {"Copy": {"Type": "AWS::SSM::Parameter", "Properties": {"Name": "/copy", "Type": "String", "Value": {{value}} } } } }
            """;

    public static TheoryData<string, string> Templates { get; } =
        new()
        {
            {
                "a stored parameter",
                Using(
                    """ "Parameters": {"P": {"Type": "AWS::SSM::Parameter::Value<String>", "Default": "/store/value"}}, """,
                    """{"Ref": "P"}"""
                )
            },
            {
                "a stored parameter in an output alone",
                """
                    {"Parameters": {"P": {"Type": "AWS::SSM::Parameter::Value<String>", "Default": "/store/value"}},
                     "Resources": {"Copy": {"Type": "AWS::SSM::Parameter", "Properties": {"Name": "/copy", "Type": "String", "Value": "1"}}},
                     "Outputs": {"Value": {"Value": {"Ref": "P"}}}}
                    """
            },
            {
                "a condition on a stored parameter",
                """
                    {"Parameters": {"P": {"Type": "AWS::SSM::Parameter::Value<String>", "Default": "/store/value"}},
                     "Conditions": {"IsOld": {"Fn::Equals": [{"Ref": "P"}, "old"]}},
                     "Resources": {
                       "Copy": {"Type": "AWS::SSM::Parameter", "Properties": {"Name": "/copy", "Type": "String", "Value": "1",
                         "Description": {"Fn::If": ["IsOld", "of old", {"Ref": "AWS::NoValue"}]}}}}}
                    """
            },
            {
                "another stack's output",
                Using("", """{"Fn::GetStackOutput": {"StackName": "Store", "OutputName": "Value"}}""")
            },
        };

    static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [MemberData(nameof(Templates))]
    public async Task Diff_ValueElsewhereChanged_IsSeenByDiffAndAskedAboutAndDeployed(string what, string template)
    {
        await using var world = await DeploymentWorld.StartAsync();
        await world.DeployAsync(OfStore(world, "old"));
        var stack = world.Stack("One", DeploymentWorld.First, template);
        await world.DeployAsync(stack);

        var before = await DiffAsync(world, stack);
        await world.DeployAsync(OfStore(world, "new"));
        var byTemplate = await DiffAsync(world, stack, DiffMethod.Template);
        var after = await DiffAsync(world, stack);
        var asked = new List<PlanDifference>();
        var refused = await Assert.ThrowsAsync<BuildException>(() =>
            world
                .Deployer(new DeployerOptions { RequireApproval = ApprovalRule.AnyChange })
                .DeployAsync(DeploymentWorld.Plan(stack), Cancellation)
        );
        var report = await world
            .Deployer(
                new DeployerOptions
                {
                    RequireApproval = ApprovalRule.AnyChange,
                    Approve = (difference, _) =>
                    {
                        asked.Add(difference);
                        return Task.FromResult(true);
                    },
                }
            )
            .DeployAsync(DeploymentWorld.Plan(stack), Cancellation);

        Assert.True(what.Length > 0 && !before.HasChanges && !before.IsUnsure);
        Assert.NotEmpty(Assert.Single(byTemplate.Stacks).Unsure);
        Assert.Contains(DifferenceText.Lines(byTemplate), line => line.Contains("unsure", StringComparison.Ordinal));
        Assert.True(after.HasChanges && !after.IsUnsure);
        Assert.Equal("ApprovalRequired", Assert.Single(refused.Findings).Code);
        Assert.Equal(
            after.Stacks[0].Resources.Select(r => (r.LogicalId, r.Kind)),
            Assert.Single(asked).Stacks[0].Resources.Select(r => (r.LogicalId, r.Kind))
        );
        Assert.IsType<StackResult.Deployed>(Assert.Single(report.Stacks));
        using var client = new QueryClient(world.Local, DeploymentWorld.First.Account);
        Assert.Empty((await client.CallAsync("ListChangeSets", ("StackName", "One"))).Descendants("ChangeSetName"));
    }

    [Fact]
    public async Task Diff_NewStackWhoseResourcesDependOnAStoredValue_MakesAChangeSetAndLeavesNothing()
    {
        const string Conditional = """
            {"Parameters": {"P": {"Type": "AWS::SSM::Parameter::Value<String>", "Default": "/store/value"}},
             "Conditions": {"IsOld": {"Fn::Equals": [{"Ref": "P"}, "old"]}},
             "Resources": {
               "Copy": {"Type": "AWS::SSM::Parameter", "Properties": {"Name": "/copy", "Type": "String", "Value": "1"}},
               "Old": {"Type": "AWS::SSM::Parameter", "Condition": "IsOld", "Properties": {"Name": "/old", "Type": "String", "Value": "1"}}}}
            """;
        await using var world = await DeploymentWorld.StartAsync();
        await world.DeployAsync(OfStore(world, "new"));

        var difference = await DiffAsync(world, world.Stack("One", DeploymentWorld.First, Conditional));

        Assert.True(Assert.Single(difference.Stacks).IsNew);
        Assert.Equal("Copy", Assert.Single(difference.Stacks[0].Resources).LogicalId);
        using var client = new QueryClient(world.Local, DeploymentWorld.First.Account);
        var left = await client.CallAsync("DescribeStacks", ("StackName", "One"));
        // CloudFormation may still be deleting it.
        Assert.Contains(QueryClient.Value(left, "StackStatus"), (string[])["", "DELETE_IN_PROGRESS"]);
        left = await client.SettledAsync("One");
        Assert.Equal("Stack with id One does not exist", QueryClient.Value(left, "Message"));
    }

    /// <summary>Text that changes nothing is no difference, as CloudFormation sees it.</summary>
    [Theory]
    [InlineData("\"Resources\"", "\"Description\": \"Says more\", \"Resources\"")]
    [InlineData("\"Resources\"", "\"Mappings\": {\"M\": {\"A\": {\"B\": \"1\"}}}, \"Resources\"")]
    [InlineData("\"Value\": \"1\"", "\"Value\": {\"Fn::Join\": [\"\", [\"1\"]]}")]
    public async Task Diff_OtherTextOfTheSame_IsNoDifference(string text, string other)
    {
        var template = global::Build.Tests.Deployment.Templates.Parameter("/one");
        await using var world = await DeploymentWorld.StartAsync();
        await world.DeployAsync(world.Stack("One", DeploymentWorld.First, template));
        var changed = template.Replace(text, other, StringComparison.Ordinal);
        Assert.NotEqual(template, changed);

        var stack = world.Stack("One", DeploymentWorld.First, changed);
        var difference = await DiffAsync(world, stack);
        var report = await world.DeployAsync(stack);

        Assert.False(difference.HasChanges);
        Assert.IsType<StackResult.Unchanged>(Assert.Single(report.Stacks));
    }

    static StackArtifact OfStore(DeploymentWorld world, string value) =>
        world.Stack("Store", DeploymentWorld.First, Store.Replace("VALUE", value, StringComparison.Ordinal));

    static Task<PlanDifference> DiffAsync(
        DeploymentWorld world,
        StackArtifact stack,
        DiffMethod method = DiffMethod.Auto
    ) => world.Deployer().DiffAsync(DeploymentWorld.Plan(stack), method, Cancellation);
}
