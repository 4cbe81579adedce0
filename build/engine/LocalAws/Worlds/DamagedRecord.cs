namespace LocalAws.Worlds;

/// <summary>A line of the journal that does not say what was written.</summary>
/// <param name="File">The journal's file.</param>
/// <param name="Line">The line in it, from 1.</param>
/// <param name="Record">What the line is about, as far as that can be read.</param>
/// <param name="Damage">What is wrong with it.</param>
public sealed record DamagedRecord(string File, int Line, string? Record, string Damage)
{
    /// <inheritdoc />
    public override string ToString() =>
        $"line {Line} of {File}, {(Record is null ? "which does not tell its record" : $"the record {Record}")}: {Damage}";
}
