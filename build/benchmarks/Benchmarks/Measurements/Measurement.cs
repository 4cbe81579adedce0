namespace Benchmarks.Measurements;

/// <summary>What a child process with all its descendants took.</summary>
/// <param name="Cpu">User and system time of all that ended and was waited for.</param>
/// <param name="PeakMemory">Bytes resident at a time, all processes together.</param>
/// <param name="Output">What it wrote on its standard output.</param>
public sealed record Measurement(TimeSpan Wall, TimeSpan Cpu, long PeakMemory, string Output)
{
    /// <summary>Each quantity's median, by itself.</summary>
    public static Measurement Median(IReadOnlyList<Measurement> all) =>
        new(
            TimeSpan.FromTicks((long)Statistics.Median(all.Select(one => (double)one.Wall.Ticks))),
            TimeSpan.FromTicks((long)Statistics.Median(all.Select(one => (double)one.Cpu.Ticks))),
            (long)Statistics.Median(all.Select(one => (double)one.PeakMemory)),
            ""
        );
}
