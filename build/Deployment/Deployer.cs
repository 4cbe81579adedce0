using System.Runtime.ExceptionServices;
using Deployment.Assemblies;
using Deployment.Credentials;
using Deployment.Runs;
using Deployment.Scheduling;
using Deployment.Stacks;

namespace Deployment;

/// <summary>Deploys and destroys the stacks of a plan: over all environments at once, as fast as their rate budgets allow.</summary>
public sealed class Deployer(
    Session session,
    AwsEndpoint endpoint,
    IProgress<DeploymentEvent> progress,
    TimeProvider time,
    DeployerOptions options
)
{
    /// <summary>
    /// Does not throw for failed stacks: the report says how each ended. On cancellation nothing new is started, change sets
    /// that were not executed are deleted, and the report names what goes on in CloudFormation.
    /// </summary>
    public Task<DeploymentReport> DeployAsync(DeploymentPlan plan, CancellationToken cancellationToken) =>
        RunAsync(plan, run => run.DeployGraph(), cancellationToken);

    /// <summary>Deletes the plan's stacks, each after those that depend on it.</summary>
    public Task<DeploymentReport> DestroyAsync(DeploymentPlan plan, CancellationToken cancellationToken) =>
        RunAsync(plan, run => run.DestroyGraph(), cancellationToken);

    async Task<DeploymentReport> RunAsync(
        DeploymentPlan plan,
        Func<DeploymentRun, WorkGraph> graphOf,
        CancellationToken cancellationToken
    )
    {
        var start = time.GetTimestamp();
        var events = new RunProgress(progress, time);
        var budgets = new RateBudgets(time);
        using var access = new EnvironmentAccess(session, endpoint, time, NameOf);
        await using var environments = new RunEnvironments(access, endpoint, budgets, time, NameOf);
        var changeSetName = ChangeSetNames.Create(time);
        var work = plan.Stacks.ToDictionary(
            stack => stack.Reference.Id,
            stack => new StackWork(stack, environments, endpoint, options, changeSetName, events),
            StringComparer.Ordinal
        );
        var run = new DeploymentRun(plan, work, PublishAsync, events, time);
        events.Report(new DeploymentEvent.Planned([.. plan.Stacks.Select(s => s.Reference)], plan.Assets.Count));
        using var interruption = cancellationToken.Register(() =>
            events.Report(
                new DeploymentEvent.Interrupted([
                    .. work.Values.Where(w => w.IsExecuting).Select(w => w.Planned.Reference),
                ])
            )
        );
        var outcomes = await new WorkScheduler(options.Concurrency).RunAsync(graphOf(run), cancellationToken);
        ThrowBugs(outcomes.Values);
        return run.Report(outcomes, time.GetElapsedTime(start));
    }

    /// <summary>Refuses until asset publishing is in place: a stack whose assets are missing must not be deployed.</summary>
    static Task<AssetResult> PublishAsync(PlannedAsset asset, CancellationToken cancellationToken) =>
        throw new BuildException(
            new Finding("AssetPublishingFailed", $"Asset {asset.Reference.Destination} was not published")
        );

    string? NameOf(TargetEnvironment environment) => options.EnvironmentNames.GetValueOrDefault(environment);

    static void ThrowBugs(IEnumerable<WorkOutcome> outcomes)
    {
        var bugs = outcomes
            .OfType<WorkOutcome.Failed>()
            .Select(failed => failed.Exception)
            .Where(exception => Failures.Findings(exception) is null)
            .ToList();
        if (bugs is [var only])
            ExceptionDispatchInfo.Throw(only);
        if (bugs.Count > 1)
            throw new AggregateException(bugs);
    }
}
