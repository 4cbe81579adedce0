using System.Text.Json.Nodes;
using LocalAws.CodePipeline.Definitions;
using LocalAws.CodePipeline.Executions;
using LocalAws.CodePipeline.Pipelines;
using LocalAws.Protocol;

namespace LocalAws.CodePipeline;

/// <summary>How a pipeline stands, stage by stage, as the API tells it.</summary>
static class StateJson
{
    public static JsonObject Describe(PipelineRecords records, Pipeline pipeline)
    {
        var executions = records.ExecutionsOf(pipeline.Name);
        return new()
        {
            ["pipelineName"] = pipeline.Name,
            ["pipelineVersion"] = pipeline.Definition.Version,
            ["stageStates"] = JsonService.Array(
                pipeline.Definition.Stages.Select(stage => Stage(records, pipeline, stage, executions))
            ),
            ["created"] = JsonService.Seconds(pipeline.Created),
            ["updated"] = JsonService.Seconds(pipeline.Updated),
        };
    }

    static JsonObject Stage(
        PipelineRecords records,
        Pipeline pipeline,
        StageDefinition stage,
        IReadOnlyList<PipelineExecution> executions
    )
    {
        var latest = executions.FirstOrDefault(execution => execution.Stages.Any(known => known.Name == stage.Name));
        var answer = new JsonObject
        {
            ["stageName"] = stage.Name,
            ["inboundExecutions"] = JsonService.Array(
                executions.Where(execution => execution.Inbound == stage.Name).Select(Inbound)
            ),
            ["inboundTransitionState"] = Transition(pipeline, stage),
            ["actionStates"] = JsonService.Array(
                stage.Actions.Select(action => Action(records, pipeline, stage, action, executions))
            ),
        };
        if (executions.FirstOrDefault(execution => execution.Inbound == stage.Name) is { } waiting)
            answer["inboundExecution"] = Inbound(waiting);
        if (latest?.Stages.First(known => known.Name == stage.Name) is not { } run)
            return answer;
        answer["latestExecution"] = new JsonObject
        {
            ["pipelineExecutionId"] = latest.Id,
            ["status"] = run.Status,
            ["type"] = "STANDARD",
        };
        if (run.Retries > 0)
            answer["retryStageMetadata"] = new JsonObject
            {
                ["manualStageRetryAttempt"] = run.Retries,
                ["latestRetryTrigger"] = "ManualStageRetry",
            };
        return answer;
    }

    static JsonObject Action(
        PipelineRecords records,
        Pipeline pipeline,
        StageDefinition stage,
        ActionDefinition action,
        IReadOnlyList<PipelineExecution> executions
    )
    {
        var answer = new JsonObject { ["actionName"] = action.Name };
        var run = executions
            .Where(execution => execution.Stages.Any(known => known.Name == stage.Name))
            .Select(execution => records.LatestOf(execution, stage.Name).GetValueOrDefault(action.Name))
            .FirstOrDefault(found => found is not null);
        if (run is null)
            return answer;
        if (run.Revision is { } revision)
        {
            answer["currentRevision"] = new JsonObject
            {
                ["revisionId"] = revision.Id,
                ["revisionChangeId"] = revision.Id,
                ["created"] = JsonService.Seconds(revision.Created),
            };
            ExecutionJson.Set(answer, "revisionUrl", revision.Url);
        }
        var latest = new JsonObject
        {
            ["actionExecutionId"] = run.Id,
            ["status"] = run.Status,
            ["lastStatusChange"] = JsonService.Seconds(run.Updated),
        };
        ExecutionJson.Set(latest, "summary", run.Summary is { Length: > 0 } summary ? summary : null);
        // Of executions that run side by side it tells none: ListActionExecutions does, as the external id.
        if (pipeline.Definition.ExecutionMode != "PARALLEL")
            ExecutionJson.Set(latest, "token", run.Token);
        ExecutionJson.Set(latest, "lastUpdatedBy", run.UpdatedBy);
        ExecutionJson.Set(latest, "externalExecutionId", run.ExternalId);
        ExecutionJson.Set(latest, "externalExecutionUrl", run.ExternalUrl);
        ExecutionJson.Set(latest, "logStreamARN", run.LogStreamArn);
        ExecutionJson.Set(latest, "errorDetails", ExecutionJson.Error(run));
        answer["latestExecution"] = latest;
        return answer;
    }

    static JsonObject Transition(Pipeline pipeline, StageDefinition stage) =>
        pipeline.Disabled.TryGetValue(stage.Name, out var disabled)
            ? new()
            {
                ["enabled"] = false,
                ["lastChangedBy"] = disabled.By,
                ["lastChangedAt"] = JsonService.Seconds(disabled.At),
                ["disabledReason"] = disabled.Reason,
            }
            : new() { ["enabled"] = true };

    static JsonObject Inbound(PipelineExecution execution) =>
        new()
        {
            ["pipelineExecutionId"] = execution.Id,
            ["status"] = ExecutionStatus.InProgress,
            ["type"] = "STANDARD",
        };
}
