namespace Reporting.Timelines;

/// <summary>
/// What a run waited for, from its last end backwards: whatever shortens the run shortens one of these. Before each comes what
/// ended last of those that it waits for, and of what was over when its part of the run began.
/// </summary>
sealed record CriticalPath(IReadOnlyList<CriticalStep> Steps)
{
    public static CriticalPath Of(IReadOnlyList<TimelineRow> rows)
    {
        var steps = new List<CriticalStep>();
        var next = rows.Where(row => row.Ended is not null).MaxBy(row => row.Ended);
        while (next is { } row)
        {
            var before = Last(rows.Where(other => IsBefore(other, row)).Concat(row.After), row);
            var from = before?.Ended ?? row.Began!.Value;
            steps.Add(new(row, row.Ended!.Value - from));
            next = before;
        }
        steps.Reverse();
        return new(steps);
    }

    public TimeSpan Length => Steps.Aggregate(TimeSpan.Zero, (sum, step) => sum + step.Time);

    /// <summary>Stacks and assets of a plan wait for each other as the plan says, and steps for whatever was over.</summary>
    static bool IsBefore(TimelineRow other, TimelineRow row) =>
        other.Ended <= row.Began && (row.Part == 0 || other.Part != row.Part);

    /// <summary>Those that ended earlier, else a wrong clock would lead in circles.</summary>
    static TimelineRow? Last(IEnumerable<TimelineRow> rows, TimelineRow row) =>
        rows.Where(other => other != row && other.Ended < row.Ended).MaxBy(other => other.Ended);
}

/// <param name="Time">From the end of what comes before it to its own.</param>
sealed record CriticalStep(TimelineRow Row, TimeSpan Time);
