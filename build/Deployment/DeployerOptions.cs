using Deployment.Assemblies;
using Deployment.Stacks;

namespace Deployment;

/// <summary>How a deployer goes about its plan.</summary>
public sealed record DeployerOptions
{
    /// <summary>The most pieces of work at a time; null: no bound.</summary>
    public int? Concurrency { get; init; }

    public StackOptions Stacks { get; init; } = new();

    /// <summary>The names by which the user knows environments, for the next actions of errors.</summary>
    public IReadOnlyDictionary<TargetEnvironment, string> EnvironmentNames { get; init; } =
        new Dictionary<TargetEnvironment, string>();
}
