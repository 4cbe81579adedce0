using static Build.Tests.LocalAws.CloudFormation.QueryClient;

namespace Build.Tests.LocalAws.CloudFormation.Stacks;

/// <summary>What CloudFormation reads back is ASCII; what it makes of the text is not touched by that.</summary>
public sealed class ReadBackTests
{
    [Theory]
    [InlineData("Helloこんにちは☺", "Hello??????")]
    [InlineData("請交月報", "????")]
    [InlineData("\U0001F926\U0001F3FB\u200D♂\uFE0F", "?????")]
    [InlineData("plain", "plain")]
    public async Task GetTemplate_TextThatIsNotAscii_HasAQuestionMarkForEachCharacter(string text, string expected)
    {
        await using var world = await LocalWorld.StartAsync();
        using var client = new QueryClient(world, LocalWorld.First);
        var template = $$"""
            Description: {{text}}
            Resources: {One: {Type: AWS::SSM::Parameter, Properties: {Name: /one, Type: String, Value: '{{text}}' } } }
            Outputs: {Text: {Value: '{{text}}' }, Made: {Value: !GetAtt One.Value} }
            """;

        var stack = await client.CreateAsync("app", template);
        var read = await client.CallAsync("GetTemplate", ("StackName", "app"));

        Assert.Equal(
            template.Replace(text, expected, StringComparison.Ordinal).ReplaceLineEndings("\n"),
            Value(read, "TemplateBody").ReplaceLineEndings("\n")
        );
        Assert.Equal(expected, Value(stack, "Description"));
        Assert.Equal(expected, Value(stack, "OutputValue"));
    }
}
