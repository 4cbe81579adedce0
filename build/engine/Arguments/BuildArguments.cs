using Arguments.Completions;
using Deployment;
using Deployment.Diffing;
using Deployment.ParameterValues;
using LocalAws.CloudFormation;
using LocalAws.Faults;
using Settings;
using Settings.Projects;

namespace Arguments;

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

    /// <summary>Which changes to ask about before they are executed; broadening ones by default, none in a rehearsal.</summary>
    public ApprovalRule RequireApproval { get; init; } = ApprovalRule.Broadening;

    /// <summary>Take stacks that are stuck in a failed update back to their last good state before going on.</summary>
    public bool Rollback { get; init; }

    /// <summary>Leave what succeeded in place when a stack fails.</summary>
    public bool NoRollback { get; init; }

    /// <summary>Take over resources that are there already under the names that a template gives.</summary>
    public bool ImportExistingResources { get; init; }

    /// <summary>The stack policy of every stack, JSON; null leaves each stack its own.</summary>
    public string? StackPolicy { get; init; }

    /// <summary>Values for parameters of stacks.</summary>
    public IReadOnlyList<ParameterAssignment> Parameters { get; init; } = [];

    /// <summary>Parameters without a given value take the template's default.</summary>
    public bool NoPreviousParameters { get; init; }

    /// <summary>The part of the stacks that this run takes; null: all.</summary>
    public Shard? Shard { get; init; }

    /// <summary>Where the stacks' outputs are written, in the CDK CLI's format; null: nowhere.</summary>
    public string? OutputsFile { get; init; }

    /// <summary>Fail when there are differences.</summary>
    public bool Fail { get; init; }

    /// <summary>How Diff finds out what would change.</summary>
    public DiffMethod Method { get; init; }

    public OutputFormat Format { get; init; }

    /// <summary>Compare with the lookup roles alone, and make no change set.</summary>
    public bool ReadOnly { get; init; }

    /// <summary>Do not ask; do everything anew.</summary>
    public bool Force { get; init; }

    /// <summary>Say why each step runs or is skipped.</summary>
    public bool Explain { get; init; }

    /// <summary>A folder through which checkouts share the outputs of steps; null: none.</summary>
    public string? SharedOutputs { get; init; }

    /// <summary>What credentials are asked for; null: the option is not given.</summary>
    public Purpose? Purpose { get; init; }

    /// <summary>The name or ARN of the role to end in; null: the purpose's own.</summary>
    public string? Role { get; init; }

    /// <summary>The shell that is to complete the arguments.</summary>
    public Shell Shell { get; init; }

    /// <summary>The local AWS's port; 0: any.</summary>
    public int Port { get; init; }

    /// <summary>Empty the local AWS's state before it starts.</summary>
    public bool Reset { get; init; }

    /// <summary>Go on without damaged records of the local AWS's state.</summary>
    public bool SkipDamagedRecords { get; init; }

    /// <summary>Rehearse the work tree as it is, not the last commit.</summary>
    public bool IncludeUncommitted { get; init; }

    /// <summary>Rehearse from the stage on that failed.</summary>
    public bool Retry { get; init; }

    /// <summary>Serve the local AWS of a rehearsal after it.</summary>
    public bool Keep { get; init; }

    /// <summary>Where a new repository is written, as it was typed.</summary>
    public string? Output { get; init; }

    /// <summary>The feed of the packages; null: the repository's own.</summary>
    public string? Feed { get; init; }

    /// <summary>The version to upgrade to; null: the newest.</summary>
    public string? To { get; init; }

    /// <summary>The version of the packages to make; null: by when the sources were last changed.</summary>
    public string? PackageVersion { get; init; }

    /// <summary>How slow and faulty the local AWS is.</summary>
    public FaultOptions LocalFaults { get; init; } = new();

    /// <summary>How long the local CloudFormation takes and what fails in it.</summary>
    public CloudFormationOptions LocalCloudFormation { get; init; } = new();
}

/// <summary>What a target's result is written as.</summary>
public enum OutputFormat
{
    Text,
    Json,

    /// <summary>A comment for a pull request.</summary>
    Markdown,
}
