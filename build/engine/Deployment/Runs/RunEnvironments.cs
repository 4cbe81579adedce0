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
    Propagation propagation,
    IProgress<DeploymentEvent> progress
) : IAsyncDisposable
{
    readonly ConcurrentDictionary<(string?, TargetEnvironment), Lazy<Task<StackEnvironment>>> opened = new();
    readonly ConcurrentDictionary<(string?, TargetEnvironment), Lazy<Task<int>>> versions = new();

    /// <inheritdoc cref="DeployerOptions.ReadsWith"/>
    public Func<TargetEnvironment, RoleReference>? ReadsWith { get; init; }

    /// <summary>The environment of a stack, its deploy role assumed, or the role that it is read with.</summary>
    public Task<StackEnvironment> OpenAsync(PlannedStack stack, CancellationToken cancellationToken)
    {
        var role = RoleOf(stack);
        return OnceAsync(
            opened,
            (role?.In(stack.Environment.Placeholders).Arn, stack.Environment),
            () => OpenAsync(role, stack.Environment),
            cancellationToken
        );
    }

    RoleReference? RoleOf(PlannedStack stack) =>
        ReadsWith is null ? stack.Artifact.DeployRole
        : stack.Artifact.LookupRole is { } lookup ? lookup.Role
        : stack.Artifact.DeployRole is null ? null
        : ReadsWith(stack.Environment);

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
        var version = await OnceAsync(
            versions,
            key,
            () => versionsOf.FindAsync(requirement, CancellationToken.None),
            cancellationToken
        );
        versionsOf.Require(requirement, version);
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var environment in opened.Values.Where(e => e.IsValueCreated && e.Value.IsCompletedSuccessfully))
            await (await environment.Value).DisposeAsync();
    }

    /// <summary>What was found is kept; a failure is its askers' alone, since the next one may fare better.</summary>
    static async Task<T> OnceAsync<TKey, T>(
        ConcurrentDictionary<TKey, Lazy<Task<T>>> kept,
        TKey key,
        Func<Task<T>> find,
        CancellationToken cancellationToken
    )
        where TKey : notnull
    {
        var found = kept.GetOrAdd(key, _ => new(find));
        try
        {
            return await found.Value.WaitAsync(cancellationToken);
        }
        finally
        {
            if (found.Value is { IsCompleted: true, IsCompletedSuccessfully: false })
                kept.TryRemove(KeyValuePair.Create(key, found));
        }
    }

    async Task<StackEnvironment> OpenAsync(RoleReference? role, TargetEnvironment environment)
    {
        // Shared by every stack of the environment, so no single one cancels it.
        var session = await access.OpenAsync(role, environment, CancellationToken.None);
        return new StackEnvironment(
            new StackCalls(
                session,
                endpoint,
                budgets,
                time,
                key => progress.Report(new DeploymentEvent.Throttled(key.Account, key.Region, key.Api))
            )
            {
                Propagation = propagation,
            }
        );
    }
}
