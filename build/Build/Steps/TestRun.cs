using Deployment;

namespace Build.Steps;

/// <summary>How a run of tests ended.</summary>
sealed record TestRun(string Name, TestCounts Counts, int ExitCode)
{
    /// <summary>What is said where it failed.</summary>
    public Finding Finding => new(BuildCodes.TestsFailed, $"The tests of {Name} failed", [Counts.ToString()]);
}
