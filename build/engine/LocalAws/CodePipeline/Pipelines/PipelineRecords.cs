using System.Globalization;
using LocalAws.CodePipeline.Definitions;
using LocalAws.CodePipeline.Executions;
using LocalAws.Worlds;

namespace LocalAws.CodePipeline.Pipelines;

/// <summary>CodePipeline's records of one account and region. What several of them say together is changed under one lock.</summary>
sealed class PipelineRecords(World world, string account, string region)
{
    public string Account => account;
    public string Region => region;
    public DateTimeOffset Now => world.Now;
    public Table<Pipeline> Pipelines { get; } = world.Table(PipelineTables.Pipelines, account, region);
    readonly Table<PipelineDefinition> _versions = world.Table(PipelineTables.Versions, account, region);
    readonly Table<PipelineExecution> _executions = world.Table(PipelineTables.Executions, account, region);
    readonly Table<ActionExecution> _actions = world.Table(PipelineTables.Actions, account, region);

    public static string ArnOf(string account, string region, string name) =>
        $"arn:{Partitions.Of(region)}:codepipeline:{region}:{account}:{name}";

    public Pipeline Get(string name) => Pipelines.Find(name) ?? throw Problems.NoPipeline(account, name);

    public void Put(Pipeline pipeline)
    {
        _versions.Put(VersionKey(pipeline.Name, pipeline.Definition.Version), pipeline.Definition);
        Pipelines.Put(pipeline.Name, pipeline);
    }

    public bool TryAdd(Pipeline pipeline)
    {
        if (!Pipelines.TryAdd(pipeline.Name, pipeline))
            return false;
        _versions.Put(VersionKey(pipeline.Name, pipeline.Definition.Version), pipeline.Definition);
        return true;
    }

    /// <summary>Removes a pipeline with all that it did.</summary>
    public void Remove(string name)
    {
        Pipelines.Remove(name);
        RemoveAll(_versions, name);
        RemoveAll(_executions, name);
        RemoveAll(_actions, name);
    }

    public PipelineDefinition? Version(string name, int version) => _versions.Find(VersionKey(name, version));

    /// <summary>The definition that an execution runs by.</summary>
    public PipelineDefinition DefinitionOf(PipelineExecution execution) =>
        Version(execution.Pipeline, execution.Version) ?? throw Problems.NoPipeline(account, execution.Pipeline);

    /// <summary>The executions of a pipeline, newest first.</summary>
    public IReadOnlyList<PipelineExecution> ExecutionsOf(string name) =>
        [.. _executions.Range(name + "/", null, int.MaxValue).Select(pair => pair.Value).Reverse()];

    public PipelineExecution? Execution(string name, string id) =>
        ExecutionsOf(name).FirstOrDefault(execution => execution.Id == id);

    /// <summary>Every execution that goes on.</summary>
    public IReadOnlyList<PipelineExecution> Active() => [.. _executions.All().Where(execution => execution.IsActive)];

    /// <summary>The runs of an execution's actions, in the order in which they began.</summary>
    public IReadOnlyList<ActionExecution> ActionsOf(PipelineExecution execution) =>
        [.. _actions.Range(execution.Key + "/", null, int.MaxValue).Select(pair => pair.Value)];

    /// <summary>The last run of each action of a stage that counts.</summary>
    public IReadOnlyDictionary<string, ActionExecution> LatestOf(PipelineExecution execution, string stage)
    {
        var first = execution.Stages.FirstOrDefault(item => item.Name == stage)?.FirstAction ?? 0;
        return ActionsOf(execution)
            .Where(action => action.Stage == stage && action.Number >= first)
            .GroupBy(action => action.Action, StringComparer.Ordinal)
            .ToDictionary(group => group.Key, group => group.Last(), StringComparer.Ordinal);
    }

    /// <summary>Adds an execution under the pipeline's next number.</summary>
    public PipelineExecution Add(Pipeline pipeline, Func<long, PipelineExecution> make)
    {
        lock (_executions)
        {
            var counted = Pipelines.Update(
                pipeline.Name,
                found => found is null ? null : found with { Executions = found.Executions + 1 }
            );
            var execution = make((counted ?? throw Problems.NoPipeline(account, pipeline.Name)).Executions);
            _executions.Put(execution.Key, execution);
            return execution;
        }
    }

    /// <summary>Changes an execution that goes on, and nothing where it has ended; says whether it did.</summary>
    public bool Change(PipelineExecution execution, Func<PipelineExecution, PipelineExecution> change)
    {
        lock (_executions)
        {
            if (_executions.Find(execution.Key) is not { IsActive: true } found)
                return false;
            _executions.Put(found.Key, change(found) with { Updated = Now });
            return true;
        }
    }

    public PipelineExecution Fresh(PipelineExecution execution) => _executions.Find(execution.Key) ?? execution;

    /// <summary>Lets an execution that has ended go on at a stage.</summary>
    public PipelineExecution Reopen(PipelineExecution execution, Func<PipelineExecution, PipelineExecution> change)
    {
        lock (_executions)
        {
            var found = Fresh(execution);
            if (found.IsActive)
                throw Problems.Busy();
            var reopened = change(found) with
            {
                Status = ExecutionStatus.InProgress,
                StatusSummary = null,
                Updated = Now,
            };
            _executions.Put(found.Key, reopened);
            return reopened;
        }
    }

    /// <summary>Adds the run of an action; null where the execution has ended meanwhile.</summary>
    public ActionExecution? Begin(PipelineExecution execution, string stage, string action)
    {
        lock (_executions)
        {
            if (_executions.Find(execution.Key) is not { Status: ExecutionStatus.InProgress } found)
                return null;
            var run = new ActionExecution
            {
                Id = Guid.NewGuid().ToString(),
                Number = found.Actions,
                Stage = stage,
                Action = action,
                Started = Now,
                Updated = Now,
            };
            _executions.Put(found.Key, found with { Actions = found.Actions + 1, Updated = Now });
            _actions.Put(run.KeyIn(found), run);
            return run;
        }
    }

    /// <summary>Changes the run of an action that goes on, and nothing where it has ended.</summary>
    public void Change(PipelineExecution execution, ActionExecution run, Func<ActionExecution, ActionExecution> change)
    {
        lock (_executions)
        {
            _actions.Update(
                run.KeyIn(execution),
                found => found is { Status: ExecutionStatus.InProgress } ? change(found) with { Updated = Now } : found
            );
        }
    }

    /// <summary>Ends an execution that goes on, with its stage and actions; says whether it went on.</summary>
    public bool End(
        PipelineExecution execution,
        string status,
        string stageStatus,
        Func<ActionExecution, ActionExecution> endAction,
        string? summary = null
    )
    {
        lock (_executions)
        {
            if (_executions.Find(execution.Key) is not { IsActive: true } found)
                return false;
            foreach (var run in ActionsOf(found))
                Change(found, run, endAction);
            _executions.Put(
                found.Key,
                found with
                {
                    Status = status,
                    StatusSummary = summary,
                    Updated = Now,
                    Inbound = null,
                    Stages =
                    [
                        .. found.Stages.Select(stage =>
                            stage.Status is ExecutionStatus.InProgress or ExecutionStatus.Stopping
                                ? stage with
                                {
                                    Status = stageStatus,
                                }
                                : stage
                        ),
                    ],
                }
            );
            return true;
        }
    }

    static string VersionKey(string name, int version) =>
        string.Create(CultureInfo.InvariantCulture, $"{name}/{version:D6}");

    static void RemoveAll<T>(Table<T> table, string name)
        where T : class
    {
        foreach (var (key, _) in table.Range(name + "/", null, int.MaxValue))
            table.Remove(key);
    }
}
