using LocalAws.CloudFormation.Templates;

namespace Build.Tests.LocalAws.CloudFormation;

public class TemplateParserTests
{
    [Fact]
    public void Parse_YamlAndJsonOfTheSameTemplate_AreTheSame()
    {
        var yaml = TemplateText.Read(
            """
            Resources:
              Topic:
                Type: AWS::SNS::Topic
                Properties:
                  DisplayName: !Sub "${AWS::StackName}-x"
                  Subscription: [!GetAtt Queue.Arn, !Ref Queue, !Join ["-", [a, 010, true, 1]]]
              Queue: {Type: AWS::SQS::Queue, Condition: Big}
            Conditions:
              Big: !Not [!Condition Small]
              Small: !Equals [!Ref AWS::Region, eu-west-1]
            """
        );
        var json = TemplateText.Read(
            """
            {"Resources": {
              "Topic": {"Type": "AWS::SNS::Topic", "Properties": {
                "DisplayName": {"Fn::Sub": "${AWS::StackName}-x"},
                "Subscription": [{"Fn::GetAtt": ["Queue", "Arn"]}, {"Ref": "Queue"}, {"Fn::Join": ["-", ["a", "010", true, 1]]}]}},
              "Queue": {"Type": "AWS::SQS::Queue", "Condition": "Big"}},
             "Conditions": {
              "Big": {"Fn::Not": [{"Condition": "Small"}]},
              "Small": {"Fn::Equals": [{"Ref": "AWS::Region"}, "eu-west-1"]}}}
            """
        );
        Assert.Equal(json.ToJsonString(), yaml.ToJsonString());
    }

    [Theory]
    [InlineData("{\"Resources\": {", "Template format error: JSON not well-formed. (line 1, column ")]
    [InlineData("Resources:\n  A: [", "Template format error: YAML not well-formed. (line ")]
    [InlineData("Resources:\n  A: !Unheard x", "Template format error: YAML not well-formed. (line 2, column 6)")]
    [InlineData("a: &x 1\nb: *x", "Template format error: YAML aliases are not allowed in CloudFormation templates")]
    [InlineData("just text", "Template format error: unsupported structure.")]
    [InlineData("Resources: {}", "Template format error: At least one Resources member must be defined.")]
    [InlineData("Resource: {}", "Invalid template property or properties [Resource]")]
    [InlineData("Resources: {A: {Properties: {}}}", "Every Resources object must contain a Type member.")]
    [InlineData("Resources: {A-b: {Type: X}}", "Template format error: Resource name A-b is non alphanumeric.")]
    [InlineData("Resources: {A: {Type: X, Propertis: {}}}", "Invalid template resource property 'Propertis'")]
    [InlineData(
        "Resources: {A: {Type: X, Properties: {B: }}}",
        "[/Resources/A/Properties/B] 'null' values are not allowed in templates"
    )]
    [InlineData(
        "Resources: {A: {Type: X, Properties: {B: !Ref Nobody}, DependsOn: Else}}",
        "Template format error: Unresolved resource dependencies [Else, Nobody] in the Resources block of the template"
    )]
    [InlineData(
        "Resources: {A: {Type: X, Properties: {B: !GetAtt Nobody.Arn}}}",
        "Template error: instance of Fn::GetAtt references undefined resource Nobody"
    )]
    [InlineData(
        "Resources: {A: {Type: X, Properties: {B: !Ref B}}, B: {Type: X, DependsOn: C}, C: {Type: X, Properties: {B: !GetAtt A.Arn}}, D: {Type: X, DependsOn: A}}",
        "Circular dependency between resources: [A, B, C]"
    )]
    [InlineData(
        "Resources: {A: {Type: X, Condition: Never}}",
        "Template format error: Unresolved condition dependency Never in the Resources block of the template"
    )]
    [InlineData(
        "Conditions: {C: !Equals [!Ref A, x]}\nResources: {A: {Type: X}}",
        "Cannot reference resources in the Conditions block of the template"
    )]
    [InlineData(
        "Resources: {A: {Type: X}}\nOutputs: {O: {Value: !Ref B}}",
        "Unresolved resource dependencies [B] in the Outputs block of the template"
    )]
    [InlineData("Resources: {A: {Type: X}}\nOutputs: {O: {}}", "Every Outputs member must contain a Value object")]
    [InlineData("Parameters: {P: {Type: Strin}}\nResources: {A: {Type: X}}", "Unrecognized parameter type: Strin")]
    public void Parse_FaultyTemplate_SaysWhatCloudFormationSays(string template, string message) =>
        Assert.Contains(
            message,
            TemplateTexts.MessageOf(() => TemplateParser.Parse(template)),
            StringComparison.Ordinal
        );

    [Fact]
    public void Parse_ConditionKeyOfAPolicyDocument_IsNoConditionOfTheTemplate()
    {
        var template = TemplateParser.Parse(
            "Resources: {A: {Type: X, Properties: {Statement: [{Effect: Allow, Condition: {Bool: {a: b}}}]}}}"
        );
        Assert.Single(template.Resources);
    }
}
