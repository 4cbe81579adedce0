using Deployment.Assemblies;
using Deployment.Assets;
using Deployment.Credentials;
using Deployment.Scheduling;
using Deployment.Stacks;

namespace Deployment.Runs;

/// <summary>What all the work of one run shares: sessions, rate budgets, environments, the change sets' name.</summary>
sealed class Workshop : IAsyncDisposable
{
    readonly RunEnvironments environments;

    public Workshop(
        DeploymentPlan plan,
        Session session,
        AwsEndpoint endpoint,
        IProgress<DeploymentEvent> progress,
        TimeProvider time,
        DeployerOptions options
    )
    {
        string? NameOf(TargetEnvironment environment) => options.EnvironmentNames.GetValueOrDefault(environment);
        Events = new RunProgress(progress, time);
        Access = new EnvironmentAccess(session, endpoint, time, NameOf, options.SourceOf);
        environments = new RunEnvironments(Access, endpoint, new RateBudgets(time), time, NameOf, Events);
        Publisher = new AssetPublisher(Access, endpoint, Events, options.Assets);
        var changeSetName = ChangeSetNames.Create(time);
        Work = plan.Stacks.ToDictionary(
            stack => stack.Reference.Id,
            stack => new StackWork(stack, environments, endpoint, options, changeSetName, Events),
            StringComparer.Ordinal
        );
    }

    public RunProgress Events { get; }

    public EnvironmentAccess Access { get; }

    public AssetPublisher Publisher { get; }

    /// <summary>By the stack's id.</summary>
    public IReadOnlyDictionary<string, StackWork> Work { get; }

    /// <summary>Says what goes on in CloudFormation although the run ends.</summary>
    public void ReportInterruption() =>
        Events.Report(
            new DeploymentEvent.Interrupted([.. Work.Values.Where(w => w.IsExecuting).Select(w => w.Planned.Reference)])
        );

    public async ValueTask DisposeAsync()
    {
        await environments.DisposeAsync();
        Publisher.Dispose();
        Access.Dispose();
    }
}
