using Deployment.Assemblies;
using Deployment.Bootstrapping.WebIdentities;
using Deployment.Credentials;
using Deployment.ParameterValues;

namespace Diagnosis;

/// <summary>What a diagnosis is told.</summary>
public sealed record DoctorOptions
{
    public required BaseCredentials BaseCredentials { get; init; }

    public required AwsEndpoint Endpoint { get; init; }

    /// <summary>Opens the base credentials as a deployment does; null for a way of the diagnosis' own.</summary>
    public SessionFactory? Sessions { get; init; }

    /// <summary>The stacks that are asked about; null for all.</summary>
    public StackSelector? Selector { get; init; }

    /// <summary>The role session name of the run.</summary>
    public required string SessionName { get; init; }

    /// <summary>Where the base credentials live: the CI/CD account.</summary>
    public required TargetEnvironment Cicd { get; init; }

    /// <summary>Where stacks go that leave account or region open; null: to the CI/CD account.</summary>
    public TargetEnvironment? Open { get; init; }

    /// <summary>How the user says where such stacks go, where <see cref="Open"/> leaves it open itself.</summary>
    public string? HowToPlace { get; init; }

    public required IReadOnlyList<DiagnosedEnvironment> Environments { get; init; }

    /// <summary>All that the settings name, those that are not asked about too.</summary>
    public IReadOnlyList<TargetEnvironment> KnownTargets { get; init; } = [];

    /// <summary>The Cloud Assemblies that are to be deployed, by the names of their subprojects.</summary>
    public IReadOnlyList<DiagnosedAssembly> Assemblies { get; init; } = [];

    /// <summary>Whether these are the assemblies of all subprojects.</summary>
    public bool AreAllAssemblies { get; init; }

    /// <summary>The qualifier of the bootstrap stacks that the settings name.</summary>
    public required string Qualifier { get; init; }

    /// <summary>The organization that all accounts of the settings are in, such as o-a1b2c3d4e5; null where it is not known.</summary>
    public string? OrganizationId { get; init; }

    /// <summary>The values that are given for parameters of stacks.</summary>
    public ParameterAssignments Parameters { get; init; } = ParameterAssignments.None;

    /// <summary>Whether the deployment is to give each stack a stack policy, --stack-policy.</summary>
    public bool SetsStackPolicies { get; init; }

    /// <summary>The roles in the CI/CD account of a build system outside AWS; null where CodePipeline releases.</summary>
    public WebIdentityOptions? WebIdentity { get; init; }

    /// <summary>Looks at the ways into the environments alone: chains, bootstrap stacks, and the roles to assume.</summary>
    public bool RolesOnly { get; init; }

    /// <summary>The environments that were bootstrapped of late: refusals of their roles are waited for to pass; null: none is known of.</summary>
    public RecentBootstraps? RecentBootstraps { get; init; }

    public TimeProvider Time { get; init; } = TimeProvider.System;
}

/// <param name="Directory">Where the assembly is to be; it may be missing.</param>
/// <param name="ReadContext">Reads cdk.context.json; null where there is none.</param>
/// <param name="SynthCommand">What writes the assembly.</param>
public sealed record DiagnosedAssembly(string Name, string Directory, Func<string?> ReadContext, string SynthCommand);
