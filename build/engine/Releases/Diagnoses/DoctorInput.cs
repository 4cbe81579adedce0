using Deployment.Assemblies;
using Deployment.Credentials;
using Deployment.NextActions;
using Diagnosis;
using Diagnosis.Requirements;
using Releases.Deployments;
using Settings;
using Settings.Projects;
using Settings.Roles;
using Steps;
using Steps.Apps;

namespace Releases.Diagnoses;

/// <summary>Tells the doctor what the settings and the arguments say.</summary>
static class DoctorInput
{
    public static DoctorOptions Of(ReleaseContext context)
    {
        var settings = context.Settings;
        return new()
        {
            BaseCredentials = context.Aws.BaseCredentials,
            Endpoint = context.Aws.Endpoint,
            Sessions = context.Aws.Sessions,
            Selector =
                context.Options.Stacks.Count > 0
                    ? new StackSelector(context.Options.Stacks, context.Options.Exclusively)
                    : null,
            SessionName = SessionNames.Create(System.Environment.GetEnvironmentVariable, System.Environment.UserName),
            Cicd = TargetOf(settings.Cicd.AsEnvironment),
            Open = context.App is null ? null : AppEnvironments.OpenOf(context),
            HowToPlace = AppEnvironments.HowToPlace(settings),
            Qualifier = settings.Qualifier,
            OrganizationId = settings.Organization,
            Time = context.Time,
            RecentBootstraps = context.Aws.RecentBootstraps,
            Parameters = ProjectPlans.Parameters(context),
            WebIdentity = context.App is null ? WebIdentityPlan.Of(settings) : null,
            SetsStackPolicies = context.Options.StackPolicy is not null,
            Environments =
            [
                .. AppEnvironments
                    .ChosenOf(context)
                    .Select(environment => Of(environment, settings, context.Aws.Endpoint)),
            ],
            KnownTargets = [.. settings.AllEnvironments.Select(TargetOf)],
            Assemblies = [.. context.Assembled.Select(project => Of(project, context))],
            AreAllAssemblies = ProjectPlans.IsWhole(context, context.Assembled),
        };
    }

    static DiagnosedEnvironment Of(EnvironmentSettings environment, BuildSettings settings, AwsEndpoint endpoint)
    {
        var target = TargetOf(environment);
        return new(environment.Name, target, BuildCommand.Bootstrap(target, _ => environment.Name).In(endpoint))
        {
            Chains =
            [
                .. Purposes.All.Select(purpose => new DiagnosedChain(
                    purpose.Setting(),
                    RoleChains.For(settings, purpose, environment).Chain,
                    ChainChecks.PathOf(settings, purpose, environment)
                )),
            ],
            Roles = [.. RolesOf(environment, settings)],
            LeastPrivilegeRole = LeastPrivilege.IsAskedFor(settings, environment)
                ? LeastPrivilege.RoleOf(settings, environment)
                : null,
        };
    }

    static IEnumerable<DiagnosedRole> RolesOf(EnvironmentSettings environment, BuildSettings settings)
    {
        var roles = settings.Roles;
        yield return Role(RolePurpose.Lookup, roles.Lookup, Purpose.Lookup);
        yield return Role(RolePurpose.Deploy, roles.Deploy, Purpose.Deploy);
        yield return Role(RolePurpose.FilePublishing, roles.FilePublishing, Purpose.Publish);
        yield return Role(RolePurpose.ImagePublishing, roles.ImagePublishing, Purpose.Publish);
        if (environment.Bootstrap.Over(settings.Bootstrap).ReadOnlyRole == true)
            yield return Role(RolePurpose.ReadOnly, roles.ReadOnly, Purpose.ReadOnly);

        DiagnosedRole Role(RolePurpose purpose, string role, Purpose chain) =>
            new(
                purpose,
                RoleChains.ArnOf(role, settings.Qualifier, environment),
                chain.Setting(),
                ComesWithBootstrap: purpose == RolePurpose.ReadOnly
                    || role.StartsWith("cdk-{qualifier}-", StringComparison.Ordinal)
            );
    }

    static DiagnosedAssembly Of(Project project, ReleaseContext context)
    {
        return new(
            project.Name,
            context.World.AssemblyIn(context.Root, project),
            () => project.Assembly is null ? context.World.ContextOf(context.Root, project) : null,
            project.Assembly is null
                ? new BuildCommand("Synth", $"--project={project.Name}").In(context.Aws.Endpoint)
                : AppAssembly.Remake
        );
    }

    static TargetEnvironment TargetOf(EnvironmentSettings environment) => new(environment.Account, environment.Region);
}
