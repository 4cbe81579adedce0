using Deployment.Stacks;

namespace Build.Tests.Deployment.Stacks;

public class TemplateDocumentTests
{
    [Fact]
    public void SaysTheSameAs_OtherOrderAndWhiteSpace_IsTheSame()
    {
        var one = new TemplateDocument(
            """{"Resources":{"A":{"Type":"AWS::S3::Bucket","Properties":{"X":1,"Y":[1,2]}}}}"""
        );
        var other = new TemplateDocument(
            """{ "Resources": { "A": { "Properties": { "Y": [1, 2], "X": 1 }, "Type": "AWS::S3::Bucket" } } }"""
        );

        Assert.True(one.SaysTheSameAs(other));
    }

    [Fact]
    public void SaysTheSameAs_ListInOtherOrder_IsAnother()
    {
        var one = new TemplateDocument("""{"A":[1,2]}""");
        var other = new TemplateDocument("""{"A":[2,1]}""");

        Assert.False(one.SaysTheSameAs(other));
    }

    [Fact]
    public void Content_YamlWithShortForms_IsTheJsonOfTheLongForms()
    {
        var yaml = new TemplateDocument(
            """
            Parameters:
              Name: {Type: String, Default: '33'}
            Resources:
              A:
                Type: AWS::SNS::Topic
                Properties:
                  TopicName: !Sub "${Name}-topic"
                  DisplayName: !GetAtt B.Nested.Name
                  Fifo: true
                  Count: 3
                  Other: !Join ['', [!Ref Name, x]]
            """
        );
        var json = new TemplateDocument(
            """
            {"Parameters":{"Name":{"Type":"String","Default":"33"}},
             "Resources":{"A":{"Type":"AWS::SNS::Topic","Properties":{
               "TopicName":{"Fn::Sub":"${Name}-topic"},
               "DisplayName":{"Fn::GetAtt":["B","Nested.Name"]},
               "Fifo":true,"Count":3,
               "Other":{"Fn::Join":["",[{"Ref":"Name"},"x"]]}}}}}
            """
        );

        Assert.True(yaml.SaysTheSameAs(json));
    }

    [Theory]
    [InlineData("""{"Transform":"AWS::Serverless-2016-10-31"}""", false)]
    [InlineData("""{"Transform":["AWS::Serverless-2016-10-31","Ours"]}""", true)]
    [InlineData("""{"Resources":{"Fn::Transform":{"Name":"AWS::Include"}}}""", true)]
    [InlineData("""{"Resources":{}}""", false)]
    public void DependsOnMacros_Transforms_TellsThoseThatMayGiveSomethingElseNextTime(string text, bool expected) =>
        Assert.Equal(expected, new TemplateDocument(text).DependsOnMacros);

    [Fact]
    public void Parameters_SsmTyped_MayHaveChangedUnlessCdkSaysToSkip()
    {
        var template = new TemplateDocument(
            """
            {"Parameters":{
              "BootstrapVersion":{"Type":"AWS::SSM::Parameter::Value<String>","Default":"/x","Description":"Version [cdk:skip]"},
              "Image":{"Type":"AWS::SSM::Parameter::Value<AWS::EC2::Image::Id>","Default":"/y"},
              "Plain":{"Type":"String"}}}
            """
        );

        Assert.Equal([false, true, false], template.Parameters.Select(p => p.MayHaveChanged));
        Assert.Equal([true, true, false], template.Parameters.Select(p => p.HasDefault));
    }

    [Fact]
    public void Body_LongOnlyBecauseOfWhiteSpace_IsSentCompact()
    {
        var spaces = new string(' ', TemplateDocument.LongestBody);
        var template = new TemplateDocument($$"""{"Description":{{spaces}}"é"}""");

        Assert.True(template.FitsInBody);
        Assert.Equal("""{"Description":"é"}""", template.Body);
    }
}
