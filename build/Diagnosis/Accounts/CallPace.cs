namespace Diagnosis.Accounts;

/// <summary>
/// Lets calls of one account go a few a second, after a first burst: IAM throttles an account's simulations early, and
/// whoever else asks IAM in that account would be throttled with them.
/// </summary>
sealed class CallPace(TimeProvider time)
{
    /// <summary>Calls that may go at once; 20.</summary>
    const int Burst = 20;

    static readonly TimeSpan interval = TimeSpan.FromMilliseconds(200);

    readonly Lock gate = new();
    readonly long origin = time.GetTimestamp();
    TimeSpan due;

    public Task WaitAsync(CancellationToken cancellationToken)
    {
        TimeSpan wait;
        lock (gate)
        {
            var now = time.GetElapsedTime(origin);
            var earliest = now - (interval * (Burst - 1));
            due = due < earliest ? earliest : due;
            wait = due - now;
            due += interval;
        }
        return wait > TimeSpan.Zero ? Task.Delay(wait, time, cancellationToken) : Task.CompletedTask;
    }
}
