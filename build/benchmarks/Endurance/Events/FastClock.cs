using System.Diagnostics;

namespace Endurance.Events;

/// <summary>A clock that begins a while later than the machine's, and runs so many times faster; waits are as long as they are.</summary>
sealed class FastClock(TimeSpan later, double times) : TimeProvider
{
    readonly DateTimeOffset _begun = DateTimeOffset.UtcNow;
    readonly long _since = Stopwatch.GetTimestamp();

    public override DateTimeOffset GetUtcNow() => _begun + later + times * Stopwatch.GetElapsedTime(_since);
}
