using Deployment.Assemblies;
using Deployment.Credentials;
using Deployment.Diffing;
using Deployment.Runs;
using Deployment.Scheduling;
using Deployment.Stacks;

namespace Deployment;

/// <summary>Deploys, compares and destroys the stacks of a plan: over all environments at once, as fast as their rate budgets allow.</summary>
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
    /// <exception cref="BuildException">The plan's changes were not approved.</exception>
    public async Task<DeploymentReport> DeployAsync(DeploymentPlan plan, CancellationToken cancellationToken)
    {
        await using var services = Open(plan);
        var imagesFirst =
            plan.Assets.Any(asset => asset.Image is not null)
            && !await services.Publisher.HasContainerEngineAsync(cancellationToken);
        if (options.RequireApproval == ApprovalRule.Never)
            return await RunAsync(
                plan,
                services,
                run => run.DeployGraph(imagesFirst),
                approval: null,
                cancellationToken
            );
        using var approval = new Approval(options);
        try
        {
            var comparison = new DifferenceRun(
                plan,
                services.Work,
                (work, waitsFor, cancel) => work.PrepareAsync(waitsFor, cancel)
            );
            var difference = await comparison.RunAsync(options.Concurrency, cancellationToken);
            await approval.AskAsync(difference, cancellationToken);
            return await RunAsync(plan, services, run => run.DeployGraph(imagesFirst), approval, cancellationToken);
        }
        finally
        {
            await services.DiscardAsync();
        }
    }

    /// <summary>Deletes the plan's stacks, each after those that depend on it.</summary>
    public async Task<DeploymentReport> DestroyAsync(DeploymentPlan plan, CancellationToken cancellationToken)
    {
        await using var services = Open(plan);
        return await RunAsync(plan, services, run => run.DestroyGraph(), approval: null, cancellationToken);
    }

    /// <summary>What deploying the plan would change.</summary>
    public async Task<PlanDifference> DiffAsync(
        DeploymentPlan plan,
        DiffMethod method,
        CancellationToken cancellationToken
    )
    {
        await using var services = Open(plan);
        var comparison = new DifferenceRun(
            plan,
            services.Work,
            (work, waitsFor, cancel) =>
                work.CompareAsync(options.ReadsWith is null ? method : DiffMethod.Template, waitsFor, cancel)
        );
        return await comparison.RunAsync(options.Concurrency, cancellationToken);
    }

    RunServices Open(DeploymentPlan plan) => new(plan, session, endpoint, progress, time, options);

    async Task<DeploymentReport> RunAsync(
        DeploymentPlan plan,
        RunServices services,
        Func<DeploymentRun, WorkGraph> graphOf,
        Approval? approval,
        CancellationToken cancellationToken
    )
    {
        var start = time.GetTimestamp();
        var run = new DeploymentRun(
            plan,
            services.Work,
            services.Publisher.PublishAsync,
            services.Events,
            time,
            approval
        );
        services.Events.Report(
            new DeploymentEvent.Planned([.. plan.Stacks.Select(s => s.Reference)], plan.Assets.Count)
        );
        using var interruption = cancellationToken.Register(services.ReportInterruption);
        var scheduler = new WorkScheduler(options.Concurrency);
        var outcomes = await scheduler.RunAsync(graphOf(run), cancellationToken);
        var removals = await scheduler.RunAsync(run.RemovalGraph(), cancellationToken);
        Failures.ThrowBugs([.. outcomes.Values, .. removals.Values]);
        return run.Report(outcomes, removals, time.GetElapsedTime(start));
    }
}
