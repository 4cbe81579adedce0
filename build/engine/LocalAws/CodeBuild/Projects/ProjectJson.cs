using System.Text.Json.Nodes;
using LocalAws.Protocol;

namespace LocalAws.CodeBuild.Projects;

/// <summary>Projects as the API tells them.</summary>
static class ProjectJson
{
    public static JsonObject Of(Project project) =>
        new()
        {
            ["name"] = project.Name,
            ["arn"] = project.Arn,
            ["description"] = project.Description,
            ["source"] = Of(project.Source),
            ["sourceVersion"] = project.SourceVersion,
            ["secondarySources"] = JsonService.Array(project.SecondarySources.Select(Of)),
            ["artifacts"] = Of(project.Artifacts),
            ["secondaryArtifacts"] = JsonService.Array(project.SecondaryArtifacts.Select(Of)),
            ["cache"] = Of(project.Cache),
            ["environment"] = Of(project.Environment),
            ["serviceRole"] = project.ServiceRole,
            ["timeoutInMinutes"] = project.TimeoutInMinutes,
            ["queuedTimeoutInMinutes"] = project.QueuedTimeoutInMinutes,
            ["concurrentBuildLimit"] = project.ConcurrentBuildLimit,
            ["encryptionKey"] = project.EncryptionKey,
            ["logsConfig"] = Of(project.Logs),
            ["tags"] = Tags(project.Tags),
            ["created"] = JsonService.Seconds(project.Created),
            ["lastModified"] = JsonService.Seconds(project.Changed),
        };

    public static JsonObject Of(ProjectSource source) =>
        new()
        {
            ["type"] = source.Type,
            ["location"] = source.Location,
            ["buildspec"] = source.Buildspec,
            ["sourceIdentifier"] = source.Identifier,
        };

    public static JsonObject Of(ProjectCache cache) =>
        new()
        {
            ["type"] = cache.Type,
            ["location"] = cache.Location,
            ["modes"] = JsonService.Array(cache.Modes),
        };

    public static JsonObject Of(ProjectEnvironment environment) =>
        new()
        {
            ["type"] = environment.Type,
            ["image"] = environment.Image,
            ["computeType"] = environment.ComputeType,
            ["privilegedMode"] = environment.PrivilegedMode,
            ["imagePullCredentialsType"] = environment.ImagePullCredentialsType,
            ["environmentVariables"] = JsonService.Array(
                environment.Variables.Select(variable => new JsonObject
                {
                    ["name"] = variable.Name,
                    ["value"] = variable.Value,
                    ["type"] = variable.Type,
                })
            ),
        };

    public static JsonArray Tags(IReadOnlyDictionary<string, string> tags) =>
        JsonService.Array(tags.Select(tag => new JsonObject { ["key"] = tag.Key, ["value"] = tag.Value }));

    static JsonObject Of(ProjectArtifacts artifacts) =>
        new()
        {
            ["type"] = artifacts.Type,
            ["location"] = artifacts.Location,
            ["path"] = artifacts.Path,
            ["namespaceType"] = artifacts.NamespaceType,
            ["name"] = artifacts.Name,
            ["packaging"] = artifacts.Packaging,
            ["overrideArtifactName"] = artifacts.OverrideArtifactName,
            ["encryptionDisabled"] = artifacts.EncryptionDisabled,
            ["artifactIdentifier"] = artifacts.Identifier,
        };

    static JsonObject Of(ProjectLogs logs) =>
        new()
        {
            ["cloudWatchLogs"] = new JsonObject
            {
                ["status"] = logs.Status,
                ["groupName"] = logs.Group,
                ["streamName"] = logs.StreamPrefix,
            },
            ["s3Logs"] = new JsonObject { ["status"] = "DISABLED" },
        };
}
