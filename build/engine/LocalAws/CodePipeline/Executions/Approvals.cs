using System.Collections.Concurrent;

namespace LocalAws.CodePipeline.Executions;

/// <summary>What somebody said to an approval.</summary>
sealed record Approval(bool IsApproved, string Summary, string By);

/// <summary>The approvals that are waited for, by the id of the action's run.</summary>
sealed class Approvals
{
    readonly ConcurrentDictionary<string, TaskCompletionSource<Approval>> _waiting = new(StringComparer.Ordinal);

    /// <summary>From here on the approval can be answered; one that is open already keeps its answer.</summary>
    public void Open(string run) =>
        _waiting.GetOrAdd(run, _ => new(TaskCreationOptions.RunContinuationsAsynchronously));

    public async Task<Approval> WaitAsync(string run, CancellationToken cancellationToken)
    {
        try
        {
            return await _waiting[run].Task.WaitAsync(cancellationToken);
        }
        finally
        {
            _waiting.TryRemove(run, out _);
        }
    }

    /// <summary>Answers an approval; false where that was done before.</summary>
    public bool TryAnswer(string run, Approval approval) =>
        _waiting.TryGetValue(run, out var waiting) && waiting.TrySetResult(approval);
}
