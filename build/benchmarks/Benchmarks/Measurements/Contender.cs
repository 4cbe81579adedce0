namespace Benchmarks.Measurements;

/// <summary>Something to be compared with others.</summary>
/// <param name="PrepareAsync">Done before each run, and not measured.</param>
/// <param name="RunAsync">One run, measured.</param>
public sealed record Contender(
    string Name,
    Func<CancellationToken, Task> PrepareAsync,
    Func<CancellationToken, Task<Measurement>> RunAsync
)
{
    public Contender(string name, ChildCommand command)
        : this(name, _ => Task.CompletedTask, cancel => ChildMeter.RunAsync(command, cancel)) { }

    /// <summary>How often it runs; null: as often as the others.</summary>
    public int? Rounds { get; init; }
}

/// <summary>All runs of a contender.</summary>
public sealed record ContenderResult(string Name, IReadOnlyList<Measurement> Runs)
{
    public Measurement Median => Measurement.Median(Runs);
}
