using System.Text.Json;
using System.Text.Json.Nodes;
using LocalAws.CodePipeline.Executions;
using LocalAws.CodePipeline.Pipelines;
using LocalAws.Protocol;

namespace LocalAws.CodePipeline;

/// <summary>The operations on executions over the wire.</summary>
sealed class ExecutionHandler(PipelineOperations pipelines, ExecutionOperations executions)
{
    public JsonObject GetState(AwsRequest request, JsonElement body)
    {
        var name = body.RequiredText("name");
        var records = Demand(request, "GetPipelineState", name);
        return StateJson.Describe(records, records.Get(name));
    }

    public JsonObject Start(AwsRequest request, JsonElement body)
    {
        var name = body.RequiredText("name");
        var records = Demand(request, "StartPipelineExecution", name);
        var execution = executions.Begin(
            records,
            records.Get(name),
            "StartPipelineExecution",
            request.Caller.Arn,
            new()
            {
                Variables = body.Tags("variables", "name", "value"),
                Overrides = body.Objects("sourceRevisions")
                    .ToDictionary(
                        item => item.RequiredText("actionName"),
                        item => new SourceOverride(
                            item.RequiredText("revisionType"),
                            item.RequiredText("revisionValue")
                        ),
                        StringComparer.Ordinal
                    ),
                ClientToken = body.Text("clientRequestToken"),
            }
        );
        return Id(execution.Id);
    }

    public JsonObject Stop(AwsRequest request, JsonElement body)
    {
        var (name, id) = (body.RequiredText("pipelineName"), body.RequiredText("pipelineExecutionId"));
        var records = Demand(request, "StopPipelineExecution", name);
        executions.Stop(records, name, id, body.Boolean("abandon") ?? false, body.Text("reason"));
        return Id(id);
    }

    public JsonObject Get(AwsRequest request, JsonElement body)
    {
        var name = body.RequiredText("pipelineName");
        var records = Demand(request, "GetPipelineExecution", name);
        var execution = ExecutionOperations.Existing(records, name, body.RequiredText("pipelineExecutionId"));
        return new() { ["pipelineExecution"] = ExecutionJson.Describe(records, execution) };
    }

    public JsonObject List(AwsRequest request, JsonElement body)
    {
        var name = body.RequiredText("pipelineName");
        var records = Demand(request, "ListPipelineExecutions", name);
        records.Get(name);
        var stage = body.Object("filter")?.Object("succeededInStage")?.Text("stageName");
        var found = records
            .ExecutionsOf(name)
            .Where(execution =>
                stage is null
                || execution.Stages.Any(known => known.Name == stage && known.Status == ExecutionStatus.Succeeded)
            )
            .ToList();
        return CodePipelineService.Page(
            body,
            "pipelineExecutionSummaries",
            found,
            100,
            execution => ExecutionJson.Summarize(records, execution)
        );
    }

    public JsonObject ListActions(AwsRequest request, JsonElement body)
    {
        var name = body.RequiredText("pipelineName");
        var records = Demand(request, "ListActionExecutions", name);
        records.Get(name);
        var filter = body.Object("filter");
        var id =
            filter?.Text("pipelineExecutionId")
            ?? filter?.Object("latestInPipelineExecution")?.RequiredText("pipelineExecutionId");
        IReadOnlyList<PipelineExecution> wanted = id is null
            ? records.ExecutionsOf(name)
            : [ExecutionOperations.Existing(records, name, id)];
        var found = wanted
            .SelectMany(execution => records.ActionsOf(execution).Reverse().Select(run => (execution, run)))
            .ToList();
        return CodePipelineService.Page(
            body,
            "actionExecutionDetails",
            found,
            100,
            item => ExecutionJson.Describe(records, item.execution, item.run)
        );
    }

    public JsonObject Retry(AwsRequest request, JsonElement body)
    {
        var (name, stage) = (body.RequiredText("pipelineName"), body.RequiredText("stageName"));
        var records = Demand(request, "RetryStageExecution", $"{name}/{stage}");
        return Id(
            executions.Retry(
                records,
                name,
                stage,
                body.RequiredText("pipelineExecutionId"),
                body.RequiredText("retryMode")
            )
        );
    }

    public JsonObject PutApproval(AwsRequest request, JsonElement body)
    {
        var (name, stage, action) = (
            body.RequiredText("pipelineName"),
            body.RequiredText("stageName"),
            body.RequiredText("actionName")
        );
        var records = Demand(request, "PutApprovalResult", $"{name}/{stage}/{action}");
        var result =
            body.Object("result")
            ?? throw Problems.Invalid(
                "1 validation error detected: Value null at 'result' failed to satisfy constraint: Member must not be null"
            );
        var status = result.RequiredText("status");
        if (status is not ("Approved" or "Rejected"))
            throw Problems.Invalid(
                $"1 validation error detected: Value '{status}' at 'result.status' failed to satisfy constraint: Member must satisfy enum value set: [Approved, Rejected]"
            );
        executions.Approve(
            records,
            name,
            stage,
            action,
            body.RequiredText("token"),
            new(status == "Approved", result.RequiredText("summary"), request.Caller.Arn)
        );
        return new() { ["approvedAt"] = JsonService.Seconds(records.Now) };
    }

    PipelineRecords Demand(AwsRequest request, string operation, string resource) =>
        pipelines.Demand(request.Caller, request.Region, $"codepipeline:{operation}", resource);

    static JsonObject Id(string id) => new() { ["pipelineExecutionId"] = id };
}
