using System.Text.Json.Nodes;
using LocalAws.CodeBuild.Projects;
using LocalAws.Protocol;

namespace LocalAws.CodeBuild.Builds;

/// <summary>Builds as the API tells them.</summary>
static class BuildJson
{
    public static JsonObject Of(BuildRecord build)
    {
        var project = build.Project;
        var (region, account) = (Iam.Arns.RegionOf(build.Arn), Iam.Arns.AccountOf(build.Arn));
        var answer = new JsonObject
        {
            ["id"] = build.Id,
            ["arn"] = build.Arn,
            ["buildNumber"] = build.Number,
            ["startTime"] = JsonService.Seconds(build.Started),
            ["currentPhase"] = build.Phases is [.., var current] ? current.Type : "SUBMITTED",
            ["buildStatus"] = build.Status,
            ["buildComplete"] = build.IsComplete,
            ["projectName"] = project.Name,
            ["initiator"] = build.Initiator,
            ["phases"] = JsonService.Array(build.Phases.Select(Of)),
            ["source"] = ProjectJson.Of(project.Source),
            ["sourceVersion"] = SourceVersion(build),
            ["resolvedSourceVersion"] = build.Pipeline?.Primary.Revision ?? project.SourceVersion,
            ["secondarySources"] = JsonService.Array(project.SecondarySources.Select(ProjectJson.Of)),
            ["artifacts"] = Of(build.Artifact),
            ["secondaryArtifacts"] = JsonService.Array(build.SecondaryArtifacts.Select(artifact => Of(artifact))),
            ["cache"] = ProjectJson.Of(project.Cache),
            ["environment"] = ProjectJson.Of(project.Environment),
            ["serviceRole"] = project.ServiceRole,
            ["timeoutInMinutes"] = project.TimeoutInMinutes,
            ["queuedTimeoutInMinutes"] = project.QueuedTimeoutInMinutes,
            ["encryptionKey"] =
                project.EncryptionKey ?? $"arn:{Partitions.Of(region)}:kms:{region}:{account}:alias/aws/s3",
            ["exportedEnvironmentVariables"] = JsonService.Array(
                build.ExportedVariables.Select(variable => new JsonObject
                {
                    ["name"] = variable.Name,
                    ["value"] = variable.Value,
                })
            ),
            ["reportArns"] = JsonService.Array(build.Reports),
            ["logs"] = Of(build.Log, region, account),
        };
        if (build.Ended is { } ended)
            answer["endTime"] = JsonService.Seconds(ended);
        return answer;
    }

    static string? SourceVersion(BuildRecord build) =>
        build.Pipeline is { Primary: var primary }
            ? $"arn:{Iam.Arns.PartitionOf(build.Arn)}:s3:::{primary.Bucket}/{primary.Key}"
            : build.Project.SourceVersion;

    static JsonObject Of(BuildPhase phase)
    {
        var answer = new JsonObject { ["phaseType"] = phase.Type, ["startTime"] = JsonService.Seconds(phase.Started) };
        if (phase.Status is { } status)
            answer["phaseStatus"] = status;
        if (phase.Ended is not { } ended)
            return answer;
        answer["endTime"] = JsonService.Seconds(ended);
        answer["durationInSeconds"] = (long)(ended - phase.Started).TotalSeconds;
        answer["contexts"] = JsonService.Array(
            phase
                .Contexts.DefaultIfEmpty(new("", ""))
                .Select(context => new JsonObject { ["statusCode"] = context.Code, ["message"] = context.Message })
        );
        return answer;
    }

    static JsonObject Of(BuildArtifact? artifact) =>
        new()
        {
            ["location"] = artifact?.Location ?? "",
            ["sha256sum"] = artifact?.Sha256,
            ["artifactIdentifier"] = artifact?.Identifier,
        };

    static JsonObject Of(BuildLog? log, string region, string account) =>
        log is null
            ? new() { ["cloudWatchLogs"] = new JsonObject { ["status"] = "DISABLED" } }
            : new()
            {
                ["groupName"] = log.Group,
                ["streamName"] = log.Stream,
                ["cloudWatchLogs"] = new JsonObject { ["status"] = "ENABLED", ["groupName"] = log.Group },
                ["cloudWatchLogsArn"] =
                    $"arn:{Partitions.Of(region)}:logs:{region}:{account}:log-group:{log.Group}:log-stream:{log.Stream}",
            };
}
