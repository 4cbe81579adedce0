using System.Text.Json;
using System.Text.Json.Nodes;
using LocalAws.CloudFormation.Parameters;
using LocalAws.CloudFormation.Requests;
using LocalAws.CloudFormation.Stacks;
using LocalAws.CloudFormation.Templates;
using LocalAws.CodePipeline.Artifacts;

namespace LocalAws.CodePipeline.Actions;

/// <summary>What an action tells CloudFormation, from its configuration and the files of its artifacts.</summary>
static class StackInputs
{
    const int LargestTemplate = 1_048_576;

    public static StackInput Read(ActionContext context)
    {
        var configuration = context["TemplateConfiguration"] is { } file
            ? Json(File(context, file), file)
            : new JsonObject();
        var parameters = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (key, value) in configuration["Parameters"] as JsonObject ?? [])
            parameters[key] = value?.AsText() ?? "";
        if (context["ParameterOverrides"] is { Length: > 0 } overrides)
        {
            foreach (var (key, value) in Json(overrides, "ParameterOverrides"))
                parameters[key] = Value(context, value);
        }
        return new()
        {
            StackName = context["StackName"]!,
            TemplateBody = File(context, context["TemplatePath"]!),
            TemplateBodyLimit = LargestTemplate,
            Parameters =
            [
                .. parameters.Select(parameter => new ParameterInput(
                    parameter.Key,
                    parameter.Value,
                    UsePreviousValue: false
                )),
            ],
            Tags = configuration["Tags"] is JsonObject tags
                ? [.. tags.Select(tag => new Tag(tag.Key, tag.Value?.AsText() ?? ""))]
                : null,
            StackPolicyBody = configuration["StackPolicy"]?.ToJsonString(),
            Capabilities =
                context["Capabilities"]
                    ?.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries) ?? [],
            RoleArn = context["RoleArn"],
        };
    }

    /// <summary>A text, Fn::GetParam of a JSON file in an artifact, or Fn::GetArtifactAtt.</summary>
    static string Value(ActionContext context, JsonNode? value)
    {
        if (!value.IsCall(out var name, out var argument))
            return value?.AsText() ?? "";
        var arguments = argument.Texts().ToList();
        switch (name, arguments.Count)
        {
            case ("Fn::GetParam", 3):
                var file = $"{arguments[0]}::{arguments[1]}";
                return Json(File(context, file), file).Text(arguments[2])
                    ?? throw Wrong($"The file {file} has no key {arguments[2]}");
            case ("Fn::GetArtifactAtt", 2):
                var input = context.Input(arguments[0]);
                return arguments[1] switch
                {
                    "BucketName" => input.Bucket,
                    "ObjectKey" => input.Key,
                    "URL" => $"https://s3.{input.Region}.amazonaws.com/{input.Bucket}/{input.Key}",
                    _ => throw Wrong($"Artifacts have no attribute {arguments[1]}"),
                };
            default:
                throw Wrong($"{name} with {arguments.Count} arguments is no function of ParameterOverrides");
        }
    }

    /// <summary>The text of Artifact::file, read as the action's role.</summary>
    static string File(ActionContext context, string path)
    {
        var parts = path.Split("::", 2);
        using var zip = context.Artifacts.Open(context.Caller, context.Input(parts[0]));
        return ZippedFile.Read(zip, parts[1])
            ?? throw Wrong($"File [{parts[1]}] does not exist in artifact [{parts[0]}]");
    }

    static JsonObject Json(string text, string what)
    {
        try
        {
            if (JsonNode.Parse(text) is JsonObject json)
                return json;
        }
        catch (JsonException malformed)
        {
            throw Wrong($"{what} is not JSON: {malformed.Message}");
        }
        throw Wrong($"{what} is not a JSON object");
    }

    static ActionException Wrong(string message) => new("ConfigurationError", message);
}
