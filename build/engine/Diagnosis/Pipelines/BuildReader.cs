using System.Text.Json;
using System.Text.Json.Nodes;
using Deployment.Stacks;
using Diagnosis.Templates;

namespace Diagnosis.Pipelines;

/// <summary>Reads a CodeBuild project and its buildspec.</summary>
static class BuildReader
{
    public static PipelineBuild Read(TemplateResource project, TemplateValues values)
    {
        var properties = project.Properties;
        var specification = Specification(values.Text(properties["Source"]?["BuildSpec"]));
        var cache = properties["Cache"];
        return new(
            project.LogicalId,
            project.ConstructPath,
            values.Text(new JsonObject { ["Ref"] = project.LogicalId })!,
            values.Text(properties["ServiceRole"]) ?? Unknown.Mark,
            values.Text(properties["LogsConfig"]?["CloudWatchLogs"]?["GroupName"]),
            cache?["Type"]?.ToString() == "S3" ? values.Text(cache["Location"]) : null,
            [.. Variables(properties, values)],
            [.. CommandsOf(specification)],
            [.. (specification["reports"] as JsonObject ?? []).Select(report => report.Key)]
        )
        {
            PulledImage =
                properties["Environment"]?["ImagePullCredentialsType"]?.ToString() == "SERVICE_ROLE"
                    ? values.Text(properties["Environment"]!["Image"])
                    : null,
        };
    }

    static IEnumerable<BuildSecret> Variables(JsonObject properties, TemplateValues values) =>
        (properties["Environment"]?["EnvironmentVariables"] as JsonArray ?? [])
            .OfType<JsonObject>()
            .Select(variable => new BuildSecret(
                values.Text(variable["Name"]) ?? "",
                variable["Type"]?.ToString() ?? "",
                values.Text(variable["Value"]) ?? ""
            ))
            .Where(variable => variable.Type is "SECRETS_MANAGER" or "PARAMETER_STORE");

    static IEnumerable<string> CommandsOf(JsonObject specification) =>
        (specification["phases"] as JsonObject ?? [])
            .SelectMany(phase => phase.Value?["commands"] as JsonArray ?? [])
            .Select(command => command?.ToString() ?? "");

    /// <summary>A buildspec is JSON where CDK writes it, YAML where somebody else does; one in the source is not known here.</summary>
    static JsonObject Specification(string? text)
    {
        if (
            text is null
            || text.EndsWith(".yml", StringComparison.Ordinal)
            || text.EndsWith(".yaml", StringComparison.Ordinal)
        )
            return [];
        try
        {
            return new TemplateDocument(text).Content;
        }
        catch (Exception exception) when (exception is JsonException or InvalidDataException)
        {
            return [];
        }
    }
}
