using System.Text.Json;
using LocalAws.CodePipeline.Definitions;
using LocalAws.CodePipeline.Pipelines;
using LocalAws.Protocol;

namespace LocalAws.CodePipeline.Executions;

/// <summary>What a start of an execution may say.</summary>
sealed record StartRequest
{
    public IReadOnlyDictionary<string, string> Variables { get; init; } = new Dictionary<string, string>();
    public IReadOnlyDictionary<string, SourceOverride> Overrides { get; init; } =
        new Dictionary<string, SourceOverride>();
    public string? ClientToken { get; init; }
}

/// <summary>What CodePipeline does with executions; whether the caller may was asked before.</summary>
sealed class ExecutionOperations(ExecutionRunner runner)
{
    /// <summary>Starts an execution of a pipeline.</summary>
    public PipelineExecution Begin(
        PipelineRecords records,
        Pipeline pipeline,
        string triggerType,
        string triggerDetail,
        StartRequest request
    )
    {
        if (
            request.ClientToken is { } token
            && records.ExecutionsOf(pipeline.Name).FirstOrDefault(known => known.ClientToken == token) is { } repeated
        )
            return repeated;
        var variables = Variables(pipeline.Definition, request.Variables);
        foreach (
            var name in request.Overrides.Keys.Where(name =>
                pipeline.Definition.Stages[0].Actions.All(action => action.Name != name)
            )
        )
            throw Problems.Invalid($"Pipeline '{pipeline.Name}' does not have a source action with name '{name}'");
        var now = records.Now;
        var execution = records.Add(
            pipeline,
            number =>
                new()
                {
                    Id = Guid.NewGuid().ToString(),
                    Pipeline = pipeline.Name,
                    Number = number,
                    Version = pipeline.Definition.Version,
                    Started = now,
                    Updated = now,
                    TriggerType = triggerType,
                    TriggerDetail = triggerDetail,
                    Variables = variables,
                    Overrides = request.Overrides,
                    ClientToken = request.ClientToken,
                }
        );
        runner.Start(records, execution);
        return execution;
    }

    /// <summary>Ends an execution once what is under way has ended, or at once.</summary>
    public void Stop(PipelineRecords records, string pipeline, string id, bool abandon, string? reason)
    {
        var execution = Existing(records, pipeline, id);
        if (!execution.IsActive)
            throw new AwsException(
                "PipelineExecutionNotStoppableException",
                $"Unable to stop the pipeline execution with id '{id}': it is in status {execution.Status}"
            );
        if (execution.Status == ExecutionStatus.Stopping && !abandon)
            throw new AwsException(
                "DuplicatedStopRequestException",
                $"The pipeline execution with id '{id}' is already in a Stopping state"
            );
        records.Change(execution, found => found with { StopReason = reason });
        // One that waits at a stage has nothing under way.
        if (!abandon && execution.Inbound is null)
        {
            records.Change(
                execution,
                found => found with { Status = ExecutionStatus.Stopping, Stages = [.. found.Stages.Select(Stopping)] }
            );
            return;
        }
        records.End(
            execution,
            ExecutionStatus.Stopped,
            ExecutionStatus.Stopped,
            run => run with { Status = ExecutionStatus.Abandoned, Token = null }
        );
        runner.Abandon(execution);
    }

    /// <summary>Runs the failed actions of a failed stage, or all of them, again; the execution then goes on.</summary>
    public string Retry(PipelineRecords records, string name, string stage, string id, string mode)
    {
        var pipeline = records.Get(name);
        var definition =
            pipeline.Definition.Stages.FirstOrDefault(known => known.Name == stage)
            ?? throw Problems.NoStage(name, stage);
        if (mode is not ("FAILED_ACTIONS" or "ALL_ACTIONS"))
            throw Problems.Invalid(
                $"1 validation error detected: Value '{mode}' at 'retryMode' failed to satisfy constraint: Member must satisfy enum value set: [FAILED_ACTIONS, ALL_ACTIONS]"
            );
        var execution = Existing(records, name, id);
        var latest = LatestIn(records, name, stage);
        if (latest is not null && latest.Id != id && pipeline.Definition.ExecutionMode != "PARALLEL")
            throw new AwsException(
                "NotLatestPipelineExecutionException",
                $"The stage '{stage}' has been entered by a later execution of the pipeline: {latest.Id}"
            );
        var run = execution.Stages.FirstOrDefault(known => known.Name == stage);
        if (run?.Status is not (ExecutionStatus.Failed or ExecutionStatus.Stopped))
            throw NotRetryable($"Stage '{stage}' has no failed actions in pipeline execution {id}");
        var before = records.DefinitionOf(execution).Stages.FirstOrDefault(known => known.Name == stage);
        if (before is null || Text(before) != Text(definition))
            throw NotRetryable($"Stage '{stage}' has changed since pipeline execution {id}");
        var reopened = records.Reopen(
            execution,
            found =>
                found.WithStage(
                    stage,
                    at =>
                        at with
                        {
                            Status = ExecutionStatus.InProgress,
                            Retries = at.Retries + 1,
                            FirstAction = mode == "ALL_ACTIONS" ? found.Actions : at.FirstAction,
                        }
                ) with
                {
                    Version = pipeline.Definition.Version,
                    StopReason = null,
                }
        );
        runner.Start(records, reopened);
        return reopened.Id;

        static string Text(StageDefinition value) =>
            JsonSerializer.Serialize(
                new PipelineDefinition { Stages = [value] },
                DefinitionJson.Default.PipelineDefinition
            );
    }

    /// <summary>Answers an approval that is waited for.</summary>
    public void Approve(
        PipelineRecords records,
        string name,
        string stage,
        string action,
        string token,
        Approval approval
    )
    {
        var definition =
            records.Get(name).Definition.Stages.FirstOrDefault(known => known.Name == stage)
            ?? throw Problems.NoStage(name, stage);
        if (definition.Actions.All(known => known.Name != action))
            throw Problems.NoAction(stage, action);
        var run = records
            .ExecutionsOf(name)
            .SelectMany(records.ActionsOf)
            .FirstOrDefault(run => (run.Stage, run.Action, run.ExternalId) == (stage, action, token));
        if (run is null or { Status: ExecutionStatus.Abandoned })
            throw new AwsException(
                "InvalidApprovalTokenException",
                "The approval request already received a response or has expired."
            );
        if (run.Token is null || !runner.Approvals.TryAnswer(run.Id, approval))
            throw new AwsException(
                "ApprovalAlreadyCompletedException",
                "The approval action has already been approved or rejected."
            );
    }

    /// <summary>The last execution that entered a stage, or null.</summary>
    public static PipelineExecution? LatestIn(PipelineRecords records, string name, string stage) =>
        records.ExecutionsOf(name).FirstOrDefault(execution => execution.Stages.Any(known => known.Name == stage));

    public static PipelineExecution Existing(PipelineRecords records, string pipeline, string id)
    {
        records.Get(pipeline);
        return records.Execution(pipeline, id) ?? throw Problems.NoExecution(pipeline, id);
    }

    static AwsException NotRetryable(string message) => new("StageNotRetryableException", message);

    static StageExecution Stopping(StageExecution stage) =>
        stage.Status == ExecutionStatus.InProgress ? stage with { Status = ExecutionStatus.Stopping } : stage;

    static Dictionary<string, string> Variables(
        PipelineDefinition definition,
        IReadOnlyDictionary<string, string> given
    )
    {
        var declared = definition.Variables ?? [];
        foreach (var name in given.Keys.Where(name => declared.All(variable => variable.Name != name)))
            throw Problems.Invalid($"Pipeline '{definition.Name}' does not have a variable with name '{name}'");
        var variables = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var variable in declared)
            variables[variable.Name] =
                given.GetValueOrDefault(variable.Name)
                ?? variable.DefaultValue
                ?? throw Problems.Invalid(
                    $"The variable '{variable.Name}' of pipeline '{definition.Name}' has no default value and was not given"
                );
        return variables;
    }
}
