namespace Deployment.Stacks;

/// <summary>
/// When to look again at something that takes its time: not before it has ever been done, soon around that time, then less
/// and less often. What has never been seen to end is looked at soon at first, as small stacks are done at once.
/// </summary>
public sealed class PollingPace(TimeSpan shortest, TimeSpan longest)
{
    static readonly TimeSpan beginning = TimeSpan.FromSeconds(1);

    readonly Lock gate = new();
    TimeSpan? quickest;

    /// <summary>How long to wait before the next look, when it has gone on for so long.</summary>
    public TimeSpan Next(TimeSpan elapsed)
    {
        TimeSpan? expected;
        lock (gate)
            expected = quickest;
        var soon =
            expected is { } usual && elapsed < usual ? usual - elapsed
            : elapsed < beginning ? elapsed / 2
            : elapsed < beginning * 20 ? beginning / 2
            : elapsed / 40;
        return soon < shortest ? shortest
            : soon > longest ? longest
            : soon;
    }

    /// <summary>Learns how long one took.</summary>
    public void Learn(TimeSpan duration)
    {
        lock (gate)
            quickest = quickest is { } known && known < duration ? known : duration;
    }
}
