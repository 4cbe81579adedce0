using Build.Projects;

namespace Build.Arguments;

/// <summary>What the command line asks for, parsed and checked.</summary>
public sealed record BuildArguments
{
    /// <summary>The subprojects to work on, in the order in which they are deployed.</summary>
    public required IReadOnlyList<Project> Projects { get; init; }

    /// <summary>Rehearse against the local AWS.</summary>
    public bool Local { get; init; }

    public string? Profile { get; init; }

    /// <summary>Names of environments; none: all.</summary>
    public IReadOnlyList<string> Environments { get; init; } = [];

    /// <summary>Stack names, paths or globs; none: all.</summary>
    public IReadOnlyList<string> Stacks { get; init; } = [];

    /// <summary>Only the chosen stacks, without those they depend on.</summary>
    public bool Exclusively { get; init; }

    /// <summary>How many stacks and assets at once; null: as many as the accounts allow.</summary>
    public int? Concurrency { get; init; }

    public Approval RequireApproval { get; init; } = Approval.Broadening;

    /// <summary>Do not ask; do everything anew.</summary>
    public bool Force { get; init; }

    /// <summary>Say of each step why it runs or not.</summary>
    public bool Explain { get; init; }

    /// <summary>A folder through which checkouts share the outputs of steps; null: none.</summary>
    public string? SharedOutputs { get; init; }

    /// <summary>The local AWS's port; 0: any.</summary>
    public int Port { get; init; }
}

/// <summary>Which changes have to be approved before they are executed.</summary>
public enum Approval
{
    Never,
    AnyChange,

    /// <summary>Those that widen permissions or open the network.</summary>
    Broadening,
}
