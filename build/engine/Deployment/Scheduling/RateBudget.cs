namespace Deployment.Scheduling;

/// <summary>Spreads the calls to one API of one account and region at the rate that throttling answers taught, first come, first served.</summary>
/// <remarks>The first calls leave at once; the rate then doubles quickly until a call is throttled, falls to what was measured, and comes back slowly.
/// Throttling that slowing down does not end is not of the rate's making, and no longer slows anything down.</remarks>
public sealed class RateBudget(TimeProvider time, RateBudgetOptions options)
{
    /// <summary>How late a timer may be and its calls be caught up with.</summary>
    static readonly TimeSpan Lateness = TimeSpan.FromMilliseconds(20);

    readonly Lock gate = new();
    readonly RateEstimate estimate = new(options, time);
    readonly PriorityQueue<TaskCompletionSource<long>, long> waiting = new();
    readonly long origin = time.GetTimestamp();
    ITimer? timer;
    TimeSpan due;
    TimeSpan seen;
    bool isBehind;
    long tickets;
    long calls;
    long throttled;

    public RateUse Use => new(Interlocked.Read(ref calls), Interlocked.Read(ref throttled));

    /// <summary>Calls a second that were answered when others were throttled; null while none was for the rate's sake.</summary>
    public double? Ceiling
    {
        get
        {
            lock (gate)
                return estimate.Ceiling;
        }
    }

    /// <summary>What a later run can begin with; null where this one has learnt nothing.</summary>
    public SustainedRate? Borne
    {
        get
        {
            lock (gate)
                return estimate.Borne;
        }
    }

    /// <summary>Makes a call within the budget; while it is answered with a throttling error it is made again, for as long as it takes.</summary>
    /// <param name="isThrottled">Whether an exception of the call is AWS's answer that the rate was exceeded.</param>
    public async Task<T> RunAsync<T>(
        Func<CancellationToken, Task<T>> call,
        Func<Exception, bool> isThrottled,
        CancellationToken cancellationToken
    )
    {
        var ticket = Interlocked.Increment(ref tickets);
        while (true)
        {
            var sent = await EnterAsync(ticket, cancellationToken);
            try
            {
                var result = await call(cancellationToken);
                Answered(sent);
                return result;
            }
            catch (Exception exception) when (isThrottled(exception))
            {
                Throttled(sent);
            }
            catch (Exception exception) when (exception is not OperationCanceledException)
            {
                Answered(sent);
                throw;
            }
        }
    }

    Task<long> EnterAsync(long ticket, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var turn = new TaskCompletionSource<long>(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (gate)
        {
            waiting.Enqueue(turn, ticket);
            LetGo();
        }
        if (turn.Task.IsCompleted)
            return turn.Task;
        var registration = cancellationToken.Register(() => turn.TrySetCanceled(cancellationToken));
        _ = turn.Task.ContinueWith(
            _ => registration.Dispose(),
            CancellationToken.None,
            TaskContinuationOptions.ExecuteSynchronously,
            TaskScheduler.Default
        );
        return turn.Task;
    }

    void Answered(long sent)
    {
        lock (gate)
            estimate.Succeeded(sent);
    }

    void Throttled(long sent)
    {
        Interlocked.Increment(ref throttled);
        lock (gate)
            // The API's own budget is empty now: one interval passes before the next call.
            if (estimate.Throttled(sent))
                due = time.GetElapsedTime(origin) + Interval;
    }

    TimeSpan Interval => TimeSpan.FromSeconds(1 / estimate.Rate);

    /// <summary>Lets go whoever's turn has come, and sets the timer for the next one.</summary>
    void LetGo()
    {
        var now = time.GetElapsedTime(origin);
        if (isBehind)
            estimate.Grow(now - seen);
        (seen, isBehind) = (now, false);
        while (waiting.TryPeek(out var turn, out _))
        {
            var burst = estimate.IsLearnt ? TimeSpan.Zero : Interval * (options.InitialBurst - 1);
            if (turn.Task.IsCompleted)
                waiting.Dequeue();
            else if (due - burst <= now)
            {
                waiting.Dequeue();
                if (turn.TrySetResult(time.GetTimestamp()))
                {
                    Interlocked.Increment(ref calls);
                    due = (due < now - Lateness ? now : due) + Interval;
                }
            }
            else
            {
                isBehind = true;
                Wake(due - burst - now);
                return;
            }
        }
    }

    void Wake(TimeSpan after)
    {
        // Timers count whole milliseconds, and one that is early would only be set again.
        after = TimeSpan.FromMilliseconds(Math.Ceiling(after.TotalMilliseconds));
        if (timer is null)
            timer = time.CreateTimer(
                static state => ((RateBudget)state!).OnTimer(),
                this,
                after,
                Timeout.InfiniteTimeSpan
            );
        else
            timer.Change(after, Timeout.InfiniteTimeSpan);
    }

    void OnTimer()
    {
        lock (gate)
            LetGo();
    }
}
