namespace LocalAws.Worlds;

/// <summary>
/// The journal of a state has damaged lines. Nothing was changed: <see cref="LocalAwsOptions.SkipsDamagedRecords"/> goes on
/// without them.
/// </summary>
public sealed class StateDamagedException(string directory, IReadOnlyList<DamagedRecord> records)
    : IOException($"The journal in {directory} is damaged: {string.Join("; ", records)}.")
{
    /// <summary>Every damaged line, in the order of the journal.</summary>
    public IReadOnlyList<DamagedRecord> Records { get; } = records;
}
