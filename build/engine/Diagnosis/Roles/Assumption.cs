using Deployment.Assemblies;
using Deployment.Credentials;

namespace Diagnosis.Roles;

/// <summary>One role that is to be assumed, by whom, and where that is written.</summary>
/// <param name="Label">"deploy role", "link 1 of the deploy chain".</param>
/// <param name="Request">As it is asked for, external id and duration with it.</param>
/// <param name="Caller">Whose session asks.</param>
/// <param name="IsChained">Whether the caller is itself a role's session, so that an hour is the most.</param>
sealed record Assumption(
    string Label,
    RoleReference Request,
    TargetEnvironment Environment,
    CallerIdentity Caller,
    bool IsChained
)
{
    /// <summary>Where in build/settings.json the link stands; null for roles that a Cloud Assembly or the settings' roles name.</summary>
    public string? SettingsPath { get; init; }

    /// <summary>What bootstraps the role's environment, where bootstrapping brings the role.</summary>
    public string? BootstrapCommand { get; init; }

    /// <summary>Whether the bootstrap stack is without the caller's account among those that it trusts.</summary>
    public bool BootstrapMendsTrust { get; init; }

    public string Arn => Request.Arn;

    /// <summary>What the caller is, as policies name it: the role of a session, or the user.</summary>
    public string CallerPrincipal =>
        Caller.Arn.Split(':') is [_, var partition, "sts", _, var account, var rest]
        && rest.Split('/') is ["assumed-role", var role, ..]
            ? $"arn:{partition}:iam::{account}:role/{role}"
            : Caller.Arn;
}
