namespace Diagnosis.Accounts;

/// <summary>
/// Lets calls of one account go a few a second, after a first burst: IAM throttles an account's simulations early, and
/// whoever else asks IAM in that account would be throttled with them.
/// </summary>
/// <param name="interval">Between two calls; none for a local AWS, which nobody else asks.</param>
sealed class CallPace(TimeProvider time, TimeSpan interval)
{
    /// <summary>Calls that may go at once; 20.</summary>
    const int Burst = 20;

    /// <summary>Between two simulations in an account of AWS.</summary>
    public static readonly TimeSpan OfSimulations = TimeSpan.FromMilliseconds(200);

    readonly Lock gate = new();
    readonly long origin = time.GetTimestamp();
    TimeSpan due = interval * (1 - Burst);

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
