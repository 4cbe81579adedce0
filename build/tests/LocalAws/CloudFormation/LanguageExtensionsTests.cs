using static Build.Tests.LocalAws.CloudFormation.QueryClient;

namespace Build.Tests.LocalAws.CloudFormation;

/// <summary>The transform AWS::LanguageExtensions.</summary>
public sealed class LanguageExtensionsTests
{
    const string Template = """
        Transform: AWS::LanguageExtensions
        Parameters:
          Names: {Type: CommaDelimitedList, Default: "a.x,b-y"}
          Policy: {Type: String, Default: Retain}
        Mappings: {Sizes: {eu-west-1: {small: t3}}}
        Conditions:
          Fn::ForEach::Flags:
            - Flag
            - ["1", "2"]
            - "Is${Flag}": !Equals ["${Flag}", "1"]
        Resources:
          Fn::ForEach::Settings:
            - Name
            - !Ref Names
            - "Setting&{Name}":
                Type: AWS::SSM::Parameter
                DeletionPolicy: !If [Is1, Delete, !Ref Policy]
                Properties: {Name: !Sub "/${AWS::StackName}/${Name}", Type: String, Value: !Ref Name}
          Rest:
            Type: AWS::SSM::Parameter
            Properties:
              Name: /rest
              Type: String
              Value: !Join
                - ","
                - - Fn::ToJsonString: {List: !Ref Names}
                  - !FindInMap [Sizes, !Ref AWS::Region, large, {DefaultValue: m5}]
                  - !Sub ["${Count}", {Count: {Fn::Length: !Ref Names}}]
        Outputs:
          Fn::ForEach::Values:
            - Name
            - [ax, by]
            - "Value${Name}": {Value: !Ref {Fn::Sub: "Setting${Name}"}}
          Rest: {Value: !GetAtt Rest.Value}
        """;

    static readonly (string, string) Expanding = ("Capabilities.member.2", "CAPABILITY_AUTO_EXPAND");

    [Fact]
    public async Task CreateStack_WithLoopsAndFunctions_MakesWhatTheyComeTo()
    {
        await using var world = await LocalWorld.StartAsync();
        using var client = new QueryClient(world, LocalWorld.First);

        var unacknowledged = await client.CallAsync("CreateStack", ("StackName", "app"), ("TemplateBody", Template));
        var stack = await client.CreateAsync("app", Template, Expanding);

        Assert.Equal("Requires capabilities : [CAPABILITY_AUTO_EXPAND]", Value(unacknowledged, "Message"));
        Assert.Equal("CREATE_COMPLETE", Value(stack, "StackStatus"));
        Assert.Equal(
            ["/app/a.x", "/app/b-y", """{"List":["a.x","b-y"]},m5,2"""],
            stack.Descendants("OutputValue").Select(value => value.Value).Order(StringComparer.Ordinal)
        );
        var submitted = await client.CallAsync("GetTemplate", ("StackName", "app"), ("TemplateStage", "Original"));
        var processed = await client.CallAsync("GetTemplate", ("StackName", "app"));
        Assert.Equal(Template, Value(submitted, "TemplateBody"));
        Assert.Contains("Settingax", Value(processed, "TemplateBody"), StringComparison.Ordinal);
        Assert.DoesNotContain("Transform", Value(processed, "TemplateBody"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task UpdateStack_WithOneMoreItem_MakesOneMoreResource()
    {
        await using var world = await LocalWorld.StartAsync();
        using var client = new QueryClient(world, LocalWorld.First);
        await client.CreateAsync("app", Template, Expanding);
        (string, string)[] same =
        [
            ("StackName", "app"),
            ("UsePreviousTemplate", "true"),
            ("Capabilities.member.1", "CAPABILITY_AUTO_EXPAND"),
        ];

        var unchanged = await client.RefusalAsync("UpdateStack", same);
        await client.CallAsync(
            "UpdateStack",
            [.. same, ("Parameters.member.1.ParameterKey", "Names"), ("Parameters.member.1.ParameterValue", "ax,by,c")]
        );
        var updated = await client.SettledAsync("app");

        Assert.Equal("No updates are to be performed.", unchanged);
        Assert.Equal("UPDATE_COMPLETE", Value(updated, "StackStatus"));
        var resources = await client.CallAsync("ListStackResources", ("StackName", "app"));
        Assert.Equal(
            ["Rest", "Settingax", "Settingby", "Settingc"],
            resources.Descendants("LogicalResourceId").Select(id => id.Value).Order(StringComparer.Ordinal)
        );
    }

    [Theory]
    [InlineData("[ax, by]", "!Ref Rest", "Unresolved")]
    [InlineData("Value${Name}", "Value", "must contain ${Name}")]
    [InlineData("Fn::ForEach::Values", "Fn::ForEach::Settings", "used more than once")]
    [InlineData("- Name\n    - [ax", "- Policy\n    - [ax", "is in use already")]
    [InlineData("[ax, by]", "[by, by]", "Duplicate key Valueby")]
    [InlineData("[ax, by]", "ax", "could not resolve its collection")]
    public async Task CreateStack_LoopThatIsWrong_IsToldByTheTransform(string right, string wrong, string message)
    {
        await using var world = await LocalWorld.StartAsync();
        using var client = new QueryClient(world, LocalWorld.First);
        Assert.Contains(right, Template, StringComparison.Ordinal);

        var refusal = await client.RefusalAsync(
            "CreateStack",
            ("StackName", "app"),
            ("TemplateBody", Template.Replace(right, wrong, StringComparison.Ordinal)),
            ("Capabilities.member.1", "CAPABILITY_AUTO_EXPAND")
        );

        Assert.StartsWith("Transform AWS::LanguageExtensions failed with: ", refusal, StringComparison.Ordinal);
        Assert.Contains(message, refusal, StringComparison.Ordinal);
    }
}
