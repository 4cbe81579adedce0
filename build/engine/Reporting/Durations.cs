using System.Globalization;

namespace Reporting;

/// <summary>How long something took, as people read it: <c>0.2 s</c>, <c>2 min 11 s</c>, <c>1 h 5 min</c>.</summary>
public static class Durations
{
    public static string Text(TimeSpan duration) =>
        duration switch
        {
            { TotalMinutes: < 1 } => string.Create(CultureInfo.InvariantCulture, $"{duration.TotalSeconds:0.0} s"),
            { TotalHours: < 1 } => $"{duration.Minutes} min {duration.Seconds} s",
            _ => $"{(int)duration.TotalHours} h {duration.Minutes} min",
        };
}
