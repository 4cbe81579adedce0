using Deployment;
using Deployment.Assemblies;
using Releases.Deployments;
using Settings.Projects;
using Steps;
using Steps.Apps;

namespace Releases.ExecutionPolicies;

/// <summary>The stacks of the Cloud Assemblies that there are, all of them, whatever a run is about.</summary>
/// <param name="Unread">The projects whose assembly is not there, or cannot be read.</param>
sealed record AssembledStacks(IReadOnlyList<PlannedStack> Stacks, IReadOnlyList<Project> Unread)
{
    public static AssembledStacks Of(ReleaseContext context)
    {
        var stacks = new List<PlannedStack>();
        var unread = new List<Project>();
        foreach (
            var project in context.App is null
                ? context.Settings.Projects.Where(project => project.HasAssembly)
                : context.Assembled
        )
            try
            {
                stacks.AddRange(Of(context, project));
            }
            catch (BuildException)
            {
                // What is wrong with it is said by whatever deploys it.
                unread.Add(project);
            }
        return new(stacks, unread);
    }

    /// <exception cref="BuildException">The assembly is not there, or cannot be read.</exception>
    public static IReadOnlyList<PlannedStack> Of(ReleaseContext context, Project project)
    {
        var assembly = CloudAssembly.Load(context.World.AssemblyIn(context.Root, project), context.Aws.Endpoint);
        var open = context.App is null
            ? new TargetEnvironment(context.Settings.Cicd.Account, context.Settings.Cicd.Region)
            : AppEnvironments.OpenOf(context);
        var options = new DeploymentPlanOptions
        {
            SessionAccount = open.Account,
            SessionRegion = open.Region,
            HowToPlace = AppEnvironments.HowToPlace(context.Settings),
            Parameters = ProjectPlans.Parameters(context),
        };
        return DeploymentPlan.Create(assembly.Stacks, options).Stacks;
    }
}
