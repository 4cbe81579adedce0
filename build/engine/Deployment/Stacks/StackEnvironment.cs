using Deployment.Credentials;
using Deployment.Scheduling;

namespace Deployment.Stacks;

/// <summary>Everything that the stacks of one account and region, deployed with one role, share.</summary>
public sealed class StackEnvironment : IAsyncDisposable
{
    /// <summary>Looks that are no farther apart than this come at moments that all who wait here share.</summary>
    static readonly TimeSpan longestShared = TimeSpan.FromSeconds(1);

    static readonly TimeSpan sharedMoments = TimeSpan.FromMilliseconds(500);

    readonly long opened;
    int executing;

    /// <param name="throttled">Told of each throttled call.</param>
    public StackEnvironment(
        Session session,
        AwsEndpoint endpoint,
        RateBudgets budgets,
        TimeProvider time,
        Action<RateKey>? throttled = null
    )
        : this(new StackCalls(session, endpoint, budgets, time, throttled)) { }

    internal StackEnvironment(StackCalls calls)
    {
        Calls = calls;
        Lookup = new StackLookup(Calls);
        opened = calls.Time.GetTimestamp();
    }

    public StackCalls Calls { get; }

    public StackLookup Lookup { get; }

    public TimeProvider Time => Calls.Time;

    public PollingPace ChangeSetPace { get; } = new(TimeSpan.FromMilliseconds(100), TimeSpan.FromSeconds(5));

    public PollingPace StackPace { get; } = new(TimeSpan.FromMilliseconds(100), TimeSpan.FromSeconds(5));

    /// <summary>Waits about so long: stacks that are watched at once are looked at at the same moments, and one listing answers for all.</summary>
    public Task WaitForLookAsync(TimeSpan wait, CancellationToken cancellationToken)
    {
        if (wait >= sharedMoments && wait <= longestShared)
        {
            var now = Time.GetElapsedTime(opened);
            wait = (Math.Round((now + wait) / sharedMoments) * sharedMoments) - now;
        }
        return Task.Delay(wait, Time, cancellationToken);
    }

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
