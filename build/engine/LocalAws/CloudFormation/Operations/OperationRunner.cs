using System.Collections.Concurrent;
using LocalAws.CloudFormation.Stacks;
using LocalAws.Worlds;

namespace LocalAws.CloudFormation.Operations;

/// <summary>Runs stack operations in the background, one a stack, and remembers which run so that a restart finds them.</summary>
sealed class OperationRunner(World world, Action<string> log) : IAsyncDisposable
{
    readonly ConcurrentDictionary<string, Running> _running = new(StringComparer.Ordinal);
    readonly CancellationTokenSource _stopping = new();
    readonly Table<RunningOperation> _records = world.Table(CloudFormationTables.Running, "", "");

    sealed record Running(CancellationTokenSource Stop, Task Task);

    /// <summary>Says that an operation is about to begin, before the stack has its first status: a kill in between is found.</summary>
    public void Announce(string stackId) => _records.Put(stackId, new RunningOperation(stackId));

    /// <summary>Fills a change set in the background.</summary>
    public void Fill(Stack stack, ChangeSets.ChangeSet changeSet, Func<CancellationToken, Task> work)
    {
        _records.Put(changeSet.Id, new RunningOperation(stack.Id, $"{stack.Uuid}/{changeSet.Uuid}"));
        _ = RunInBackground(
            changeSet.Id,
            async stop =>
            {
                await work(stop);
                _records.Remove(changeSet.Id);
            }
        );
    }

    /// <summary>Starts an operation whose first status has been recorded.</summary>
    public Task Start(StackRun run, Func<CancellationToken, Task> work)
    {
        var stackId = run.Stack.Id;
        run.Stopping = _stopping.Token;
        Announce(stackId);
        return RunInBackground(
            stackId,
            async stop =>
            {
                try
                {
                    await work(stop);
                }
                catch (OperationCanceledException) when (_stopping.IsCancellationRequested)
                {
                    // The record stays, and the next start tells the stack what happened.
                    log($"CloudFormation: an operation on {stackId} was interrupted by the end of the local AWS.");
                    return;
                }
#pragma warning disable CA1031 // A bug must show in the stack's status and the log, and not leave the stack in progress for ever.
                catch (Exception error)
#pragma warning restore CA1031
                {
                    if (error is not StateNotWritableException)
                        log($"CloudFormation: an operation on {stackId} ended by a defect of the local AWS: {error}");
                    run.Move(Recovery.StatusAfter(run.Stack.Status), "Internal Failure");
                }

                _records.Remove(stackId);
            }
        );
    }

    /// <summary>Runs work that the server waits for when it stops.</summary>
    Task RunInBackground(string id, Func<CancellationToken, Task> work)
    {
        var stop = CancellationTokenSource.CreateLinkedTokenSource(_stopping.Token);
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
            catch (StateNotWritableException fault)
            {
                // As when the process is killed: the record stays, and the next start tells the stack what happened.
                log($"CloudFormation: work on {id} was interrupted. {fault.Message}");
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
        try
        {
            await running.Stop.CancelAsync();
            return true;
        }
        catch (ObjectDisposedException)
        {
            // It came to its end meanwhile.
            return false;
        }
    }

    /// <summary>Waits for what runs on a stack, if anything does.</summary>
    public Task WhenIdleAsync(string stackId, CancellationToken cancellationToken) =>
        _running.TryGetValue(stackId, out var running) ? running.Task.WaitAsync(cancellationToken) : Task.CompletedTask;

    /// <summary>How much runs.</summary>
    public int Count => _running.Count;

    /// <summary>Waits until nothing runs.</summary>
    public async Task WhenIdleAsync(CancellationToken cancellationToken)
    {
        while (!_running.IsEmpty)
            await Task.WhenAll(_running.Values.Select(operation => operation.Task)).WaitAsync(cancellationToken);
    }

    /// <summary>Ends the operations that a killed process left in progress.</summary>
    public void Recover()
    {
        foreach (var (key, record) in _records.Range("", null, int.MaxValue))
        {
            var arn = record.StackId.Split(':');
            Recovery.Run(new StackRepository(world, arn[4], arn[3]), record);
            _records.Remove(key);
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (_stopping.IsCancellationRequested)
            return;
        await _stopping.CancelAsync();
        await Task.WhenAll(_running.Values.Select(operation => operation.Task));
        _stopping.Dispose();
    }
}
