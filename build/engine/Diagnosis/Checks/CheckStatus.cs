namespace Diagnosis.Checks;

/// <summary>How a check ended.</summary>
public enum CheckStatus
{
    Ok,

    /// <summary>A deployment passes, but something deserves a look.</summary>
    Warning,

    /// <summary>A deployment fails on it.</summary>
    Failure,

    /// <summary>It could not be found out; the detail says why.</summary>
    Unknown,
}
