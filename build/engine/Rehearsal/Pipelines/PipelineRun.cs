using System.Text.Json.Nodes;
using Deployment;
using Deployment.Credentials;
using Deployment.NextActions;
using Reporting.Runs;

namespace Rehearsal.Pipelines;

/// <summary>Runs a pipeline by its API and watches it to its end, also where it changes itself and begins anew.</summary>
sealed class PipelineRun(LocalCalls calls, string pipeline, TimeProvider time)
{
    const string Service = "codepipeline";
    static readonly TimeSpan interval = TimeSpan.FromMilliseconds(300);

    /// <summary>How long a pipeline that changed itself may take to begin anew.</summary>
    static readonly TimeSpan restart = TimeSpan.FromSeconds(30);

    /// <summary>Starts an execution, unless the pipeline has just begun its first by itself; gives its id.</summary>
    public async Task<string> StartAsync(CancellationToken cancellationToken)
    {
        var (id, status) = await NewestAsync(cancellationToken);
        if (status == "InProgress")
            return id!;
        var started = await CallAsync("StartPipelineExecution", new() { ["name"] = pipeline }, cancellationToken);
        return started["pipelineExecutionId"]!.ToString();
    }

    /// <summary>Runs the failed actions of the failed stage again; gives the id of the execution.</summary>
    /// <exception cref="BuildException">Nothing has failed.</exception>
    public async Task<string> RetryAsync(CancellationToken cancellationToken)
    {
        var (id, status) = await NewestAsync(cancellationToken);
        var failed =
            status == "Failed"
                ? (await ActionsAsync(cancellationToken)).LastOrDefault(run =>
                    run.Execution == id && run.Status == "Failed"
                )
                : null;
        if (failed is null)
            throw new BuildException(
                new Finding(
                    RehearsalCodes.NothingToRetry,
                    "No stage of the pipeline has failed",
                    [$"its last execution is {status ?? "not there yet"}"],
                    new BuildCommand("Rehearse").In(AwsEndpoint.Aws)
                )
            );
        await CallAsync(
            "RetryStageExecution",
            new()
            {
                ["pipelineName"] = pipeline,
                ["stageName"] = failed.Stage,
                ["pipelineExecutionId"] = id,
                ["retryMode"] = "FAILED_ACTIONS",
            },
            cancellationToken
        );
        return id!;
    }

    /// <summary>
    /// Watches from an execution on until the pipeline rests; tells each action when it begins and when it ends. Nobody else is
    /// there to approve: what waits for it is approved.
    /// </summary>
    /// <returns>Whether the last execution has succeeded.</returns>
    public async Task<bool> WatchAsync(
        IReadOnlySet<string> before,
        Action<ActionRecord> tell,
        CancellationToken cancellationToken
    )
    {
        var told = new Dictionary<string, string>(StringComparer.Ordinal);
        var restarting = time.GetTimestamp();
        while (true)
        {
            var (_, status) = await NewestAsync(cancellationToken);
            foreach (var run in await ActionsAsync(cancellationToken))
            {
                if (before.Contains(run.Id) || told.GetValueOrDefault(run.Id) == run.Status)
                    continue;
                if (run is { IsApproval: true, IsActive: true })
                {
                    if (run.External is null)
                        continue; // not open yet
                    await ApproveAsync(run, cancellationToken);
                }
                told[run.Id] = run.Status;
                tell(run);
            }
            if (status is "Succeeded" or "Failed" or "Stopped")
                return status == "Succeeded";
            if (status == "InProgress")
                restarting = time.GetTimestamp();
            else if (time.GetElapsedTime(restarting) > restart)
                return false;
            await Task.Delay(interval, time, cancellationToken);
        }
    }

    async Task ApproveAsync(ActionRecord run, CancellationToken cancellationToken) =>
        await CallAsync(
            "PutApprovalResult",
            new()
            {
                ["pipelineName"] = pipeline,
                ["stageName"] = run.Stage,
                ["actionName"] = run.Action,
                ["token"] = run.External,
                ["result"] = new JsonObject { ["status"] = "Approved", ["summary"] = "A rehearsal" },
            },
            cancellationToken
        );

    /// <summary>All runs of actions, the oldest first.</summary>
    public async Task<IReadOnlyList<ActionRecord>> ActionsAsync(CancellationToken cancellationToken)
    {
        var answer = await CallAsync(
            "ListActionExecutions",
            new() { ["pipelineName"] = pipeline, ["maxResults"] = 100 },
            cancellationToken
        );
        return [.. answer["actionExecutionDetails"]!.AsArray().Select(told => ActionRecord.Of(told!)).Reverse()];
    }

    async Task<(string? Id, string? Status)> NewestAsync(CancellationToken cancellationToken)
    {
        var answer = await CallAsync(
            "ListPipelineExecutions",
            new() { ["pipelineName"] = pipeline, ["maxResults"] = 1 },
            cancellationToken
        );
        return answer["pipelineExecutionSummaries"]!.AsArray() is [{ } newest, ..]
            ? (newest["pipelineExecutionId"]!.ToString(), newest["status"]!.ToString())
            : (null, null);
    }

    Task<JsonObject> CallAsync(string action, JsonObject body, CancellationToken cancellationToken) =>
        calls.CallAsync(Service, $"CodePipeline_20150709.{action}", body, cancellationToken);
}
