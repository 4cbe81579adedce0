using Deployment.Stacks;

namespace Build.Tests.Deployment.Stacks;

/// <summary>Which templates do not tell by their text what they amount to.</summary>
public sealed class TemplateDoubtsTests
{
    [Theory]
    [InlineData("""{"Resources": {"A": {"Type": "T"}}}""", false)]
    [InlineData("""{"Parameters": {"P": {"Type": "AWS::SSM::Parameter::Value<String>"}}}""", true)]
    [InlineData(
        """{"Parameters": {"P": {"Type": "AWS::SSM::Parameter::Value<String>", "Description": "[cdk:skip]"}}}""",
        false
    )]
    [InlineData("""{"A": {"Fn::GetStackOutput": {"StackName": "x", "OutputName": "y"}}}""", true)]
    [InlineData("A: !GetStackOutput {StackName: x, OutputName: y}", true)]
    [InlineData("""{"A": {"Fn::ImportValue": "x"}}""", false)]
    [InlineData("""{"A": "{{resolve:ssm:/name}}"}""", true)]
    [InlineData("""{"A": "{{resolve:ssm:/name:3}}"}""", false)]
    [InlineData("""{"A": "{{resolve:ssm-secure:/name}}"}""", true)]
    [InlineData("""{"A": "{{resolve:ssm-secure:/name:3}}"}""", false)]
    [InlineData("""{"A": {"Fn::Join": ["", ["{{resolve:ssm:/", {"Ref": "Stage"}, "/name}}"]]}}""", true)]
    [InlineData("""{"A": "{{resolve:secretsmanager:secret:SecretString:password}}"}""", false)]
    [InlineData("""{"Transform": "AWS::LanguageExtensions"}""", false)]
    [InlineData("""{"Transform": "AWS::Serverless-2016-10-31"}""", true)]
    [InlineData("""{"Transform": ["AWS::LanguageExtensions", "Ours"]}""", true)]
    [InlineData("""{"A": {"Fn::Transform": {"Name": "AWS::Include"}}}""", true)]
    public void Of_Template_HasAReasonWhereTheTextDoesNotTell(string text, bool isDoubtful)
    {
        var wanted = new StackSpecification
        {
            Stack = ScriptedCloudFormation.Stack,
            Template = new TemplateDocument(text),
        };

        Assert.Equal(isDoubtful, TemplateDoubts.Of(wanted).Count > 0);
        // Of a nested stack as well.
        var nested = wanted with
        {
            Template = new TemplateDocument("{}"),
            Nested = [new NestedStack("Inner", new TemplateDocument(text), [])],
        };
        Assert.Equal(isDoubtful, TemplateDoubts.Of(nested).Count > 0);
    }

    [Fact]
    public void Of_NestedStackWhoseTemplateIsElsewhere_IsDoubtful()
    {
        var wanted = new StackSpecification
        {
            Stack = ScriptedCloudFormation.Stack,
            Template = new TemplateDocument("{}"),
            Nested = [new NestedStack("Inner", new TemplateDocument("{}"), [new NestedStack("Innermost", null, [])])],
        };

        Assert.Contains("Inner/Innermost", Assert.Single(TemplateDoubts.Of(wanted)), StringComparison.Ordinal);
    }
}
