namespace Benchmarks.Workloads;

/// <summary>Something to be measured; it prints its own results.</summary>
public abstract class Workload
{
    /// <summary>What the command line calls it.</summary>
    public abstract string Name { get; }

    /// <summary>What is measured, in a line.</summary>
    public abstract string Description { get; }

    /// <exception cref="BenchmarkException">It cannot be run, or what was measured failed.</exception>
    public abstract Task RunAsync(BenchmarkOptions options, TextWriter output, CancellationToken cancellationToken);
}
