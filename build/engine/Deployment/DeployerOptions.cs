using Deployment.Assemblies;
using Deployment.Assets;
using Deployment.Credentials;
using Deployment.Diffing;
using Deployment.Scheduling;
using Deployment.Stacks;

namespace Deployment;

/// <summary>How a deployer goes about its plan.</summary>
public sealed record DeployerOptions
{
    /// <summary>The most pieces of work at a time; null: no bound.</summary>
    public int? Concurrency { get; init; }

    /// <summary>Which changes are asked about before anything is written.</summary>
    public ApprovalRule RequireApproval { get; init; } = ApprovalRule.Never;

    /// <summary>Asks, once for the whole plan; null where nobody can be asked, and then the plan is refused.</summary>
    public Func<PlanDifference, CancellationToken, Task<bool>>? Approve { get; init; }

    public StackOptions Stacks { get; init; } = new();

    /// <summary>The stack policy of every stack, JSON; null leaves each stack its own.</summary>
    public string? StackPolicy { get; init; }

    public AssetPublisherOptions Assets { get; init; } = new();

    /// <summary>What an environment's roles are assumed from; null: the deployer's session, for all of them.</summary>
    public SessionSource? SourceOf { get; init; }

    /// <summary>
    /// Nothing is written: stacks are read with the lookup role that the manifest names for them, else with this one of their
    /// environment, and those without a role with the session's own credentials. Null: with the deploy roles.
    /// </summary>
    public Func<TargetEnvironment, RoleReference>? ReadsWith { get; init; }

    /// <summary>The environments that were bootstrapped of late, whose roles may not be known everywhere; null: as far as their stacks tell.</summary>
    public RecentBootstraps? RecentBootstraps { get; init; }

    /// <summary>What accounts bear, as far as it is known; null: nothing is.</summary>
    public RateBudgets? Rates { get; init; }

    /// <summary>The names by which the user knows environments, for the next actions of errors.</summary>
    public IReadOnlyDictionary<TargetEnvironment, string> EnvironmentNames { get; init; } =
        new Dictionary<TargetEnvironment, string>();
}

/// <summary>Which changes need approval.</summary>
public enum ApprovalRule
{
    Never,

    /// <summary>Those after which somebody or something may do more than before: permissions, security group rules.</summary>
    Broadening,
    AnyChange,
}
