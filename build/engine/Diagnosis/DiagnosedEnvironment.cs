using Deployment.Assemblies;
using Deployment.Credentials;
using Diagnosis.Requirements;

namespace Diagnosis;

/// <summary>An environment of the settings with all that the settings say of the ways into it.</summary>
/// <param name="Name">By which the user knows it.</param>
/// <param name="BootstrapCommand">What bootstraps it, as the user types it.</param>
public sealed record DiagnosedEnvironment(string Name, TargetEnvironment Target, string BootstrapCommand)
{
    /// <summary>The chains of all purposes.</summary>
    public IReadOnlyList<DiagnosedChain> Chains { get; init; } = [];

    /// <summary>The ARN of the execution role whose policies bootstrapping makes of what the Cloud Assemblies need; null: the settings name policies.</summary>
    public string? LeastPrivilegeRole { get; init; }

    /// <summary>The roles that deployments and lookups find there.</summary>
    public IReadOnlyList<DiagnosedRole> Roles { get; init; } = [];
}

/// <summary>The roles of the settings that are assumed one after the other for a purpose.</summary>
/// <param name="Purpose">As the settings call it: lookup, deploy, publish, bootstrap, readOnly.</param>
/// <param name="Path">Where the chain stands in build/settings.json, like credentials.chains.deploy.</param>
public sealed record DiagnosedChain(string Purpose, RoleChain Chain, string Path)
{
    /// <summary>The purpose whose chain leads to a kind of role.</summary>
    internal static string PurposeOf(RolePurpose purpose) =>
        purpose switch
        {
            RolePurpose.Lookup => "lookup",
            RolePurpose.ReadOnly => "readOnly",
            RolePurpose.FilePublishing or RolePurpose.ImagePublishing => "publish",
            _ => "deploy",
        };
}

/// <summary>A role that a purpose's chain leads to.</summary>
/// <param name="ChainPurpose">The purpose whose chain it is assumed from.</param>
/// <param name="ComesWithBootstrap">Whether bootstrapping brings it.</param>
public sealed record DiagnosedRole(RolePurpose Purpose, string Arn, string ChainPurpose, bool ComesWithBootstrap);
