using Microsoft.Extensions.Time.Testing;

namespace Build.Tests.Deployment.Connections;

/// <summary>A clock that stands still while anything is done: once all that is left is waiting, it goes to where the next wait ends.</summary>
/// <param name="hangs">Whether the other side may be silent for ever, so that its silence soon counts as waiting.</param>
sealed class WaitingTime(bool hangs = false) : TimeProvider
{
    readonly TimeSpan silence = TimeSpan.FromMilliseconds(hangs ? 250 : 5000);
    readonly FakeTimeProvider clock = new(DateTimeOffset.UtcNow);
    readonly Dictionary<object, DateTimeOffset> due = [];
    readonly HashSet<object> alive = [];
    TaskCompletionSource changed = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public override long TimestampFrequency => clock.TimestampFrequency;

    public override DateTimeOffset GetUtcNow() => clock.GetUtcNow();

    public override long GetTimestamp() => clock.GetTimestamp();

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new Timer(this);
        timer.Inner = clock.CreateTimer(
            _ =>
            {
                Note(timer, Timeout.InfiniteTimeSpan);
                callback(state);
            },
            null,
            dueTime,
            period
        );
        lock (due)
            alive.Add(timer);
        Note(timer, dueTime);
        return timer;
    }

    public async Task<T> WhileAsync<T>(Task<T> work)
    {
        while (!work.IsCompleted)
        {
            var (change, waits) = See();
            // A single wait is one between two attempts; more of them watch over an attempt on the wire.
            var quiet = Task.Delay(waits == 1 ? TimeSpan.FromMilliseconds(20) : silence);
            if (await Task.WhenAny(work, change, quiet) == quiet && waits > 0)
                GoOn();
        }
        return await work;
    }

    (Task Change, int Waits) See()
    {
        lock (due)
            return (changed.Task, alive.Count);
    }

    void GoOn()
    {
        TimeSpan? step;
        lock (due)
            step = due.Count == 0 ? null : due.Values.Min() - clock.GetUtcNow();
        if (step is { } wait)
            clock.Advance(wait > TimeSpan.Zero ? wait : TimeSpan.FromMilliseconds(1));
    }

    void Note(object timer, TimeSpan? after)
    {
        lock (due)
        {
            changed.TrySetResult();
            changed = new(TaskCreationOptions.RunContinuationsAsynchronously);
            if (after is { } wait && wait != Timeout.InfiniteTimeSpan)
                due[timer] = clock.GetUtcNow() + wait;
            else
                due.Remove(timer);
        }
    }

    void Forget(object timer)
    {
        lock (due)
            alive.Remove(timer);
        Note(timer, null);
    }

    sealed class Timer(WaitingTime time) : ITimer
    {
        public ITimer Inner { get; set; } = null!;

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            time.Note(this, dueTime);
            return Inner.Change(dueTime, period);
        }

        public void Dispose()
        {
            time.Forget(this);
            Inner.Dispose();
        }

        public ValueTask DisposeAsync()
        {
            time.Forget(this);
            return Inner.DisposeAsync();
        }
    }
}
