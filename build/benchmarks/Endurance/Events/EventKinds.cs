namespace Endurance.Events;

/// <summary>All kinds of events.</summary>
static class EventKinds
{
    static IReadOnlyList<EventKind> All { get; } =
    [
        new("kill", 30, Interruptions.KillAsync),
        new("interrupt", 25, Interruptions.InterruptAsync),
        new("full-run", 6, Interruptions.FullAsync),
        new("pair", 12, Interruptions.PairAsync),
        new("rehearsal", 1, Interruptions.RehearsalAsync),
        new("served-kill", 8, Services.KillAsync),
        new("network", 10, Services.FaultyAsync),
        new("disk-full", 6, Disks.FullAsync),
        new("file-limit", 4, Disks.LimitedAsync),
        new("damage", 8, Disks.DamageAsync),
        new("time", 4, Clocks.PassAsync),
    ];

    /// <summary>Those whose names begin with one of these, or all.</summary>
    /// <exception cref="EnduranceException">There is none of that name.</exception>
    public static IReadOnlyList<EventKind> Chosen(IReadOnlyList<string> names)
    {
        var chosen = All.Where(kind =>
                names.Count == 0 || names.Any(name => kind.Name.StartsWith(name, StringComparison.Ordinal))
            )
            .ToList();
        return chosen.Count > 0
            ? chosen
            : throw new EnduranceException($"There are {string.Join(", ", All.Select(kind => kind.Name))}.");
    }

    /// <summary>One of them, by their weights.</summary>
    public static EventKind OneOf(IReadOnlyList<EventKind> kinds, Random random)
    {
        var at = random.Next(kinds.Sum(kind => kind.Weight));
        return kinds.First(kind => (at -= kind.Weight) < 0);
    }
}
