namespace Build.Tests.LocalAws;

/// <summary>The time of a world that is not this machine's.</summary>
sealed class ShiftedClock : TimeProvider
{
    /// <summary>How far it is ahead of this machine's; negative for behind.</summary>
    public TimeSpan Ahead { get; set; }

    public override DateTimeOffset GetUtcNow() => base.GetUtcNow() + Ahead;
}
