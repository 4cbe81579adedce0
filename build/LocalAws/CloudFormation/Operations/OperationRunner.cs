using System.Collections.Concurrent;
using LocalAws.CloudFormation.Stacks;
using LocalAws.Worlds;

namespace LocalAws.CloudFormation.Operations;

/// <summary>Runs stack operations in the background, one a stack, and remembers which run so that a restart finds them.</summary>
sealed class OperationRunner(World world, Action<string> log) : IAsyncDisposable
{
    readonly ConcurrentDictionary<string, Running> _running = new(StringComparer.Ordinal);
    readonly Table<RunningOperation> _records = world.Table(CloudFormationTables.Running, "", "");

    sealed record Running(CancellationTokenSource Stop, Task Task);

    /// <summary>Starts an operation whose first status has been recorded.</summary>
    public Task Start(StackRun run, Func<CancellationToken, Task> work)
    {
        var stackId = run.Stack.Id;
        _records.Put(stackId, new RunningOperation(stackId));
        return RunInBackground(
            stackId,
            async stop =>
            {
                try
                {
                    await work(stop);
                }
#pragma warning disable CA1031 // A bug must show in the stack's status and the log, and not leave the stack in progress for ever.
                catch (Exception error)
#pragma warning restore CA1031
                {
                    log($"CloudFormation: an operation on {stackId} ended by a defect of the local AWS: {error}");
                    run.Move(Interruption.StatusAfter(run.Stack.Status), "Internal Failure");
                }

                _records.Remove(stackId);
            }
        );
    }

    /// <summary>Runs work that the server waits for when it stops.</summary>
    public Task RunInBackground(string id, Func<CancellationToken, Task> work)
    {
        var stop = new CancellationTokenSource();
        var start = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var task = RunAsync();
        _running[id] = new Running(stop, task);
        start.SetResult();
        return task;

        async Task RunAsync()
        {
            await start.Task;
            try
            {
                await work(stop.Token);
            }
            catch (OperationCanceledException) when (stop.IsCancellationRequested)
            {
                log($"CloudFormation: work on {id} was cancelled.");
            }
            finally
            {
                _running.TryRemove(id, out _);
                stop.Dispose();
            }
        }
    }

    /// <summary>Cancels what runs on a stack and says whether anything did.</summary>
    public async Task<bool> CancelAsync(string stackId)
    {
        if (!_running.TryGetValue(stackId, out var running))
            return false;
        await running.Stop.CancelAsync();
        return true;
    }

    /// <summary>Waits for what runs on a stack, if anything does.</summary>
    public Task WhenIdleAsync(string stackId, CancellationToken cancellationToken) =>
        _running.TryGetValue(stackId, out var running) ? running.Task.WaitAsync(cancellationToken) : Task.CompletedTask;

    /// <summary>Ends the operations that a killed process left in progress.</summary>
    public void Recover()
    {
        foreach (var record in _records.All())
        {
            var arn = record.StackId.Split(':');
            var repository = new StackRepository(world, arn[4], arn[3]);
            if (repository.Find(record.StackId) is { IsBusy: true } stack)
                repository.Stacks.Put(
                    stack.Key,
                    stack with
                    {
                        Status = Interruption.StatusAfter(stack.Status),
                        StatusReason = "The local AWS was stopped during this operation.",
                    }
                );
            _records.Remove(record.StackId);
        }
    }

    public async ValueTask DisposeAsync()
    {
        var running = _running.Values.ToList();
        foreach (var operation in running)
            await operation.Stop.CancelAsync();
        await Task.WhenAll(running.Select(operation => operation.Task));
    }
}

/// <summary>Where a stack stands when its operation ends without an end of its own.</summary>
static class Interruption
{
    public static string StatusAfter(string status) =>
        status switch
        {
            StackStatus.CreateInProgress => StackStatus.CreateFailed,
            StackStatus.RollbackInProgress => StackStatus.RollbackFailed,
            StackStatus.UpdateInProgress => StackStatus.UpdateFailed,
            StackStatus.UpdateCleanupInProgress => StackStatus.UpdateComplete,
            StackStatus.UpdateRollbackInProgress or StackStatus.UpdateRollbackCleanupInProgress =>
                StackStatus.UpdateRollbackFailed,
            StackStatus.ImportInProgress or StackStatus.ImportRollbackInProgress => StackStatus.ImportRollbackFailed,
            StackStatus.DeleteInProgress => StackStatus.DeleteFailed,
            _ => status,
        };
}
