using Deployment.Credentials;
using Deployment.Scheduling;

namespace Deployment.Stacks;

/// <summary>Everything that the stacks of one account and region, deployed with one role, share.</summary>
public sealed class StackEnvironment : IAsyncDisposable
{
    int executing;

    /// <param name="throttled">Told of each throttled call.</param>
    public StackEnvironment(
        Session session,
        AwsEndpoint endpoint,
        RateBudgets budgets,
        TimeProvider time,
        Action<RateKey>? throttled = null
    )
    {
        Calls = new StackCalls(session, endpoint, budgets, time, throttled);
        Lookup = new StackLookup(Calls);
    }

    public StackCalls Calls { get; }

    public StackLookup Lookup { get; }

    public TimeProvider Time => Calls.Time;

    public PollingPace ChangeSetPace { get; } = new(TimeSpan.FromMilliseconds(100), TimeSpan.FromSeconds(5));

    public PollingPace StackPace { get; } = new(TimeSpan.FromMilliseconds(100), TimeSpan.FromSeconds(5));

    /// <summary>So few stacks are being changed that their events can be followed without slowing anything down.</summary>
    public bool CanFollowEvents => Volatile.Read(ref executing) <= 4;

    /// <summary>Counts a stack as being changed until disposed.</summary>
    public IDisposable Executing()
    {
        Interlocked.Increment(ref executing);
        return new Execution(this);
    }

    public async ValueTask DisposeAsync()
    {
        await Lookup.DisposeAsync();
        Calls.Dispose();
    }

    sealed class Execution(StackEnvironment environment) : IDisposable
    {
        public void Dispose() => Interlocked.Decrement(ref environment.executing);
    }
}
