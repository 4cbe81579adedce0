using System.Globalization;

namespace Reporting.Timelines;

/// <summary>Where points in time are between the two ends of a run.</summary>
sealed class TimeAxis(DateTimeOffset began, DateTimeOffset ended)
{
    const int MostTicks = 10;

    static readonly TimeSpan[] steps =
    [
        .. ((double[])[0.1, 0.2, 0.5, 1, 2, 5, 10, 15, 30]).Select(TimeSpan.FromSeconds),
        .. ((double[])[1, 2, 5, 10, 15, 30]).Select(TimeSpan.FromMinutes),
        .. ((double[])[1, 2, 6, 12]).Select(TimeSpan.FromHours),
    ];

    public TimeSpan Length => ended - began;

    /// <summary>The share of the run that is over at a time, as CSS writes it.</summary>
    public string At(DateTimeOffset time) => Share(time - began);

    /// <summary>The share of the run that a duration takes, as CSS writes it.</summary>
    public string Share(TimeSpan duration) =>
        Length == TimeSpan.Zero
            ? "0%"
            : string.Create(CultureInfo.InvariantCulture, $"{100 * (duration / Length):0.###}%");

    /// <summary>Round times after the beginning, about ten at most.</summary>
    public IEnumerable<TimeSpan> Ticks
    {
        get
        {
            var step = steps.FirstOrDefault(
                step => Length / step <= MostTicks,
                TimeSpan.FromDays(Math.Max(1, Math.Floor(Length.TotalDays / MostTicks)))
            );
            for (var tick = step; tick < Length; tick += step)
                yield return tick;
        }
    }
}
