using Benchmarks.Measurements;

namespace Benchmarks.Tables;

/// <summary>What contenders took, as medians, and how many times that of the first.</summary>
public static class ComparisonTable
{
    public static TextTable Of(IReadOnlyList<ContenderResult> results)
    {
        var table = new TextTable("", "runs", "wall", "", "CPU", "", "peak memory", "");
        var first = results[0].Median;
        foreach (var result in results)
        {
            var median = result.Median;
            table.Add(
                result.Name,
                $"{result.Runs.Count}",
                Units.Seconds(median.Wall),
                Units.Times(median.Wall / first.Wall, 1),
                Units.Seconds(median.Cpu),
                Units.Times(median.Cpu.Ticks, Math.Max(1, first.Cpu.Ticks)),
                Units.Megabytes(median.PeakMemory),
                Units.Times(median.PeakMemory, Math.Max(1, first.PeakMemory))
            );
        }
        return table;
    }
}
