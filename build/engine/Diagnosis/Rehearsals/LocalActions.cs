using Deployment;
using Deployment.Credentials;
using Deployment.NextActions;
using Diagnosis.Checks;
using Diagnosis.Permissions;

namespace Diagnosis.Rehearsals;

/// <summary>
/// What mends a finding in the local AWS: the same commands, as the profile that its account has there, and the
/// organization's policies where the settings keep them.
/// </summary>
static class LocalActions
{
    public static CheckResult Of(CheckResult check, AwsEndpoint world) =>
        world.IsLocal ? check with { Findings = [.. check.Findings.Select(finding => Of(finding, world))] } : check;

    static Finding Of(Finding finding, AwsEndpoint world) =>
        finding.Next?.StartsWith(PermissionFindings.OrganizationAction, StringComparison.Ordinal) == true
            ? finding with
            {
                Next =
                    "in $.localAws.serviceControlPolicies of build/settings.json, add to the condition of the statement that denies it: "
                    + finding.Next[PermissionFindings.OrganizationAction.Length..],
            }
            : AwsCommands.In(finding, world);
}
