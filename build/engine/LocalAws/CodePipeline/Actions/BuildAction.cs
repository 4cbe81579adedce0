using System.Text.Json;
using LocalAws.CodeBuild.Builds;
using LocalAws.CodeBuild.Projects;
using LocalAws.CodePipeline.Executions;

namespace LocalAws.CodePipeline.Actions;

/// <summary>Starts a build as the action's role and waits for it.</summary>
sealed class BuildAction : IActionProvider
{
    public async Task<ActionOutcome> RunAsync(ActionContext context, CancellationToken cancellationToken)
    {
        var outputs = context
            .Action.OutputArtifacts.Select(output => context.Artifacts.NewLocation(output.Name, context.Region))
            .ToList();
        var builds = context.Services.CodeBuild;
        var build = builds.StartBuild(context.Caller, context.Region, Request(context, outputs));
        context.Report(found =>
            found with
            {
                ExternalId = build.Id,
                ExternalUrl =
                    $"https://console.aws.amazon.com/codebuild/home?region={context.Region}#/builds/{build.Id}/view/new",
                LogStreamArn = LogOf(build),
            }
        );
        // It is asked again and again until the build has ended.
        context.Demand("codebuild:BatchGetBuilds", build.Project.Arn);
        var ended = await builds.WaitAsync(build.Arn, cancellationToken);
        context.Report(found => found with { LogStreamArn = LogOf(ended) });
        if (!ended.IsSuccess)
            throw new ActionException("JobFailed", Reason(ended));
        return new()
        {
            Outputs = outputs,
            Variables = ended.ExportedVariables.ToDictionary(
                variable => variable.Name,
                variable => variable.Value,
                StringComparer.Ordinal
            ),
        };
    }

    static StartBuildRequest Request(ActionContext context, List<ArtifactLocation> outputs)
    {
        var primary = context["PrimarySource"] ?? context.Inputs[0].Name;
        var key = context.Artifacts.KeyOf(context.Region);
        return new(context["ProjectName"]!)
        {
            Variables = Variables(context["EnvironmentVariables"]),
            Initiator = $"codepipeline/{context.Execution.Pipeline}",
            Pipeline = new()
            {
                Primary = Artifact(context.Input(primary)),
                Secondary = [.. context.Inputs.Where(input => input.Name != primary).Select(Artifact)],
                Outputs =
                [
                    .. outputs.Select(output => new OutputArtifact(output.Name, output.Bucket, output.Key)
                    {
                        KeyArn = key,
                    }),
                ],
            },
        };
    }

    static InputArtifact Artifact(ArtifactLocation location) => new(location.Name, location.Bucket, location.Key);

    static List<EnvironmentVariable> Variables(string? json)
    {
        if (json is null)
            return [];
        try
        {
            using var document = JsonDocument.Parse(json);
            return
            [
                .. document
                    .RootElement.EnumerateArray()
                    .Select(item => new EnvironmentVariable(
                        item.GetProperty("name").GetString()!,
                        item.GetProperty("value").GetString()!,
                        item.TryGetProperty("type", out var type) ? type.GetString()! : "PLAINTEXT"
                    )),
            ];
        }
        catch (Exception malformed)
            when (malformed is JsonException or InvalidOperationException or KeyNotFoundException)
        {
            throw new ActionException(
                "ConfigurationError",
                $"The EnvironmentVariables of the action are not a JSON array of name, value and type: {malformed.Message}"
            );
        }
    }

    static string? LogOf(BuildRecord build) =>
        build.Log is { } log
            ? $"arn:{Iam.Arns.PartitionOf(build.Arn)}:logs:{Iam.Arns.RegionOf(build.Arn)}:{Iam.Arns.AccountOf(build.Arn)}:log-group:{log.Group}:log-stream:{log.Stream}"
            : null;

    static string Reason(BuildRecord build)
    {
        var text = $"Build terminated with state: {build.Status}";
        var failed = build.Phases.FirstOrDefault(phase => phase.Contexts.Any(context => context.Message.Length > 0));
        return failed is null
            ? text
            : $"{text}. Phase: {failed.Type}, Code: {failed.Contexts[0].Code}, Message: {failed.Contexts[0].Message}";
    }
}
