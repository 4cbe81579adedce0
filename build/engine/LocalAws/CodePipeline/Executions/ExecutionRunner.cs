using System.Collections.Concurrent;
using LocalAws.CodePipeline.Pipelines;

namespace LocalAws.CodePipeline.Executions;

/// <summary>Runs executions in the background, and takes up those that the end of the process interrupted.</summary>
sealed class ExecutionRunner(AwsServices services, Sources.SourceRepositories sources) : IAsyncDisposable
{
    internal const string Interrupted = "The local AWS was stopped during this action.";
    readonly ConcurrentDictionary<string, Running> _running = new(StringComparer.Ordinal);
    readonly CancellationTokenSource _stopping = new();

    sealed record Running(CancellationTokenSource Stop, Task Task);

    public AwsServices Services => services;
    public StageGates Gates { get; } = new();
    public Approvals Approvals { get; } = new();
    public Sources.SourceRepositories Sources => sources;

    /// <summary>Starts an execution at the first of its stages that has not succeeded.</summary>
    public void Start(PipelineRecords records, PipelineExecution execution)
    {
        var stop = CancellationTokenSource.CreateLinkedTokenSource(_stopping.Token);
        var begin = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _running[execution.Id] = new(stop, RunAsync());
        begin.SetResult();

        async Task RunAsync()
        {
            await begin.Task;
            try
            {
                await new ExecutionRun(this, records, execution).RunAsync(stop.Token);
            }
            catch (OperationCanceledException) when (stop.IsCancellationRequested)
            {
                // Whoever gave the execution up has recorded its end; what the end of the process interrupts is found at the next start.
            }
#pragma warning disable CA1031 // A bug must show in the execution's status and the log, and not leave it in progress for ever.
            catch (Exception error)
#pragma warning restore CA1031
            {
                services.World.Options.Log(
                    $"CodePipeline: execution {execution.Id} of {execution.Pipeline} ended by a defect of the local AWS: {error}"
                );
                records.End(
                    execution,
                    ExecutionStatus.Failed,
                    ExecutionStatus.Failed,
                    run => Fail(run, "Internal Failure")
                );
            }
            finally
            {
                _running.TryRemove(execution.Id, out _);
                stop.Dispose();
            }
        }
    }

    /// <summary>Gives an execution up whose end has been recorded: what its actions began elsewhere goes on there.</summary>
    public void Abandon(PipelineExecution execution)
    {
        if (!_running.TryGetValue(execution.Id, out var running))
            return;
        try
        {
            running.Stop.Cancel();
        }
        catch (ObjectDisposedException)
        {
            // It came to its end meanwhile.
        }
    }

    /// <summary>Waits for an execution that is under way.</summary>
    public Task WhenIdleAsync(string executionId, CancellationToken cancellationToken) =>
        _running.TryGetValue(executionId, out var running)
            ? running.Task.WaitAsync(cancellationToken)
            : Task.CompletedTask;

    /// <summary>
    /// Takes up what the end of the process interrupted. Work that was under way elsewhere has failed; an execution that
    /// waited, for an approval or at a stage, waits on.
    /// </summary>
    public void Recover()
    {
        foreach (var cell in services.World.Store.Cells(PipelineTables.Executions.Name))
        {
            var records = new PipelineRecords(services.World, cell.Account, cell.Region);
            foreach (var execution in records.Active())
            {
                var underWay = records
                    .ActionsOf(execution)
                    .Where(run => run.Status == ExecutionStatus.InProgress)
                    .ToList();
                if (underWay.Any(run => run.Token is null))
                    records.End(
                        execution,
                        ExecutionStatus.Failed,
                        ExecutionStatus.Failed,
                        run =>
                            run.Token is null
                                ? Fail(run, Interrupted)
                                : run with
                                {
                                    Status = ExecutionStatus.Abandoned,
                                    Token = null,
                                },
                        Interrupted
                    );
                else
                {
                    // Before the first request can come: the token that an approver holds is good all the time.
                    underWay.ForEach(run => Approvals.Open(run.Id));
                    Start(records, execution);
                }
            }
        }
    }

    static ActionExecution Fail(ActionExecution run, string message) =>
        run with
        {
            Status = ExecutionStatus.Failed,
            ErrorCode = "InternalError",
            ErrorMessage = message,
        };

    public async ValueTask DisposeAsync()
    {
        if (_stopping.IsCancellationRequested)
            return;
        await _stopping.CancelAsync();
        await Task.WhenAll(_running.Values.Select(running => running.Task));
        _stopping.Dispose();
    }
}
