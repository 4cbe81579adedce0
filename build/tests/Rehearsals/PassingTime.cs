using Amazon;
using Microsoft.Extensions.Time.Testing;

namespace Build.Tests.Rehearsals;

/// <summary>
/// The time of a whole world: whoever waits by <see cref="ByWaiting"/> makes it pass, at once, and what waits by
/// <see cref="Clock"/> comes due with it.
/// </summary>
/// <remarks>Where more than minutes pass, AWS clients have to sign by it too, which they do for the whole process.</remarks>
sealed class PassingTime : IDisposable
{
    readonly bool signs;

    /// <param name="signs">Whether AWS clients sign by it; only for tests that run alone.</param>
    public PassingTime(bool signs = true)
    {
        this.signs = signs;
        ByWaiting = new Waiter(this);
    }

    public FakeTimeProvider Clock { get; } = new(DateTimeOffset.UtcNow);

    /// <summary>The same time, for one who is waited for by nobody else.</summary>
    public TimeProvider ByWaiting { get; }

    public void Dispose()
    {
        if (signs)
            AWSConfigs.ManualClockCorrection = null;
    }

    /// <summary>Whoever waits is to have its timer before that goes off.</summary>
    void PassSoon(TimeSpan duration)
    {
        if (duration > TimeSpan.Zero)
            ThreadPool.QueueUserWorkItem(_ => Pass(duration));
    }

    void Pass(TimeSpan duration)
    {
        if (signs)
            AWSConfigs.ManualClockCorrection = Clock.GetUtcNow() + duration - DateTimeOffset.UtcNow;
        Clock.Advance(duration);
    }

    sealed class Waiter(PassingTime time) : TimeProvider
    {
        public override long TimestampFrequency => time.Clock.TimestampFrequency;

        public override DateTimeOffset GetUtcNow() => time.Clock.GetUtcNow();

        public override long GetTimestamp() => time.Clock.GetTimestamp();

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        {
            var timer = new Timer(time, time.Clock.CreateTimer(callback, state, dueTime, period));
            time.PassSoon(dueTime);
            return timer;
        }
    }

    sealed class Timer(PassingTime time, ITimer timer) : ITimer
    {
        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            var changed = timer.Change(dueTime, period);
            time.PassSoon(dueTime);
            return changed;
        }

        public void Dispose() => timer.Dispose();

        public ValueTask DisposeAsync() => timer.DisposeAsync();
    }
}

/// <summary>Tests whose time passes for the whole process, and which therefore run alone.</summary>
[CollectionDefinition(nameof(PassingTime), DisableParallelization = true)]
public sealed class PassingTimeTests;
