using static Build.Tests.LocalAws.CloudFormation.QueryClient;

namespace Build.Tests.LocalAws.CloudFormation.Stacks;

/// <summary>Fn::GetStackOutput: a weak reference, resolved when a stack is created or updated.</summary>
public sealed class StackOutputTests
{
    const string Source = """
        Resources: {One: {Type: AWS::SSM::Parameter, Properties: {Name: /source, Type: String, Value: VALUE}}}
        Outputs: {Text: {Value: VALUE}}
        """;

    static string User(string more = "") =>
        $$"""
            Resources:
              Two:
                Type: AWS::SSM::Parameter
                Properties: {Name: /user, Type: String, Value: {"Fn::GetStackOutput": {StackName: source, OutputName: Text{{more}} } } }
            Outputs: {Text: {Value: !GetAtt Two.Value} }
            """;

    [Fact]
    public async Task UpdateStack_OutputThatChanged_IsTakenOverAndHoldsNothing()
    {
        await using var world = await LocalWorld.StartAsync();
        using var client = new QueryClient(world, LocalWorld.First);
        await client.CreateAsync("source", Source.Replace("VALUE", "old", StringComparison.Ordinal));
        var created = await client.CreateAsync("user", User());
        await client.UpdateAsync("source", Source.Replace("VALUE", "new", StringComparison.Ordinal));

        var updated = await client.UpdateAsync("user", User());
        await client.CallAsync("DeleteStack", ("StackName", "source"));

        Assert.Equal(("old", "new"), (Value(created, "OutputValue"), Value(updated, "OutputValue")));
        Assert.Equal("Stack with id source does not exist", Value(await client.SettledAsync("source"), "Message"));
    }

    [Fact]
    public async Task CreateStack_OutputOfAnotherAccount_IsReadThroughItsRole()
    {
        await using var world = await LocalWorld.StartAsync();
        using var first = new QueryClient(world, LocalWorld.First);
        using var second = new QueryClient(world, LocalWorld.Second);
        await second.CreateAsync("source", Source.Replace("VALUE", "theirs", StringComparison.Ordinal));

        var stack = await first.CreateAsync(
            "user",
            User($", Region: eu-west-1, RoleArn: 'arn:aws:iam::{LocalWorld.Second}:role/OrganizationAccountAccessRole'")
        );

        Assert.Equal("theirs", Value(stack, "OutputValue"));
    }

    [Theory]
    [InlineData("source", "Text", "Other")]
    [InlineData("source", "source", "nobody")]
    public async Task CreateStack_OutputThatThereIsNot_IsRefusedOrRollsBack(string stack, string text, string other)
    {
        await using var world = await LocalWorld.StartAsync();
        using var client = new QueryClient(world, LocalWorld.First);
        await client.CreateAsync(stack, Source.Replace("VALUE", "old", StringComparison.Ordinal));

        var answer = await client.CallAsync(
            "CreateStack",
            ("StackName", "user"),
            ("TemplateBody", User().Replace($": {text}", $": {other}", StringComparison.Ordinal))
        );
        var status =
            answer.Attribute("status")?.Value == "200"
                ? Value(await client.SettledAsync("user"), "StackStatus")
                : "refused";

        Assert.Contains(status, new[] { "ROLLBACK_COMPLETE", "refused" });
    }
}
