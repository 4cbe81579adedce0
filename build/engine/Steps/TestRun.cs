using Deployment;
using Fingerprints.Observations;
using Tools.Failures;

namespace Steps;

/// <summary>How a run of tests ended.</summary>
public sealed record TestRun(string Name, TestCounts Counts, int ExitCode)
{
    /// <summary>What the tests were seen to depend on.</summary>
    public IReadOnlyList<Observation> Observed { get; init; } = [];

    /// <summary>The first that failed, or why none ran; null where the tool does not say.</summary>
    public ToolError? Error { get; init; }

    /// <summary>What is said where it failed.</summary>
    public Finding Finding =>
        new(
            StepCodes.TestsFailed,
            $"The tests of {Name} failed",
            [Counts.ToString(), .. Error is null ? (string[])[] : [Error.ToString()]],
            Error?.Next
        );
}
