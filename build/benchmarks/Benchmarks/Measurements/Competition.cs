namespace Benchmarks.Measurements;

/// <summary>Runs contenders in turn, round by round, so that what else the machine does falls on all of them alike.</summary>
public static class Competition
{
    /// <returns>In the contenders' order; those that had no round are left out.</returns>
    public static async Task<IReadOnlyList<ContenderResult>> RunAsync(
        IReadOnlyList<Contender> contenders,
        int rounds,
        CancellationToken cancellationToken
    )
    {
        var runs = contenders.ToDictionary(one => one.Name, _ => new List<Measurement>(), StringComparer.Ordinal);
        var most = contenders.Max(one => one.Rounds ?? rounds);
        for (var round = 0; round < most; round++)
        {
            // Nobody is always the first.
            foreach (var one in round % 2 == 0 ? contenders : contenders.Reverse())
            {
                if (round >= (one.Rounds ?? rounds))
                    continue;
                await one.PrepareAsync(cancellationToken);
                runs[one.Name].Add(await one.RunAsync(cancellationToken));
            }
        }
        return
        [
            .. contenders
                .Where(one => runs[one.Name].Count > 0)
                .Select(one => new ContenderResult(one.Name, runs[one.Name])),
        ];
    }
}
