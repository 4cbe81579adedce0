using Deployment.Assemblies;
using Deployment.Credentials;
using Diagnosis.Access;
using Diagnosis.Pipelines;
using Diagnosis.Requirements;
using Settings;
using Settings.Projects;
using Settings.Roles;
using Steps;

namespace Releases.AccessChecks;

/// <summary>Gathers what access is judged by: both assemblies, and the settings' environments and chains.</summary>
static class AccessInputs
{
    /// <param name="context">The run.</param>
    /// <param name="pipeline">The project whose app is the pipeline.</param>
    /// <param name="released">One that it releases.</param>
    public static PipelineAccessInput Of(ReleaseContext context, Project pipeline, Project released) =>
        new(
            CloudAssembly.Load(context.World.AssemblyIn(context.Root, pipeline), context.Aws.Endpoint),
            CloudAssembly.Load(context.World.AssemblyIn(context.Root, released), context.Aws.Endpoint),
            RequirementsOf(context.Settings)
        )
        {
            SourceSize = SourceSize.Of(context.Root),
            AssemblySize = ArtifactSize.Of(
                context.World.AssemblyIn(context.Root, pipeline),
                ServiceLimits.SmallestInput
            ),
            PipelineProject = pipeline.Name,
            ReleasedProject = released.Name,
            PipelineContext = context.World.ContextOf(context.Root, pipeline),
            ReleasedContext = context.World.ContextOf(context.Root, released),
            Environments = context.Settings.EnvironmentNames.ToDictionary(
                name => name,
                name => TargetOf(context.Settings.EnvironmentsOf([name])[0])
            ),
        };

    /// <summary>What the settings say of how deployments reach their environments.</summary>
    public static RequirementOptions RequirementsOf(BuildSettings settings) =>
        new()
        {
            Cicd = new TargetEnvironment(settings.Cicd.Account, settings.Cicd.Region),
            ChainInto = (purpose, environment) => ChainInto(settings, purpose, environment),
        };

    static RoleChain ChainInto(BuildSettings settings, RolePurpose purpose, TargetEnvironment target)
    {
        var environment = settings.AllEnvironments.FirstOrDefault(environment =>
            (environment.Account, environment.Region) == (target.Account, target.Region)
        );
        var needed = purpose switch
        {
            RolePurpose.Lookup => Purpose.Lookup,
            RolePurpose.ReadOnly => Purpose.ReadOnly,
            RolePurpose.FilePublishing or RolePurpose.ImagePublishing => Purpose.Publish,
            _ => Purpose.Deploy,
        };
        // What the settings do not name is reached as the CI/CD account is.
        return RoleChains.For(settings, needed, environment ?? settings.Cicd.AsEnvironment).Chain;
    }

    static TargetEnvironment TargetOf(EnvironmentSettings environment) => new(environment.Account, environment.Region);
}
