namespace Benchmarks.Deployments;

/// <summary>The scenarios, with what is to be reached in each.</summary>
public static class DeploymentScenarios
{
    static readonly TimeSpan changeSet = TimeSpan.FromSeconds(3);
    static readonly TimeSpan execution = TimeSpan.FromSeconds(20);

    public static IReadOnlyList<DeploymentScenario> All { get; } =
    [
        new("deploy-unchanged-1000", Stacks: 1000, Accounts: 100, CliConcurrency: 50)
        {
            Target = new Target { TimesFaster = 20, MostMemory = 0.5 },
        },
        new("deploy-unchanged-300", Stacks: 300, Accounts: 10, CliConcurrency: 20)
        {
            Target = new Target { TimesFaster = 15 },
        },
        new("deploy-changed-40", Stacks: 40, Accounts: 10, CliConcurrency: 10)
        {
            IsChanged = true,
            ChangeSetDuration = changeSet,
            ExecutionDuration = execution,
            Target = new Target { Longest = TimeSpan.FromSeconds(23.5) * 1.1 },
        },
        new("deploy-changed-200", Stacks: 200, Accounts: 1, CliConcurrency: 50)
        {
            IsChanged = true,
            ChangeSetDuration = changeSet,
            ExecutionDuration = execution,
            CallsPerSecond = 10,
            Target = new Target { Longest = TimeSpan.FromSeconds(60), MostThrottled = 0.01 },
        },
    ];
}
