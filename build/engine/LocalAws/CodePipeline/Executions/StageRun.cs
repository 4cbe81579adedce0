using LocalAws.CodePipeline.Actions;
using LocalAws.CodePipeline.Definitions;
using LocalAws.CodePipeline.Pipelines;

namespace LocalAws.CodePipeline.Executions;

/// <summary>Runs the actions of a stage: those of one run order at the same time, one run order after the other.</summary>
sealed class StageRun(
    ExecutionRunner runner,
    PipelineRecords records,
    PipelineExecution execution,
    PipelineDefinition definition,
    StageDefinition stage
)
{
    /// <summary>Succeeded, Failed or Stopped. Actions that have succeeded before are not run again.</summary>
    public async Task<string> RunAsync(CancellationToken cancellationToken)
    {
        foreach (var order in stage.Actions.GroupBy(action => action.RunOrder).OrderBy(group => group.Key))
        {
            var known = records.LatestOf(records.Fresh(execution), stage.Name);
            var runs = order
                .Where(action => known.GetValueOrDefault(action.Name)?.Status != ExecutionStatus.Succeeded)
                .Select(action => RunAsync(action, known.GetValueOrDefault(action.Name), cancellationToken));
            var outcomes = await Task.WhenAll(runs.ToList());
            if (outcomes.Contains(ExecutionStatus.Failed))
                return ExecutionStatus.Failed;
            var isLast = order.Key == stage.Actions.Max(action => action.RunOrder);
            if (outcomes.Contains(ExecutionStatus.Stopped) || (!isLast && IsStopping()))
                return ExecutionStatus.Stopped;
        }
        return ExecutionStatus.Succeeded;
    }

    async Task<string> RunAsync(ActionDefinition action, ActionExecution? known, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        // An approval that was waited for before a restart is waited for still.
        var run = known is { Status: ExecutionStatus.InProgress }
            ? known
            : records.Begin(execution, stage.Name, action.Name);
        if (run is null)
            return ExecutionStatus.Stopped;
        var isDone = await new ActionRun(runner, records, execution, definition, action, run).RunAsync(
            cancellationToken
        );
        return isDone ? ExecutionStatus.Succeeded : ExecutionStatus.Failed;
    }

    bool IsStopping() => records.Fresh(execution).Status == ExecutionStatus.Stopping;
}
