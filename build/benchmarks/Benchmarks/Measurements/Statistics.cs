namespace Benchmarks.Measurements;

/// <summary>Numbers about numbers.</summary>
public static class Statistics
{
    /// <exception cref="ArgumentException">There are none.</exception>
    public static double Median(IEnumerable<double> values)
    {
        var sorted = values.Order().ToList();
        var middle = sorted.Count / 2;
        return sorted.Count == 0 ? throw new ArgumentException("There are no values.", nameof(values))
            : sorted.Count % 2 == 1 ? sorted[middle]
            : (sorted[middle - 1] + sorted[middle]) / 2;
    }
}
