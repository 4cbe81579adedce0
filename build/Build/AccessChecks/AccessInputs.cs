using Build.Deployments;
using Build.Projects;
using Build.Settings;
using Deployment.Assemblies;
using Deployment.Credentials;
using Diagnosis.Access;
using Diagnosis.Requirements;

namespace Build.AccessChecks;

/// <summary>Gathers what access is judged by: both assemblies, and the settings' environments and chains.</summary>
static class AccessInputs
{
    public static PipelineAccessInput Of(BuildContext context) =>
        new(
            CloudAssembly.Load(Project.Pipeline.AssemblyIn(context.Root)),
            CloudAssembly.Load(Project.Infra.AssemblyIn(context.Root)),
            RequirementsOf(context.Settings)
        )
        {
            PipelineProject = Project.Pipeline.Name,
            ReleasedProject = Project.Infra.Name,
            PipelineContext = ContextOf(context, Project.Pipeline),
            ReleasedContext = ContextOf(context, Project.Infra),
            Environments = context.Settings.AllEnvironments.ToDictionary(
                environment => environment.Name,
                environment => new TargetEnvironment(environment.Account, environment.Region)
            ),
        };

    /// <summary>What the settings say of how deployments reach their environments.</summary>
    public static RequirementOptions RequirementsOf(BuildSettings settings) =>
        new()
        {
            Cicd = new TargetEnvironment(settings.Cicd.Account, settings.Cicd.Region),
            ChainInto = (purpose, environment) => ChainInto(settings, purpose, environment),
        };

    /// <summary>Synthesis looks up with what it is started with; deployments assume the deploy chain first.</summary>
    static RoleChain ChainInto(BuildSettings settings, RolePurpose purpose, TargetEnvironment environment) =>
        purpose is RolePurpose.Lookup or RolePurpose.ReadOnly
            ? RoleChain.None
            : RoleChains
                .For(
                    settings,
                    Purpose.Deploy,
                    new EnvironmentSettings("cicd", settings.Cicd.Account, settings.Cicd.Region)
                )
                .Chain;

    static string? ContextOf(BuildContext context, Project project)
    {
        var file = Path.Combine(project.DirectoryIn(context.Root), "cdk.context.json");
        return File.Exists(file) ? File.ReadAllText(file) : null;
    }
}
