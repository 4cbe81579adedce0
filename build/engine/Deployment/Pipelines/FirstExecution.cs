using System.Text.Json.Nodes;
using Amazon.Runtime;
using Cake.AWS.CloudFormation.Client.Transport;
using Deployment.Credentials;

namespace Deployment.Pipelines;

/// <summary>
/// The first execution of a pipeline that was just made. It begins by itself, with roles that not all of AWS may know yet: a
/// stage that is refused for it is retried, for as long as changes of IAM take.
/// </summary>
/// <remarks>The API is CodePipeline's (API Reference, "GetPipelineState" and "RetryStageExecution").</remarks>
public sealed class FirstExecution(Session session, AwsEndpoint endpoint, RecentBootstraps recent, TimeProvider time)
    : IDisposable
{
    static readonly ServiceDescription service = new("CodePipeline", "codepipeline", "2015-07-09");
    static readonly TimeSpan shortest = TimeSpan.FromSeconds(1);
    static readonly TimeSpan longest = TimeSpan.FromSeconds(5);

    /// <summary>How CodePipeline and the services that it calls word a refusal; its code for its own is PermissionError.</summary>
    static readonly string[] refusals = ["not authorized", "permission", "AccessDenied", "Access Denied"];

    /// <summary>The stage has gone on meanwhile, or is not yet ready to be retried.</summary>
    static readonly string[] notNow =
    [
        "ConflictException",
        "NotLatestPipelineExecutionException",
        "StageNotRetryableException",
    ];

    readonly JsonClient client = new(
        session.Credentials,
        endpoint.Connect(new ServiceConfig(service, session.Region, endpoint.Url)),
        "CodePipeline_20150709"
    );

    /// <summary>Returns once the first stage has succeeded and the next has begun its work, or has failed for another reason.</summary>
    /// <param name="tell">Told once of each stage that is retried, and why.</param>
    /// <exception cref="AmazonServiceException">The session may not look at the pipeline.</exception>
    public async Task WatchAsync(string pipeline, Action<string> tell, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(tell);
        var (begun, told) = (time.GetTimestamp(), new HashSet<string>(StringComparer.Ordinal));
        for (var wait = shortest; ; wait = wait * 2 < longest ? wait * 2 : longest)
        {
            var looked = time.GetElapsedTime(begun);
            var stages = await StagesAsync(pipeline, cancellationToken);
            var failed = stages.FirstOrDefault(stage => stage.Status == "Failed");
            if (failed is { Refusal: null } || (failed is null && IsUnderWay(stages)) || looked >= recent.Patience)
                return;
            await Task.Delay(wait, time, cancellationToken);
            if (
                failed is { Refusal: { } refusal }
                && await RetryAsync(pipeline, failed, cancellationToken)
                && told.Add(failed.Name)
            )
                tell(
                    $"Stage {failed.Name} of pipeline {pipeline} was refused, and not all of AWS knows its new roles yet: retried ({refusal})"
                );
        }
    }

    public void Dispose() => client.Dispose();

    static bool IsUnderWay(IReadOnlyList<Stage> stages) =>
        stages is [{ Status: "Succeeded" }] or [{ Status: "Succeeded" }, { HasBegun: true }, ..];

    async Task<IReadOnlyList<Stage>> StagesAsync(string pipeline, CancellationToken cancellationToken)
    {
        var state = await client.SendAsync("GetPipelineState", new() { ["name"] = pipeline }, cancellationToken);
        return [.. state["stageStates"]!.AsArray().Select(stage => Read(stage!))];
    }

    static Stage Read(JsonNode stage)
    {
        var runs = stage["actionStates"]!
            .AsArray()
            .Select(action => action!["latestExecution"])
            .OfType<JsonObject>()
            .ToList();
        var latest = stage["latestExecution"];
        var errors = runs.Where(run => run["status"]?.ToString() == "Failed").Select(run => run["errorDetails"]);
        return new(
            stage["stageName"]!.ToString(),
            latest?["pipelineExecutionId"]?.ToString(),
            latest?["status"]?.ToString(),
            errors.Select(RefusalOf).FirstOrDefault(refusal => refusal is not null),
            // The service that does the work has taken it on.
            runs.Any(run => run["externalExecutionId"] is not null || run["token"] is not null)
        );
    }

    static string? RefusalOf(JsonNode? error) =>
        error?["message"]?.ToString() is { } message
        && (
            error["code"]?.ToString() == "PermissionError"
            || refusals.Any(word => message.Contains(word, StringComparison.OrdinalIgnoreCase))
        )
            ? message
            : null;

    async Task<bool> RetryAsync(string pipeline, Stage stage, CancellationToken cancellationToken)
    {
        try
        {
            await client.SendAsync(
                "RetryStageExecution",
                new()
                {
                    ["pipelineName"] = pipeline,
                    ["stageName"] = stage.Name,
                    ["pipelineExecutionId"] = stage.Execution,
                    ["retryMode"] = "FAILED_ACTIONS",
                },
                cancellationToken
            );
            return true;
        }
        catch (AmazonServiceException e) when (notNow.Contains(e.ErrorCode))
        {
            return false;
        }
    }

    /// <param name="Refusal">What the failed action says, where it was refused.</param>
    sealed record Stage(string Name, string? Execution, string? Status, string? Refusal, bool HasBegun);
}
