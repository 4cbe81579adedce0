namespace Build.Tests.LocalAws;

/// <summary>The time of a world that is not this machine's.</summary>
sealed class ShiftedClock : TimeProvider
{
    static int worlds;

    readonly int number = Interlocked.Increment(ref worlds);

    /// <summary>How far it is ahead of this machine's; negative for behind.</summary>
    public TimeSpan Ahead { get; set; }

    /// <summary>
    /// An address for that world alone. What the SDK learns of an endpoint's clock it keeps for the process, and a later world
    /// may come to have the same port.
    /// </summary>
    public string Address
    {
        get
        {
            Assert.SkipWhen(OperatingSystem.IsMacOS(), "only 127.0.0.1 of the loopback addresses is there");
            return $"127.0.{1 + (number / 200)}.{1 + (number % 200)}";
        }
    }

    public override DateTimeOffset GetUtcNow() => base.GetUtcNow() + Ahead;
}
