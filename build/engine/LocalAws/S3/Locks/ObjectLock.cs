namespace LocalAws.S3.Locks;

/// <summary>What keeps a version of an object from being deleted (S3 User Guide, "Locking objects with Object Lock").</summary>
public sealed record ObjectLock
{
    /// <summary>The mode that those with a permission of its own may get around.</summary>
    public const string Governance = "GOVERNANCE";

    /// <summary>The mode that nobody gets around.</summary>
    public const string Compliance = "COMPLIANCE";

    /// <summary>GOVERNANCE or COMPLIANCE; null where no retention was ever set.</summary>
    public string? Mode { get; init; }

    /// <summary>Until when the version is retained.</summary>
    public DateTimeOffset? Until { get; init; }

    /// <summary>ON, OFF, or null where nobody ever said.</summary>
    public string? LegalHold { get; init; }

    /// <summary>Whether the version may go at that time.</summary>
    /// <param name="now">The present time.</param>
    /// <param name="bypasses">Whether the caller gets around governance.</param>
    public bool Frees(DateTimeOffset now, bool bypasses) =>
        LegalHold != "ON" && (!IsRetained(now) || (bypasses && Mode == Governance));

    /// <summary>Whether another retention may stand in the place of this one: one of its mode that is as long always.</summary>
    public bool Yields(ObjectLock other, DateTimeOffset now, bool bypasses)
    {
        ArgumentNullException.ThrowIfNull(other);
        return !IsRetained(now) || (Mode == other.Mode && other.Until >= Until) || (bypasses && Mode == Governance);
    }

    bool IsRetained(DateTimeOffset now) => Mode is not null && Until > now;
}
