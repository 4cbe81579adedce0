using Build.Projects;
using Deployment;
using Deployment.Assemblies;
using Deployment.Assets;
using Deployment.Stacks;

namespace Build.Deployments;

/// <summary>Makes plans of the subprojects' Cloud Assemblies as the arguments ask.</summary>
static class ProjectPlans
{
    /// <summary>A plan for each subproject; whatever keeps one from being made is said before anything is written.</summary>
    public static IReadOnlyList<DeploymentPlan> Of(BuildContext context, IReadOnlyList<Project> projects)
    {
        var selector = new StackSelector(context.Options.Stacks, context.Options.Exclusively);
        var options = new DeploymentPlanOptions
        {
            SessionAccount = context.Session.Identity.Account,
            SessionRegion = context.Session.Region,
            Shard = context.Options.Shard,
        };
        var assemblies = projects.Select(project => CloudAssembly.Load(project.AssemblyIn(context.Root))).ToList();
        // A pattern may belong to one subproject alone: all stacks are chosen from at once.
        var chosen = selector.Select([.. assemblies.SelectMany(assembly => assembly.Stacks)]).Stacks;
        return
        [
            .. assemblies
                .Select(assembly => DeploymentPlan.Create([.. assembly.Stacks.Where(chosen.Contains)], options))
                .Where(plan => plan.Stacks.Count > 0),
        ];
    }

    /// <summary>The pinned cdk-assets of a chosen subproject; both pin the same. Null where none is installed.</summary>
    static string? CdkAssetsOf(BuildContext context) =>
        context
            .Options.Projects.Select(project =>
                Path.Combine(project.DirectoryIn(context.Root), "node_modules/cdk-assets/bin/cdk-assets")
            )
            .FirstOrDefault(File.Exists);

    public static Deployer DeployerFor(BuildContext context, IProgress<DeploymentEvent> progress) =>
        new(
            context.Session,
            context.Aws.Endpoint,
            progress,
            context.Time,
            new DeployerOptions
            {
                Concurrency = context.Options.Concurrency,
                RequireApproval = context.Options.RequireApproval,
                Approve = Confirmation.OfChanges(context),
                Stacks = new StackOptions
                {
                    Rollback = context.Options.Rollback,
                    DisableRollback = context.Options.NoRollback,
                    ImportExistingResources = context.Options.ImportExistingResources,
                    Force = context.Options.Force,
                },
                StackPolicy = context.Options.StackPolicy,
                Assets = new AssetPublisherOptions { CdkAssets = CdkAssetsOf(context) },
                SourceOf = SessionSources.For(context),
                EnvironmentNames = context.Settings.AllEnvironments.ToDictionary(
                    environment => new TargetEnvironment(environment.Account, environment.Region),
                    environment => environment.Name
                ),
            }
        );
}
