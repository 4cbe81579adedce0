using System.Collections.Concurrent;
using Deployment.Assemblies;
using Deployment.Assets;
using Deployment.Credentials;
using Deployment.Scheduling;
using Deployment.Stacks;

namespace Deployment.Runs;

/// <summary>What all the work of one run shares: sessions, rate budgets, environments, the change sets' name.</summary>
sealed class RunServices : IAsyncDisposable
{
    readonly RunEnvironments environments;
    readonly ConcurrentDictionary<AssetReference, Lazy<Task<AssetResult>>> templatesPublished = new();
    readonly IDisposable listening;

    public RunServices(
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
        var budgets = options.Rates ?? new RateBudgets(time);
        var propagation = new Propagation(
            options.RecentBootstraps ?? new RecentBootstraps(time),
            new BootstrapTimes(endpoint, budgets, time).FindAsync,
            time,
            (environment, refusal) =>
                Events.Report(new DeploymentEvent.AwaitingPropagation(environment, NameOf(environment), refusal))
        );
        Access = new EnvironmentAccess(session, endpoint, time, NameOf, options.SourceOf) { Propagation = propagation };
        environments = new RunEnvironments(Access, endpoint, budgets, time, NameOf, propagation, Events)
        {
            ReadsWith = options.ReadsWith,
        };
        Publisher = new AssetPublisher(Access, endpoint, Events, options.Assets) { Propagation = propagation };
        listening = endpoint.Connections.Listen(trouble => Events.Report(new DeploymentEvent.Waited(trouble)));
        var changeSetName = ChangeSetNames.Create(time);
        Work = plan.Stacks.ToDictionary(
            stack => stack.Reference.Id,
            stack => new StackWork(
                stack,
                environments,
                endpoint,
                options,
                changeSetName,
                Events,
                cancel => PublishTemplatesAsync(plan, stack, cancel)
            ),
            StringComparer.Ordinal
        );
    }

    public RunProgress Events { get; }

    public EnvironmentAccess Access { get; }

    public AssetPublisher Publisher { get; }

    /// <summary>By the stack's id.</summary>
    public IReadOnlyDictionary<string, StackWork> Work { get; }

    /// <summary>Deletes the change sets that were prepared and are not going to be executed.</summary>
    public Task DiscardAsync() => Task.WhenAll(Work.Values.Select(work => work.DiscardAsync()));

    /// <summary>Publishes what CloudFormation reads when it makes a change set: the stack's template and those of its nested stacks.</summary>
    async Task PublishTemplatesAsync(DeploymentPlan plan, PlannedStack stack, CancellationToken cancellationToken)
    {
        var templates = plan.Assets.Where(asset =>
            asset.NeededBy.Contains(stack.Reference.Id) && IsTemplate(asset, stack)
        );
        await Task.WhenAll(
                templates.Select(asset =>
                    templatesPublished
                        .GetOrAdd(
                            asset.Reference,
                            _ => new(() => Publisher.PublishAsync(asset, CancellationToken.None))
                        )
                        .Value
                )
            )
            .WaitAsync(cancellationToken);
    }

    /// <summary>By the names that the CDK library gives to the files of templates.</summary>
    static bool IsTemplate(PlannedAsset asset, PlannedStack stack) =>
        asset.File is { Asset.Source: FileAssetSource.File(var path) }
        && (path == stack.Artifact.TemplateFile || path.EndsWith(".template.json", StringComparison.Ordinal));

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
        listening.Dispose();
    }
}
