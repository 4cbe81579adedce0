using static Build.Tests.LocalAws.CloudFormation.QueryClient;

namespace Build.Tests.LocalAws.CloudFormation.Stacks;

/// <summary>A resource that needs a policy of its role has it, however the independent resources of its stack finish.</summary>
public sealed class PolicyOrderTests
{
    const string Trust =
        "{Version: '2012-10-17', Statement: [{Effect: Allow, Principal: {Service: lambda.amazonaws.com}, Action: sts:AssumeRole}]}";

    /// <summary>A function with tracing, whose role gets its permission from a policy that nothing depends on and that comes last.</summary>
    static string Template(string type, string roles, string more) =>
        $$"""
            Resources:
              Role: {Type: AWS::IAM::Role, Properties: {AssumeRolePolicyDocument: {{Trust}} } }
              Function:
                Type: AWS::Lambda::Function
                Properties:
                  Role: !GetAtt Role.Arn
                  Handler: index.handler
                  Runtime: nodejs20.x
                  TracingConfig: {Mode: Active}
                  Code: {ZipFile: "x"}
              Slow: {Type: AWS::SNS::Topic}
              Policy:
                Type: {{type}}
                DependsOn: Slow
                Properties:
                  {{roles}}
                  {{more}}
                  PolicyDocument: {Version: '2012-10-17', Statement: [{Effect: Allow, Action: 'xray:Put*', Resource: '*'}]}
            """;

    [Theory]
    [InlineData("AWS::IAM::Policy", "Roles: [!Ref Role]", "PolicyName: traces")]
    [InlineData("AWS::IAM::ManagedPolicy", "Roles: [!Ref Role]", "Description: traces")]
    public async Task CreateStack_FunctionWhoseRolesPolicyComesLate_WaitsForIt(string type, string roles, string more)
    {
        await using var world = await LocalWorld.StartAsync();
        using var client = new QueryClient(world, LocalWorld.First);

        var stack = await client.CreateAsync("app", Template(type, roles, more));

        Assert.True(
            Value(stack, "StackStatus") == "CREATE_COMPLETE",
            string.Join('\n', await client.EventsAsync("app"))
        );
    }

    [Fact]
    public async Task CreateStack_FunctionAndPolicyThatNamesIt_IsNoCycle()
    {
        await using var world = await LocalWorld.StartAsync();
        using var client = new QueryClient(world, LocalWorld.First);
        var template = Template("AWS::IAM::Policy", "Roles: [!Ref Role]", "PolicyName: invokes")
            .Replace("TracingConfig: {Mode: Active}", "Timeout: 3", StringComparison.Ordinal)
            .Replace("Resource: '*'", "Resource: !GetAtt Function.Arn", StringComparison.Ordinal);

        var stack = await client.CreateAsync("app", template);

        Assert.Equal("CREATE_COMPLETE", Value(stack, "StackStatus"));
    }
}
