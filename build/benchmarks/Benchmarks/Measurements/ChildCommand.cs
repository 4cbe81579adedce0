namespace Benchmarks.Measurements;

/// <summary>A program to be measured as a child process.</summary>
public sealed record ChildCommand(string Program, IReadOnlyList<string> Arguments)
{
    public string WorkingDirectory { get; init; } = Directory.GetCurrentDirectory();

    /// <summary>Added to this process's own; null takes one away.</summary>
    public IReadOnlyDictionary<string, string?> Environment { get; init; } = new Dictionary<string, string?>();

    /// <summary>Exit codes that are no failure; 0.</summary>
    public IReadOnlyList<int> ExpectedExitCodes { get; init; } = [0];
}
