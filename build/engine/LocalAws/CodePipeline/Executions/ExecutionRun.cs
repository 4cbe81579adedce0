using LocalAws.CodePipeline.Definitions;
using LocalAws.CodePipeline.Pipelines;

namespace LocalAws.CodePipeline.Executions;

/// <summary>Takes one execution from stage to stage.</summary>
sealed class ExecutionRun(ExecutionRunner runner, PipelineRecords records, PipelineExecution execution)
{
    readonly PipelineDefinition _definition = records.DefinitionOf(execution);

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        foreach (var stage in _definition.Stages)
        {
            if (IsDone(stage))
                continue;
            if (!await EnterAsync(stage, cancellationToken))
            {
                records.End(execution, ExecutionStatus.Superseded, ExecutionStatus.Cancelled, run => run);
                return;
            }
            string status;
            try
            {
                if (!records.Change(execution, found => Entered(found, stage)))
                    return;
                status = await new StageRun(runner, records, execution, _definition, stage).RunAsync(cancellationToken);
            }
            finally
            {
                if (_definition.ExecutionMode != "PARALLEL")
                    runner.Gates.Leave(GateOf(stage), () => IsOpen(stage));
            }
            if (status != ExecutionStatus.Succeeded)
            {
                records.End(execution, status, status, run => run);
                return;
            }
            records.Change(execution, found => found.WithStage(stage.Name, at => at with { Status = status }));
            if (records.Fresh(execution).Status == ExecutionStatus.Stopping)
            {
                records.End(execution, ExecutionStatus.Stopped, ExecutionStatus.Stopped, run => run);
                return;
            }
        }
        records.End(execution, ExecutionStatus.Succeeded, ExecutionStatus.Succeeded, run => run);
    }

    async Task<bool> EnterAsync(StageDefinition stage, CancellationToken cancellationToken)
    {
        if (_definition.ExecutionMode == "PARALLEL")
            return true;
        records.Change(execution, found => found with { Inbound = stage.Name });
        return await runner.Gates.EnterAsync(
            GateOf(stage),
            execution.Number,
            _definition.ExecutionMode == "SUPERSEDED",
            () => IsOpen(stage),
            cancellationToken
        );
    }

    static PipelineExecution Entered(PipelineExecution found, StageDefinition stage) =>
        found.WithStage(stage.Name, at => at with { Status = ExecutionStatus.InProgress }) with
        {
            Inbound = null,
        };

    bool IsDone(StageDefinition stage) =>
        execution.Stages.Any(known => known.Name == stage.Name && known.Status == ExecutionStatus.Succeeded);

    bool IsOpen(StageDefinition stage) =>
        records.Pipelines.Find(execution.Pipeline)?.Disabled.ContainsKey(stage.Name) != true;

    string GateOf(StageDefinition stage) => GateOf(records, execution.Pipeline, stage.Name);

    public static string GateOf(PipelineRecords records, string pipeline, string stage) =>
        $"{PipelineRecords.ArnOf(records.Account, records.Region, pipeline)}/{stage}";
}
