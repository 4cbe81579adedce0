namespace Build.Tests.Rehearsals;

/// <summary>A clock whose timers and timestamps run so many times as fast; the time of day is the real one.</summary>
sealed class AcceleratedTime(int times) : TimeProvider
{
    readonly long start = System.GetTimestamp();

    public override long TimestampFrequency => System.TimestampFrequency;

    public override long GetTimestamp() => start + ((System.GetTimestamp() - start) * times);

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
        new Timer(System.CreateTimer(callback, state, Shorten(dueTime), Shorten(period)), Shorten);

    TimeSpan Shorten(TimeSpan duration) => duration <= TimeSpan.Zero ? duration : duration / times;

    sealed class Timer(ITimer timer, Func<TimeSpan, TimeSpan> shorten) : ITimer
    {
        public bool Change(TimeSpan dueTime, TimeSpan period) => timer.Change(shorten(dueTime), shorten(period));

        public void Dispose() => timer.Dispose();

        public ValueTask DisposeAsync() => timer.DisposeAsync();
    }
}
