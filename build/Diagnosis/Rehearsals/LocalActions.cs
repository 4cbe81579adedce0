using System.Text.RegularExpressions;
using Deployment;
using Diagnosis.Checks;
using Diagnosis.Permissions;

namespace Diagnosis.Rehearsals;

/// <summary>
/// What mends a finding in the local AWS: the same commands, as the profile that its account has there, and the
/// organization's policies where the settings keep them.
/// </summary>
static partial class LocalActions
{
    /// <param name="profiles">The profiles of the served local AWS, by account.</param>
    public static CheckResult Of(CheckResult check, IReadOnlyDictionary<string, string> profiles) =>
        check with
        {
            Findings = [.. check.Findings.Select(finding => Of(finding, profiles))],
        };

    static Finding Of(Finding finding, IReadOnlyDictionary<string, string> profiles)
    {
        if (finding.Next is not { } next)
            return finding;
        if (next.StartsWith(PermissionFindings.OrganizationAction, StringComparison.Ordinal))
            return finding with
            {
                Next =
                    "in $.localAws.serviceControlPolicies of build/settings.json, add to the condition of the statement that denies it: "
                    + next[PermissionFindings.OrganizationAction.Length..],
            };
        if (finding.Account is not { } account || !profiles.TryGetValue(account, out var profile))
            return finding;
        return finding with
        {
            Why =
            [
                .. finding.Why,
                $"Account {account} is profile {profile} of what ./build.sh --target=LocalAws serves",
            ],
            Next = Program()
                .Replace(next, match => match.Groups["program"].Success ? $"aws --profile {profile} " : match.Value),
            Account = null,
        };
    }

    /// <summary>The program of each command in a row, and what is quoted, which stays as it is.</summary>
    [GeneratedRegex(@"'[^']*'|\\'|(?<program>(?<=^|&& )aws )")]
    private static partial Regex Program();
}
