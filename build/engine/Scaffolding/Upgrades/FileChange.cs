namespace Scaffolding.Upgrades;

/// <summary>What an upgrade does with a file.</summary>
public enum ChangeKind
{
    Added,
    Changed,
    Removed,

    /// <summary>The team edited it: it stays as it is.</summary>
    Left,
}

/// <summary>A file that the next version has otherwise.</summary>
/// <param name="Why">Why it is left, and what to do about it; null where it is not.</param>
public sealed record FileChange(string Path, ChangeKind Kind, string? Why = null);
