using Benchmarks.Assemblies;

namespace Benchmarks.Deployments;

/// <summary>A deployment to be run by this deployer and by the CDK CLI.</summary>
public sealed record DeploymentScenario(string Name, int Stacks, int Accounts, int CliConcurrency)
{
    public const string Region = "eu-west-1";

    /// <summary>The account that deploys; none of the stacks is in it.</summary>
    public const string CicdAccount = "100000000000";

    /// <summary>Of each call.</summary>
    public TimeSpan Latency { get; init; } = TimeSpan.FromMilliseconds(50);

    /// <summary>Every stack is another than the one before; otherwise every stack is as it was.</summary>
    public bool IsChanged { get; init; }

    public TimeSpan ChangeSetDuration { get; init; }

    /// <summary>Of a change set's execution: all its resources side by side.</summary>
    public TimeSpan ExecutionDuration { get; init; }

    /// <summary>What each API of CloudFormation answers in each account; 0: any number.</summary>
    public double CallsPerSecond { get; init; }

    /// <summary>Roles assumed in each environment: one to deploy, and one to publish where there is anything to publish.</summary>
    public int RolesPerEnvironment => IsChanged ? 2 : 1;

    /// <summary>What the deployer has to reach.</summary>
    public required Target Target { get; init; }

    public IReadOnlyList<string> TargetAccounts =>
        [.. Enumerable.Range(1, Accounts).Select(index => $"{long.Parse(CicdAccount) + index}")];

    public GeneratedAssembly Assembly => new(Stacks, TargetAccounts, Region);
}
