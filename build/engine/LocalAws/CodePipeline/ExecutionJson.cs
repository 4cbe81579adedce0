using System.Text.Json.Nodes;
using LocalAws.CodePipeline.Definitions;
using LocalAws.CodePipeline.Executions;
using LocalAws.CodePipeline.Pipelines;
using LocalAws.Protocol;

namespace LocalAws.CodePipeline;

/// <summary>Executions of pipelines and actions as the API tells them.</summary>
static class ExecutionJson
{
    public static JsonObject Describe(PipelineRecords records, PipelineExecution execution)
    {
        var answer = new JsonObject
        {
            ["pipelineName"] = execution.Pipeline,
            ["pipelineVersion"] = execution.Version,
            ["pipelineExecutionId"] = execution.Id,
            ["status"] = execution.Status,
            ["artifactRevisions"] = JsonService.Array(
                records.ActionsOf(execution).Where(run => run.Revision is not null).Select(ArtifactRevision)
            ),
            ["trigger"] = Trigger(execution),
            ["executionMode"] = records.DefinitionOf(execution).ExecutionMode,
            ["executionType"] = "STANDARD",
        };
        Set(answer, "statusSummary", execution.StatusSummary);
        if (execution.Variables.Count > 0)
            answer["variables"] = JsonService.Array(
                execution.Variables.Select(variable => new JsonObject
                {
                    ["name"] = variable.Key,
                    ["resolvedValue"] = variable.Value,
                })
            );
        return answer;
    }

    public static JsonObject Summarize(PipelineRecords records, PipelineExecution execution)
    {
        var answer = new JsonObject
        {
            ["pipelineExecutionId"] = execution.Id,
            ["status"] = execution.Status,
            ["startTime"] = JsonService.Seconds(execution.Started),
            ["lastUpdateTime"] = JsonService.Seconds(execution.Updated),
            ["sourceRevisions"] = JsonService.Array(
                records.ActionsOf(execution).Where(run => run.Revision is not null).Select(Revision)
            ),
            ["trigger"] = Trigger(execution),
            ["executionMode"] = records.DefinitionOf(execution).ExecutionMode,
            ["executionType"] = "STANDARD",
        };
        Set(answer, "statusSummary", execution.StatusSummary);
        if (execution.StopReason is { } reason)
            answer["stopTrigger"] = new JsonObject { ["reason"] = reason };
        return answer;
    }

    public static JsonObject Describe(PipelineRecords records, PipelineExecution execution, ActionExecution run)
    {
        var answer = new JsonObject
        {
            ["pipelineExecutionId"] = execution.Id,
            ["actionExecutionId"] = run.Id,
            ["pipelineVersion"] = execution.Version,
            ["stageName"] = run.Stage,
            ["actionName"] = run.Action,
            ["startTime"] = JsonService.Seconds(run.Started),
            ["lastUpdateTime"] = JsonService.Seconds(run.Updated),
            ["status"] = run.Status,
            ["input"] = Input(records, execution, run),
        };
        Set(answer, "updatedBy", run.UpdatedBy);
        var result = new JsonObject();
        Set(result, "externalExecutionId", run.ExternalId);
        Set(result, "externalExecutionSummary", run.Summary);
        Set(result, "externalExecutionUrl", run.ExternalUrl ?? run.Revision?.Url);
        Set(result, "logStreamARN", run.LogStreamArn);
        Set(result, "errorDetails", Error(run));
        answer["output"] = new JsonObject
        {
            ["outputArtifacts"] = Artifacts(run.Outputs),
            ["executionResult"] = result,
            ["outputVariables"] = Map(run.Variables),
        };
        return answer;
    }

    public static JsonObject? Error(ActionExecution run) =>
        run.ErrorCode is { } code ? new() { ["code"] = code, ["message"] = run.ErrorMessage } : null;

    public static void Set(JsonObject answer, string name, JsonNode? value)
    {
        if (value is not null)
            answer[name] = value;
    }

    static JsonObject Input(PipelineRecords records, PipelineExecution execution, ActionExecution run)
    {
        var input = new JsonObject
        {
            ["resolvedConfiguration"] = Map(run.Configuration),
            ["inputArtifacts"] = Artifacts(run.Inputs),
        };
        var definition = records
            .Version(execution.Pipeline, execution.Version)
            ?.Displayed()
            .Stages.FirstOrDefault(stage => stage.Name == run.Stage)
            ?.Actions.FirstOrDefault(action => action.Name == run.Action);
        if (definition is null)
            return input;
        input["actionTypeId"] = Type(definition.ActionTypeId);
        input["configuration"] = Map(definition.Configuration);
        Set(input, "roleArn", definition.RoleArn);
        Set(input, "region", definition.Region ?? records.Region);
        Set(input, "namespace", definition.Namespace);
        return input;
    }

    static JsonObject Type(ActionTypeId id) =>
        new()
        {
            ["category"] = id.Category,
            ["owner"] = id.Owner,
            ["provider"] = id.Provider,
            ["version"] = id.Version,
        };

    static JsonObject Trigger(PipelineExecution execution) =>
        new() { ["triggerType"] = execution.TriggerType, ["triggerDetail"] = execution.TriggerDetail };

    static JsonObject Revision(ActionExecution run)
    {
        var revision = new JsonObject { ["actionName"] = run.Action, ["revisionId"] = run.Revision!.Id };
        Set(revision, "revisionSummary", run.Revision.Summary);
        Set(revision, "revisionUrl", run.Revision.Url);
        return revision;
    }

    static JsonObject ArtifactRevision(ActionExecution run)
    {
        var revision = new JsonObject
        {
            ["name"] = run.Outputs.Count > 0 ? run.Outputs[0].Name : run.Action,
            ["revisionId"] = run.Revision!.Id,
            ["created"] = JsonService.Seconds(run.Revision.Created),
        };
        Set(revision, "revisionSummary", run.Revision.Summary);
        Set(revision, "revisionUrl", run.Revision.Url);
        return revision;
    }

    static JsonArray Artifacts(IReadOnlyList<ArtifactLocation> artifacts) =>
        JsonService.Array(
            artifacts.Select(artifact => new JsonObject
            {
                ["name"] = artifact.Name,
                ["s3location"] = new JsonObject { ["bucket"] = artifact.Bucket, ["key"] = artifact.Key },
            })
        );

    static JsonObject Map(IReadOnlyDictionary<string, string> map) =>
        new(map.Select(entry => KeyValuePair.Create(entry.Key, (JsonNode?)entry.Value)));
}
