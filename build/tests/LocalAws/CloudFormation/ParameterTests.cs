using LocalAws.CloudFormation.Parameters;
using LocalAws.CloudFormation.Templates;

namespace Build.Tests.LocalAws.CloudFormation;

public class ParameterTests
{
    static IReadOnlyList<ParameterSetting> Resolve(
        string declaration,
        ParameterInput? input,
        ParameterSetting? previous = null
    ) =>
        ParameterResolution.Resolve(
            TemplateParser.Parse($"Parameters: {{P: {declaration}}}\n{TemplateTexts.AnyResource}"),
            input is null ? [] : [input],
            previous is null ? [] : [previous]
        );

    [Theory]
    [InlineData("{Type: String}", null, "Parameters: [P] must have values")]
    [InlineData("{Type: String, AllowedValues: [a, b]}", "c", "Parameter 'P' must be one of AllowedValues: [a, b]")]
    [InlineData("{Type: String, AllowedPattern: '[a-z]+'}", "A", "Parameter 'P' must match pattern [a-z]+")]
    [InlineData("{Type: String, MinLength: 3}", "ab", "Parameter 'P' must contain at least 3 characters")]
    [InlineData("{Type: String, MaxLength: 1}", "ab", "Parameter 'P' must contain at most 1 characters")]
    [InlineData("{Type: Number}", "one", "Parameter 'P' must be a number.")]
    [InlineData("{Type: Number, MinValue: 2}", "1", "Parameter 'P' must be a number not less than 2")]
    [InlineData("{Type: List<Number>, MaxValue: 2}", "1,3", "Parameter 'P' must be a number not greater than 2")]
    [InlineData(
        "{Type: String, AllowedPattern: '[a-z]+', ConstraintDescription: lower case only}",
        "A",
        "Parameter 'P' failed to satisfy constraint: lower case only"
    )]
    public void Resolve_ValueAgainstItsDeclaration_IsRefused(string declaration, string? value, string message) =>
        Assert.Equal(
            message,
            TemplateTexts.MessageOf(() =>
                Resolve(declaration, value is null ? null : new ParameterInput("P", value, false))
            )
        );

    [Fact]
    public void Resolve_UnknownParameter_IsRefusedByName() =>
        Assert.Equal(
            "Parameters: [Q] do not exist in the template",
            TemplateTexts.MessageOf(() => Resolve("{Type: String, Default: a}", new ParameterInput("Q", "x", false)))
        );

    [Fact]
    public void Resolve_UsePreviousValueOfAStoreParameter_KeepsTheName()
    {
        var settings = Resolve(
            "{Type: 'AWS::SSM::Parameter::Value<String>', Default: /other}",
            new ParameterInput("P", null, true),
            new ParameterSetting("P", "/cdk-bootstrap/hnb659fds/version", "33")
        );
        Assert.Equal("/cdk-bootstrap/hnb659fds/version", Assert.Single(settings).Value);
    }

    [Fact]
    public void Resolve_UsePreviousValueWithoutOne_IsRefused() =>
        Assert.Contains(
            "Cannot specify usePreviousValue as true for a parameter key not in the previous template",
            TemplateTexts.MessageOf(() => Resolve("{Type: String}", new ParameterInput("P", null, true))),
            StringComparison.Ordinal
        );

    [Fact]
    public void ValueOf_StoreParameterOfAList_IsTheResolvedList()
    {
        var declaration = new ParameterDeclaration("P", "AWS::SSM::Parameter::Value<List<String>>");
        var value = ParameterResolution.ValueOf(declaration, new ParameterSetting("P", "/zones", "a,b"));
        Assert.Equal("""["a","b"]""", value.ToJsonString());
    }

    [Fact]
    public void Check_RuleWhoseAssertionFails_SaysItsDescription()
    {
        const string Rules = """
            Parameters: {Stage: {Type: String}, Size: {Type: String}}
            Rules:
              Prod:
                RuleCondition: !Equals [!Ref Stage, prod]
                Assertions: [{Assert: {Fn::Contains: [[large], !Ref Size]}, AssertDescription: prod is large}]
            """;
        var template = TemplateParser.Parse($"{Rules}\n{TemplateTexts.AnyResource}");
        RuleCheck.Check(new(Scope(template, "test", "small")));
        Assert.Contains(
            "prod is large",
            TemplateTexts.MessageOf(() => RuleCheck.Check(new(Scope(template, "prod", "small")))),
            StringComparison.Ordinal
        );
    }

    static global::LocalAws.CloudFormation.Intrinsics.EvaluationScope Scope(
        Template template,
        string stage,
        string size
    ) =>
        new()
        {
            Template = template,
            AccountId = "111111111111",
            Region = "eu-west-1",
            StackId = "id",
            StackName = "name",
            Parameters = new Dictionary<string, System.Text.Json.Nodes.JsonNode> { ["Stage"] = stage, ["Size"] = size },
        };
}
