using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using LocalAws.CloudFormation.Templates;
using Serverless;

namespace Build.Tests.Serverless;

/// <summary>What CloudFormation makes of templates of the Serverless Application Model.</summary>
public sealed partial class ServerlessTransformTests
{
    static JsonObject Process(string template) =>
        ServerlessTransform.Process(
            TemplateText.Read(template),
            new ServerlessOptions
            {
                Region = "eu-west-1",
                Partition = "aws",
                ManagedPolicyArn = name => $"arn:aws:iam::aws:policy/{name}",
            }
        );

    [Fact]
    public void Process_OfEachKind_MakesTheResourcesThatAwsMakes()
    {
        var others = new List<string>();
        foreach (var (kind, template, resources) in TranslatedTemplates.All)
        {
            var made = string.Join(
                ", ",
                Process(template)["Resources"]!
                    .AsObject()
                    .Select(entry => $"{Hash().Replace(entry.Key, "#")} {entry.Value!["Type"]}")
                    .Order(StringComparer.Ordinal)
            );
            if (made != string.Join(", ", resources.Split(", ").Order(StringComparer.Ordinal)))
                others.Add($"{kind}\n  {resources}\n  {made}");
        }

        Assert.True(others.Count == 0, string.Join('\n', others));
    }

    [Fact]
    public void Process_OfEachKind_SetsWhatAwsSets()
    {
        var others = new List<string>();
        foreach (var (kind, template, place, value) in TranslatedTemplates.Values)
        {
            JsonNode? node = Process(template);
            foreach (var step in place.Split('/'))
                node = node is JsonArray list ? list[int.Parse(step, CultureInfo.InvariantCulture)] : node?[step];
            if (!JsonNode.DeepEquals(node, JsonNode.Parse(value)))
                others.Add($"{kind}\n  {value}\n  {node?.ToJsonString()}\n  {Process(template).ToJsonString()}");
        }

        Assert.True(others.Count == 0, string.Join('\n', others));
    }

    [Fact]
    public void Process_OfWhatAwsRefuses_SaysWhatItSays()
    {
        var others = new List<string>();
        foreach (var (template, message) in TranslatedTemplates.Refused)
        {
            var error = Record.Exception(() => Process(template));
            if (
                error is not ServerlessException
                || error.Message
                    != $"Invalid Serverless Application Specification document. Number of errors found: 1. {message}"
            )
                others.Add($"{template}\n  {message}\n  {error}");
        }

        Assert.True(others.Count == 0, string.Join('\n', others));
    }

    /// <summary>Another document is another deployment, the same one the same.</summary>
    [Fact]
    public void Process_OfAnotherMethod_MakesAnotherDeployment()
    {
        static string Deployment(string method) =>
            Process(
                TranslatedTemplates.Function(
                    $"Events: {{E: {{Type: Api, Properties: {{Path: /a, Method: {method}}}}}}}"
                )
            )["Resources"]!
                .AsObject()
                .Single(entry => (string?)entry.Value!["Type"] == "AWS::ApiGateway::Deployment")
                .Key;

        Assert.Equal(Deployment("get"), Deployment("get"));
        Assert.NotEqual(Deployment("get"), Deployment("put"));
    }

    [Fact]
    public void Process_OfATemplate_LeavesItAsItIs()
    {
        var template = TemplateText.Read(TranslatedTemplates.Function("Policies: [{KMSDecryptPolicy: {KeyId: k}}]"));
        var before = template.ToJsonString();

        ServerlessTransform.Process(template, new ServerlessOptions { Region = "eu-west-1", Partition = "aws" });

        Assert.Equal(before, template.ToJsonString());
    }

    [GeneratedRegex("[0-9a-f]{10}$")]
    private static partial Regex Hash();
}
