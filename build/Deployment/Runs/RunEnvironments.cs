using System.Collections.Concurrent;
using Deployment.Assemblies;
using Deployment.Credentials;
using Deployment.Scheduling;
using Deployment.Stacks;

namespace Deployment.Runs;

/// <summary>The environments of a run, each opened once for each role: session, rate budgets, CloudFormation, bootstrap version.</summary>
sealed class RunEnvironments(
    EnvironmentAccess access,
    AwsEndpoint endpoint,
    RateBudgets budgets,
    TimeProvider time,
    Func<TargetEnvironment, string?> environmentName,
    IProgress<DeploymentEvent> progress
) : IAsyncDisposable
{
    readonly ConcurrentDictionary<(string?, TargetEnvironment), Lazy<Task<StackEnvironment>>> opened = new();
    readonly ConcurrentDictionary<(string?, TargetEnvironment), Lazy<Task<int>>> versions = new();

    /// <summary>The environment of a stack, its deploy role assumed.</summary>
    public Task<StackEnvironment> OpenAsync(PlannedStack stack, CancellationToken cancellationToken)
    {
        var key = (stack.RoleArn, stack.Environment);
        var environment = opened.GetOrAdd(key, _ => new(() => OpenAsync(stack.Artifact.DeployRole, stack.Environment)));
        return environment.Value.WaitAsync(cancellationToken);
    }

    /// <exception cref="BuildException">OutdatedBootstrapStack, or there is none.</exception>
    public async Task RequireBootstrapAsync(
        PlannedStack stack,
        StackEnvironment environment,
        BootstrapRequirement requirement,
        CancellationToken cancellationToken
    )
    {
        var versionsOf = new BootstrapVersions(environment, endpoint, stack.Environment, environmentName);
        var key = (requirement.SsmParameter, stack.Environment);
        var version = versions.GetOrAdd(key, _ => new(() => versionsOf.FindAsync(requirement, CancellationToken.None)));
        versionsOf.Require(requirement, await version.Value.WaitAsync(cancellationToken));
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var environment in opened.Values.Where(e => e.IsValueCreated && e.Value.IsCompletedSuccessfully))
            await (await environment.Value).DisposeAsync();
    }

    async Task<StackEnvironment> OpenAsync(RoleReference? role, TargetEnvironment environment)
    {
        // Shared by every stack of the environment, so no single one cancels it.
        var session = await access.OpenAsync(role, environment, CancellationToken.None);
        return new StackEnvironment(
            session,
            endpoint,
            budgets,
            time,
            key => progress.Report(new DeploymentEvent.Throttled(key.Account, key.Region, key.Api))
        );
    }
}
