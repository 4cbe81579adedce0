using Deployment;
using Deployment.Assemblies;
using Deployment.Assets;
using Deployment.ParameterValues;
using Deployment.Stacks;
using Settings;
using Settings.Projects;
using Settings.Roles;
using Steps;
using Steps.Apps;

namespace Releases.Deployments;

/// <summary>Makes plans of the subprojects' Cloud Assemblies as the arguments ask.</summary>
static class ProjectPlans
{
    /// <summary>A plan for each subproject; whatever keeps one from being made is said before anything is written.</summary>
    public static IReadOnlyList<ProjectPlan> Of(ReleaseContext context, IReadOnlyList<Project> projects) =>
        Of(
            context,
            projects,
            context.App is null
                ? new TargetEnvironment(context.Session.Identity.Account, context.Session.Region)
                : AppEnvironments.OpenOf(context)
        );

    /// <param name="session">Where stacks go that leave account or region open; where it leaves that open, it is asked for.</param>
    public static IReadOnlyList<ProjectPlan> Of(
        ReleaseContext context,
        IReadOnlyList<Project> projects,
        TargetEnvironment session
    )
    {
        if (context.App?.FindChanges() is { Count: > 0 } changes)
            throw new BuildException(changes);
        var parameters = Parameters(context);
        var selector = new StackSelector(context.Options.Stacks, context.Options.Exclusively);
        var options = new DeploymentPlanOptions
        {
            SessionAccount = session.Account,
            SessionRegion = session.Region,
            HowToPlace = AppEnvironments.HowToPlace(context.Settings),
            Shard = context.Options.Shard,
            Parameters = parameters,
        };
        var assemblies = projects
            .Select(project =>
                CloudAssembly.Load(
                    context.World.AssemblyIn(context.Root, project),
                    context.Aws.Endpoint,
                    project.Assembly is null ? null : AppAssembly.Remake
                )
            )
            .ToList();
        Check(context, parameters, projects, [.. assemblies.SelectMany(assembly => assembly.Stacks)], session);
        // A pattern may belong to one subproject alone: all stacks are chosen from at once.
        var selection = selector.Select([.. assemblies.SelectMany(assembly => assembly.Stacks)]);
        var chosen = InEnvironments(context, selection.Stacks, session);
        return
        [
            .. projects
                .Zip(
                    assemblies,
                    (project, assembly) =>
                        new ProjectPlan(
                            project,
                            DeploymentPlan.Create([.. assembly.Stacks.Where(chosen.Contains)], options)
                        )
                )
                .Where(plan => plan.Plan.Stacks.Count > 0),
        ];
    }

    /// <summary>The settings' values for parameters, and over them those of the command line.</summary>
    public static ParameterAssignments Parameters(ReleaseContext context) =>
        new([
            .. context.Settings.AllEnvironments.SelectMany(environment =>
                environment
                    .Parameters.Select(parameter =>
                        ParameterAssignment.TryCreate(
                            parameter.Key,
                            parameter.Value,
                            $"build/settings.json: parameter {parameter.Key} of {environment.Name}"
                        )! with
                        {
                            Environment = new TargetEnvironment(environment.Account, environment.Region),
                        }
                    )
                    .OrderBy(parameter => parameter.Stack is not null)
            ),
            .. context.Options.Parameters,
        ]);

    /// <exception cref="BuildException">Values are given for stacks or parameters that there are not: all of them.</exception>
    static void Check(
        ReleaseContext context,
        ParameterAssignments parameters,
        IReadOnlyList<Project> projects,
        IReadOnlyList<StackArtifact> stacks,
        TargetEnvironment session
    )
    {
        var findings = parameters.Check(
            [.. stacks.Select(stack => (stack, stack.Environment.Resolve(session.Account, session.Region)))],
            IsWhole(context, projects)
        );
        if (findings.Count > 0)
            throw new BuildException(findings, BuildException.WrongInput);
    }

    /// <summary>Whether no subproject is left out.</summary>
    public static bool IsWhole(ReleaseContext context, IReadOnlyList<Project> projects) =>
        context.App is null && projects.Count == context.Settings.Projects.Count(project => project.HasAssembly);

    /// <summary>The stacks of the environments that are asked for, and no others: what they depend on elsewhere is there, or the stack fails of it.</summary>
    static IReadOnlyList<StackArtifact> InEnvironments(
        ReleaseContext context,
        IReadOnlyList<StackArtifact> stacks,
        TargetEnvironment session
    )
    {
        if (context.Options.Environments.Count == 0)
            return stacks;
        var targets = context
            .Settings.EnvironmentsOf(context.Options.Environments)
            .Select(environment => new TargetEnvironment(environment.Account, environment.Region))
            .ToHashSet();
        return [.. stacks.Where(stack => targets.Contains(stack.Environment.Resolve(session.Account, session.Region)))];
    }

    /// <summary>The pinned cdk-assets of a chosen subproject, or of any; both pin the same. Null where none is installed.</summary>
    static string? CdkAssetsOf(ReleaseContext context) =>
        context
            .Options.Projects.Union(context.Settings.Projects)
            .Select(project =>
                Path.Combine(project.DirectoryIn(context.Root), "node_modules/cdk-assets/bin/cdk-assets")
            )
            .FirstOrDefault(File.Exists);

    /// <summary>The settings' lookup role of an environment; that of the CI/CD account stands for those that the settings do not name.</summary>
    static Func<TargetEnvironment, RoleReference> ReadRoleOf(ReleaseContext context) =>
        target =>
            new(
                RoleChains.ArnOf(
                    context.Settings.Roles.Lookup,
                    context.Settings.Qualifier,
                    new EnvironmentSettings("", target.Account, target.Region)
                )
            );

    public static Deployer DeployerFor(ReleaseContext context, IProgress<DeploymentEvent> progress) =>
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
                    KeepParameters = !context.Options.NoPreviousParameters,
                    Force = context.Options.Force,
                },
                StackPolicy = context.Options.StackPolicy,
                Assets = new AssetPublisherOptions { CdkAssets = CdkAssetsOf(context) },
                SourceOf = SessionSources.For(context),
                ReadsWith = context.Options.ReadOnly ? ReadRoleOf(context) : null,
                RecentBootstraps = context.Aws.RecentBootstraps,
                Rates = context.Aws.Rates,
                EnvironmentNames = context.Settings.AllEnvironments.ToDictionary(
                    environment => new TargetEnvironment(environment.Account, environment.Region),
                    environment => environment.Name
                ),
            }
        );
}
