using Mutations.Mutants;

namespace Mutations.Runs;

/// <summary>What became of a mutant.</summary>
enum Outcome
{
    /// <summary>A test failed, or did not end.</summary>
    Noticed,

    /// <summary>All tests that reach it passed.</summary>
    Survived,

    /// <summary>No test executes that code.</summary>
    NotReached,
}

/// <summary>What became of a mutant, and what shows it: the test that failed, or how many classes passed.</summary>
sealed record Verdict(Mutant Mutant, Outcome Outcome, string Evidence)
{
    public override string ToString() => $"{Outcome, -10} {Mutant} ({Evidence})";
}
