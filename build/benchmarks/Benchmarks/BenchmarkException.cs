namespace Benchmarks;

/// <summary>A benchmark that cannot be run, or whose child process did not do what was to be measured.</summary>
public sealed class BenchmarkException(string message) : Exception(message);
