using System.Text.Json.Nodes;
using LocalAws.CloudFormation.Intrinsics;
using LocalAws.CloudFormation.Parameters;
using LocalAws.CloudFormation.Templates;

namespace Build.Tests.LocalAws.CloudFormation;

/// <summary>Shortens tests: a template around one value, and the value evaluated.</summary>
static class TemplateTexts
{
    public const string AnyResource = "Resources: {Any: {Type: AWS::SNS::Topic}}";

    /// <summary>A template of one role that CloudFormation may act as.</summary>
    public static string ExecutionRoleTemplate(string name, params string[] actions) =>
        $"Resources: {{Role: {ExecutionRole(name, actions)} }}";

    /// <summary>A role that CloudFormation may act as, allowed such actions on everything: the value of a template's resource.</summary>
    public static string ExecutionRole(string name, params string[] actions) =>
        new JsonObject
        {
            ["Type"] = "AWS::IAM::Role",
            ["Properties"] = new JsonObject
            {
                ["RoleName"] = name,
                ["AssumeRolePolicyDocument"] = Policy(
                    new()
                    {
                        ["Effect"] = "Allow",
                        ["Principal"] = new JsonObject { ["Service"] = "cloudformation.amazonaws.com" },
                        ["Action"] = "sts:AssumeRole",
                    }
                ),
                ["Policies"] = new JsonArray(
                    new JsonObject
                    {
                        ["PolicyName"] = "all",
                        ["PolicyDocument"] = Policy(
                            new()
                            {
                                ["Effect"] = "Allow",
                                ["Action"] = new JsonArray([.. actions.Select(action => (JsonNode)action)]),
                                ["Resource"] = "*",
                            }
                        ),
                    }
                ),
            },
        }.ToJsonString();

    static JsonObject Policy(JsonObject statement) =>
        new() { ["Version"] = "2012-10-17", ["Statement"] = new JsonArray(statement) };

    public static JsonNode? Evaluate(
        string yamlValue,
        string sections = "",
        params (string Name, string Value)[] parameters
    )
    {
        var template = TemplateParser.Parse($"{sections}\n{AnyResource}\nOutputs: {{Result: {{Value: {yamlValue}}}}}");
        var settings = ParameterResolution.Resolve(
            template,
            [.. parameters.Select(parameter => new ParameterInput(parameter.Name, parameter.Value, false))],
            []
        );
        var scope = new EvaluationScope
        {
            Template = template,
            AccountId = "111111111111",
            Region = "eu-west-1",
            StackId = "arn:aws:cloudformation:eu-west-1:111111111111:stack/storage/1",
            StackName = "storage",
            Parameters = settings.ToDictionary(
                setting => setting.Key,
                setting => ParameterResolution.ValueOf(template.Parameters[setting.Key], setting)
            ),
            ResourceReference = id => $"{id}-physical",
            ResourceAttribute = (id, attribute) => attribute == "Missing" ? null : $"{id}/{attribute}",
            Export = name => name == "shared" ? "imported" : null,
        };
        return new Evaluator(scope).Evaluate(template.Outputs["Result"].Value);
    }

    public static string MessageOf(Action action) => Assert.Throws<TemplateException>(action).Message;
}
