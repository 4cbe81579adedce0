using System.Text.Json.Nodes;
using Cake.AWS.CloudFormation.Client;
using Deployment;
using Deployment.Diffing;
using Deployment.Stacks;

namespace Build.Tests.Deployment.Diffing;

/// <summary>What a template says with its parameters' values put in.</summary>
public sealed class ResolvedTemplateTests
{
    static readonly StackReference stack = new("One", "One", "One", DeploymentWorld.First);

    [Theory]
    [InlineData("""{"Ref": "Plain"}""", "\"a\"")]
    [InlineData("""{"Ref": "AWS::Region"}""", "\"eu-west-1\"")]
    [InlineData("""{"Ref": "Items"}""", """["x","y"]""")]
    [InlineData("""{"Ref": "Other"}""", """{"Ref":"Other"}""")]
    [InlineData("""{"Ref": "Hidden"}""", """{"Ref":"Hidden"}""")]
    [InlineData("""{"Ref": "Stored"}""", """{"Ref":"Stored"}""")]
    [InlineData("""{"Ref": "Resolved"}""", "\"looked-up\"")]
    [InlineData("""{"Fn::Sub": "${Plain}-${AWS::AccountId}-${!Kept}"}""", "\"a-111111111111-${Kept}\"")]
    [InlineData("""{"Fn::Sub": "${Plain}-${Other.Arn}"}""", """{"Fn::Sub":"a-${Other.Arn}"}""")]
    [InlineData(
        """{"Fn::Sub": ["${X}-${Y}", {"X": {"Ref": "Plain"}, "Y": {"Ref": "Other"}}]}""",
        """{"Fn::Sub":["a-${Y}",{"Y":{"Ref":"Other"}}]}"""
    )]
    [InlineData("""{"Fn::Join": ["-", ["x", {"Ref": "Plain"}]]}""", "\"x-a\"")]
    [InlineData("""{"Fn::Join": ["-", {"Ref": "Items"}]}""", "\"x-y\"")]
    [InlineData("""{"Fn::Join": ["-", ["x", {"Ref": "Other"}]]}""", """{"Fn::Join":["-",["x",{"Ref":"Other"}]]}""")]
    [InlineData("""{"Fn::Select": ["1", {"Ref": "Items"}]}""", "\"y\"")]
    [InlineData("""{"Fn::Select": [0, {"Fn::Split": ["|", "p|q"]}]}""", "\"p\"")]
    [InlineData("""{"Fn::FindInMap": ["M", {"Ref": "Plain"}, "V"]}""", "\"mapped\"")]
    [InlineData("""{"Fn::If": ["IsA", "yes", "no"]}""", "\"yes\"")]
    [InlineData("""{"Fn::If": ["IsNotA", "yes", {"Ref": "AWS::NoValue"}]}""", "null")]
    [InlineData(
        """{"Fn::If": ["IsHidden", "yes", {"Ref": "AWS::NoValue"}]}""",
        """{"Fn::If":["IsHidden","yes",{"Ref":"AWS::NoValue"}]}"""
    )]
    [InlineData("""{"Fn::If": ["IsEither", "yes", "no"]}""", "\"yes\"")]
    [InlineData("""{"Fn::If": ["IsBoth", "yes", "no"]}""", """{"Fn::If":["IsBoth","yes","no"]}""")]
    [InlineData("""{"Fn::GetAtt": ["Other", "Arn"]}""", """{"Fn::GetAtt":["Other","Arn"]}""")]
    public void Of_Function_IsWorkedOutWhereItsArgumentsAreKnown(string value, string expected)
    {
        var template = new TemplateDocument(
            $$$"""
            {"Parameters": {
               "Plain": {"Type": "String", "Default": "z"}, "Items": {"Type": "CommaDelimitedList"},
               "Hidden": {"Type": "String", "NoEcho": "true"},
               "Stored": {"Type": "AWS::SSM::Parameter::Value<String>"}, "Resolved": {"Type": "AWS::SSM::Parameter::Value<String>"} },
             "Conditions": {
               "IsA": {"Fn::Equals": [{"Ref": "Plain"}, "a"]}, "IsNotA": {"Fn::Not": [{"Condition": "IsA"}]},
               "IsHidden": {"Fn::Equals": [{"Ref": "Hidden"}, "a"]},
               "IsEither": {"Fn::Or": [{"Condition": "IsHidden"}, {"Condition": "IsA"}]},
               "IsBoth": {"Fn::And": [{"Condition": "IsHidden"}, {"Condition": "IsA"}]} },
             "Mappings": {"M": {"a": {"V": "mapped"} } },
             "Resources": {
               "Other": {"Type": "T", "Properties": {"Value": {{{value}}} } },
               "Gone": {"Type": "T", "Condition": "IsNotA"}, "There": {"Type": "T", "Condition": "IsA", "DependsOn": "Other"} } }
            """
        );

        var resolved = ResolvedTemplate.Of(
            template,
            [
                new StackParameter("Plain", "a"),
                new StackParameter("Items", "x, y"),
                new StackParameter("Hidden", "****"),
                new StackParameter("Stored", "/name"),
                new StackParameter("Resolved", "/name", ResolvedValue: "looked-up"),
            ],
            stack
        );

        Assert.Equal(expected, resolved.Resources["Other"]!["Properties"]!["Value"]?.Readable() ?? "null");
        Assert.Equal(["Other", "There"], resolved.Resources.Select(resource => resource.Key));
        Assert.True(JsonNode.DeepEquals(JsonNode.Parse("""{"Type": "T"}"""), resolved.Resources["There"]));
        Assert.Equal(["IsBoth", "IsHidden"], resolved.Undecided.Select(condition => condition.Key).Order());
    }
}
