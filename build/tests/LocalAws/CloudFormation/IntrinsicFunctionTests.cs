namespace Build.Tests.LocalAws.CloudFormation;

public class IntrinsicFunctionTests
{
    const string Sections = """
        Parameters:
          Name: {Type: String, Default: bucket}
          Zones: {Type: CommaDelimitedList, Default: "a, b,c"}
        Mappings: {Sizes: {eu-west-1: {small: t3, list: [x, y]}}}
        Conditions:
          Yes: !Equals [!Ref Name, bucket]
          No: !Not [!Condition Yes]
          Both: !And [!Condition Yes, !Or [!Condition No, !Equals [1, "1"]]]
        """;

    [Theory]
    [InlineData("!Ref Name", "\"bucket\"")]
    [InlineData("!Ref Zones", """["a","b","c"]""")]
    [InlineData("!Ref AWS::AccountId", "\"111111111111\"")]
    [InlineData("!Ref AWS::Partition", "\"aws\"")]
    [InlineData("!Ref AWS::URLSuffix", "\"amazonaws.com\"")]
    [InlineData("!Ref Any", "\"Any-physical\"")]
    [InlineData("!GetAtt Any.Endpoint.Port", "\"Any/Endpoint.Port\"")]
    [InlineData("!Sub '${Name}-${AWS::Region}-${!Literal}-${Any.Arn}'", "\"bucket-eu-west-1-${Literal}-Any/Arn\"")]
    [InlineData("!Sub ['${A}${Name}', {A: !Ref Name}]", "\"bucketbucket\"")]
    [InlineData("!Join [':', [a, !Ref Name, 1]]", "\"a:bucket:1\"")]
    [InlineData("!Select [1, !Ref Zones]", "\"b\"")]
    [InlineData("!Select [0, !Split ['/', 'x/y']]", "\"x\"")]
    [InlineData("!If [Both, yes!, no!]", "\"yes!\"")]
    [InlineData("{a: !If [No, 1, !Ref AWS::NoValue], b: [!Ref AWS::NoValue, 2]}", """{"b":[2]}""")]
    [InlineData("!FindInMap [Sizes, !Ref AWS::Region, small]", "\"t3\"")]
    [InlineData("!FindInMap [Sizes, eu-west-1, list]", """["x","y"]""")]
    [InlineData("{Fn::ImportValue: shared}", "\"imported\"")]
    [InlineData("!Base64 hello", "\"aGVsbG8=\"")]
    [InlineData("!GetAZs ''", """["eu-west-1a","eu-west-1b","eu-west-1c"]""")]
    [InlineData("!Select [3, !GetAZs us-west-2]", "\"us-west-2d\"")]
    [InlineData("!GetAZs ca-central-1", """["ca-central-1a","ca-central-1b","ca-central-1d"]""")]
    [InlineData("!Cidr [10.0.0.0/16, 3, 8]", """["10.0.0.0/24","10.0.1.0/24","10.0.2.0/24"]""")]
    [InlineData("!Cidr ['2001:db8::/56', 2, 64]", """["2001:db8::/64","2001:db8:0:1::/64"]""")]
    public void Evaluate_Function_GivesItsValue(string value, string expected) =>
        Assert.Equal(expected, TemplateTexts.Evaluate(value, Sections)?.ToJsonString(JsonText.Plain));

    [Theory]
    [InlineData("!Select [7, !Ref Zones]", "Template error: Fn::Select cannot select nonexistent value at index 7")]
    [InlineData(
        "!FindInMap [Sizes, eu-west-2, small]",
        "Template error: Unable to get mapping for Sizes::eu-west-2::small"
    )]
    [InlineData("!FindInMap [Colours, a, b]", "Template error: Mapping named 'Colours' is not present")]
    [InlineData("{Fn::ImportValue: absent}", "No export named absent found.")]
    [InlineData("!Join [a]", "Template error: every Fn::Join object requires two parameters")]
    [InlineData("!GetAtt Any.Missing", "does not support attribute type Missing in Fn::GetAtt")]
    [InlineData("!Cidr [10.0.0.0/24, 4, 8]", "not enough room in 10.0.0.0/24")]
    [InlineData("{Fn::Transform: {Name: Ours}}", "No transform named Ours found.")]
    [InlineData("{Fn::Transform: [{Name: Ours, Parameters: {A: 1}}]}", "No transform named Ours found.")]
    [InlineData("{Fn::Unheard: 1}", "Template error: Encountered unsupported function: Fn::Unheard")]
    public void Evaluate_FaultyCall_SaysWhatCloudFormationSays(string value, string message) =>
        Assert.Contains(
            message,
            TemplateTexts.MessageOf(() => TemplateTexts.Evaluate(value, Sections)),
            StringComparison.Ordinal
        );

    [Fact]
    public void Evaluate_ConditionsThatNeedEachOther_AreRefused() =>
        Assert.Contains(
            "circular condition dependency",
            TemplateTexts.MessageOf(() =>
                TemplateTexts.Evaluate("!If [A, 1, 2]", "Conditions: {A: !Not [!Condition B], B: !Not [!Condition A]}")
            ),
            StringComparison.Ordinal
        );
}
