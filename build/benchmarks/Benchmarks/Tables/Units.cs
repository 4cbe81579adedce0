using System.Globalization;

namespace Benchmarks.Tables;

/// <summary>Quantities as tables show them.</summary>
public static class Units
{
    public static string Seconds(TimeSpan time) =>
        time < TimeSpan.FromSeconds(1)
            ? string.Create(CultureInfo.InvariantCulture, $"{time.TotalMilliseconds:0} ms")
            : string.Create(CultureInfo.InvariantCulture, $"{time.TotalSeconds:0.0} s");

    public static string Megabytes(long bytes) =>
        string.Create(CultureInfo.InvariantCulture, $"{bytes / 1024.0 / 1024:0} MB");

    /// <summary>How many times more one is than the other.</summary>
    public static string Times(double one, double other) =>
        string.Create(CultureInfo.InvariantCulture, $"{one / other:0.0}x");

    public static string Percent(long part, long whole) =>
        whole == 0 ? "-" : string.Create(CultureInfo.InvariantCulture, $"{100.0 * part / whole:0.0} %");
}
