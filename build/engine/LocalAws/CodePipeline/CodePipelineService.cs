using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using LocalAws.CodePipeline.Definitions;
using LocalAws.CodePipeline.Executions;
using LocalAws.CodePipeline.Pipelines;
using LocalAws.Identities;
using LocalAws.Protocol;

namespace LocalAws.CodePipeline;

/// <summary>CodePipeline over JSON 1.1: pipelines. Executions have a face of their own.</summary>
sealed class CodePipelineService(PipelineOperations pipelines)
{
    public static IAwsService Create(CodePipelineOperations operations)
    {
        var service = new CodePipelineService(operations.Pipelines);
        var executions = new ExecutionHandler(operations.Pipelines, operations.Executions);
        return new JsonService(
            "CodePipeline_20150709",
            "1.1",
            new Dictionary<string, JsonOperation>
            {
                ["CreatePipeline"] = JsonService.Do(service.CreatePipeline),
                ["UpdatePipeline"] = JsonService.Do(service.UpdatePipeline),
                ["DeletePipeline"] = JsonService.Do(service.DeletePipeline),
                ["GetPipeline"] = JsonService.Do(service.GetPipeline),
                ["ListPipelines"] = JsonService.Do(service.ListPipelines),
                ["GetPipelineState"] = JsonService.Do(executions.GetState),
                ["StartPipelineExecution"] = JsonService.Do(executions.Start),
                ["StopPipelineExecution"] = JsonService.Do(executions.Stop),
                ["GetPipelineExecution"] = JsonService.Do(executions.Get),
                ["ListPipelineExecutions"] = JsonService.Do(executions.List),
                ["ListActionExecutions"] = JsonService.Do(executions.ListActions),
                ["RetryStageExecution"] = JsonService.Do(executions.Retry),
                ["PutApprovalResult"] = JsonService.Do(executions.PutApproval),
                ["EnableStageTransition"] = JsonService.Do((r, b) => service.SetTransition(r, b, isEnabled: true)),
                ["DisableStageTransition"] = JsonService.Do((r, b) => service.SetTransition(r, b, isEnabled: false)),
                ["TagResource"] = JsonService.Do(service.TagResource),
                ["UntagResource"] = JsonService.Do(service.UntagResource),
                ["ListTagsForResource"] = JsonService.Do(service.ListTags),
            }
        );
    }

    /// <summary>A page of what was found, from the position that the token tells.</summary>
    public static JsonObject Page<T>(
        JsonElement body,
        string member,
        IReadOnlyList<T> found,
        int usual,
        Func<T, JsonObject> describe
    )
    {
        var from = 0;
        if (
            body.Text("nextToken") is { } token
            && !int.TryParse(token, NumberStyles.None, CultureInfo.InvariantCulture, out from)
        )
            throw Problems.InvalidToken();
        var limit = body.Integer("maxResults") ?? usual;
        if (limit < 1 || limit > 1000)
            throw Problems.Invalid(
                $"1 validation error detected: Value '{limit}' at 'maxResults' failed to satisfy constraint: Member must have value between 1 and 1000"
            );
        var answer = new JsonObject { [member] = JsonService.Array(found.Skip(from).Take(limit).Select(describe)) };
        if (from + limit < found.Count)
            answer["nextToken"] = (from + limit).ToString(CultureInfo.InvariantCulture);
        return answer;
    }

    JsonObject CreatePipeline(AwsRequest request, JsonElement body)
    {
        var tags = body.Tags("tags", "key", "value");
        var made = pipelines.Create(
            request.Caller,
            request.Region,
            Definition(body),
            tags,
            new Dictionary<string, string>()
        );
        var answer = new JsonObject { ["pipeline"] = Describe(made.Definition) };
        if (tags.Count > 0)
            answer["tags"] = Describe(tags);
        return answer;
    }

    JsonObject UpdatePipeline(AwsRequest request, JsonElement body) =>
        new()
        {
            ["pipeline"] = Describe(pipelines.Update(request.Caller, request.Region, Definition(body)).Definition),
        };

    JsonObject? DeletePipeline(AwsRequest request, JsonElement body)
    {
        pipelines.Delete(request.Caller, request.Region, body.RequiredText("name"));
        return null;
    }

    JsonObject GetPipeline(AwsRequest request, JsonElement body)
    {
        var found = pipelines.Get(request.Caller, request.Region, body.RequiredText("name"), body.Integer("version"));
        return new()
        {
            ["pipeline"] = Describe(found.Definition),
            ["metadata"] = new JsonObject
            {
                ["pipelineArn"] = found.Arn,
                ["created"] = JsonService.Seconds(found.Created),
                ["updated"] = JsonService.Seconds(found.Updated),
            },
        };
    }

    JsonObject ListPipelines(AwsRequest request, JsonElement body) =>
        Page(
            body,
            "pipelines",
            pipelines.List(request.Caller, request.Region),
            1000,
            pipeline =>
                new()
                {
                    ["name"] = pipeline.Name,
                    ["version"] = pipeline.Definition.Version,
                    ["pipelineType"] = pipeline.Definition.PipelineType,
                    ["executionMode"] = pipeline.Definition.ExecutionMode,
                    ["created"] = JsonService.Seconds(pipeline.Created),
                    ["updated"] = JsonService.Seconds(pipeline.Updated),
                }
        );

    JsonObject? SetTransition(AwsRequest request, JsonElement body, bool isEnabled)
    {
        var (name, stage) = (body.RequiredText("pipelineName"), body.RequiredText("stageName"));
        if (body.RequiredText("transitionType") != "Inbound")
            throw Problems.Invalid("The local AWS has inbound transitions only: transitionType must be Inbound");
        pipelines.SetTransition(
            request.Caller,
            request.Region,
            name,
            stage,
            isEnabled ? null : body.RequiredText("reason")
        );
        return null;
    }

    JsonObject? TagResource(AwsRequest request, JsonElement body)
    {
        var tags = TagChange.Add(PipelineOperations.Tags.Check(body.Tags("tags", "key", "value")));
        pipelines.Tag(request.Caller, request.Region, body.RequiredText("resourceArn"), tags);
        return null;
    }

    JsonObject? UntagResource(AwsRequest request, JsonElement body)
    {
        var tags = TagChange.Remove(body.Texts("tagKeys"));
        pipelines.Tag(request.Caller, request.Region, body.RequiredText("resourceArn"), tags);
        return null;
    }

    JsonObject ListTags(AwsRequest request, JsonElement body) =>
        new()
        {
            ["tags"] = Describe(pipelines.ListTags(request.Caller, request.Region, body.RequiredText("resourceArn"))),
        };

    static PipelineDefinition Definition(JsonElement body)
    {
        var pipeline =
            body.Object("pipeline")
            ?? throw Problems.Invalid(
                "1 validation error detected: Value null at 'pipeline' failed to satisfy constraint: Member must not be null"
            );
        return DefinitionReader.Read(pipeline);
    }

    static JsonNode Describe(PipelineDefinition definition) =>
        JsonSerializer.SerializeToNode(definition.Displayed(), DefinitionJson.Default.PipelineDefinition)!;

    static JsonArray Describe(IReadOnlyDictionary<string, string> tags) =>
        JsonService.Array(tags.Select(tag => new JsonObject { ["key"] = tag.Key, ["value"] = tag.Value }));
}
