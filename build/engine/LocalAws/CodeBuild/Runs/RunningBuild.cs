namespace LocalAws.CodeBuild.Runs;

/// <summary>A build under way, and what ends it early: its time limit, or somebody who stops it.</summary>
sealed class RunningBuild : IDisposable
{
    readonly CancellationTokenSource _limit;
    readonly CancellationTokenSource _stop = new();
    readonly CancellationTokenSource _either;
    BuildEnd _reason = BuildEnd.TimedOut;

    public RunningBuild(TimeSpan limit, TimeProvider clock)
    {
        _limit = new(limit, clock);
        _either = CancellationTokenSource.CreateLinkedTokenSource(_limit.Token, _stop.Token);
        Token = _either.Token;
    }

    /// <summary>Cancelled when the build is to end early.</summary>
    public CancellationToken Token { get; }

    /// <summary>Why it is to end early.</summary>
    public BuildEnd Reason => _reason;

    /// <summary>Ends when the build has ended, well or not; never fails.</summary>
    public Task Task { get; private set; } = Task.CompletedTask;

    /// <summary>Lets the work begin in the background.</summary>
    public void Start(Func<Task> work) =>
        Task = Task.Run(async () =>
        {
            try
            {
                await work();
            }
            finally
            {
                Dispose();
            }
        });

    /// <summary>Ends the build early; nothing happens when it has ended.</summary>
    public void End(BuildEnd reason)
    {
        try
        {
            _reason = reason;
            _stop.Cancel();
        }
        catch (ObjectDisposedException)
        {
            // It has ended in the meantime.
            return;
        }
    }

    public void Dispose()
    {
        _either.Dispose();
        _limit.Dispose();
        _stop.Dispose();
    }
}
