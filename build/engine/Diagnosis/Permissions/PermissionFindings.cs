using System.Text.Json.Nodes;
using Deployment;
using Diagnosis.Requirements;
using Diagnosis.Roles;
using Iam;

namespace Diagnosis.Permissions;

/// <summary>Words what the policies of one role keep it from, one finding for each policy that has to change.</summary>
sealed class PermissionFindings(string roleArn, RolePurpose purpose, RoleDescription? role)
{
    const string PassingPolicy = "pass-execution-role";
    const string InlinePolicy = "deployment-requirements";

    /// <summary>What is to be done about the organization's policies; the condition follows, as JSON.</summary>
    public const string OrganizationAction =
        "in the organization's management account, add to the condition of the service control policy's statement that denies it: ";

    string Account => Arns.AccountOf(roleArn);

    string Subject => $"{char.ToUpperInvariant(NameOfPurpose[0])}{NameOfPurpose[1..]} {roleArn}";

    string NameOfPurpose => RolePurposes.NameOf(purpose);

    public IReadOnlyList<Finding> Of(IReadOnlyList<Verdict> verdicts)
    {
        var findings = new List<Finding>();
        var notAllowed = PermissionsOf<Verdict.NotAllowed>(verdicts);
        var passing = notAllowed.Where(permission => permission.Action == "iam:PassRole").ToList();
        if (passing.Count > 0)
            findings.Add(NotAllowed(DiagnosisCodes.MissingPassRole, PassingPolicy, passing));
        if (notAllowed.Except(passing).ToList() is { Count: > 0 } others)
            findings.Add(NotAllowed(DiagnosisCodes.MissingPermission, InlinePolicy, others));
        if (PermissionsOf<Verdict.AgainstOrganization>(verdicts) is { Count: > 0 } forbidden)
            findings.Add(AgainstOrganization(forbidden));
        findings.AddRange(
            verdicts
                .OfType<Verdict.Denied>()
                .GroupBy(denied => denied.By)
                .Select(group => Denied(group.Key, [.. group]))
        );
        return findings;
    }

    /// <summary>Each finding has an inline policy of its own, so that following one does not undo the other.</summary>
    Finding NotAllowed(FindingCode code, string policyName, IReadOnlyList<RequiredPermission> permissions)
    {
        var statements = AllowStatements.For(permissions);
        var present = role?.Policies.FirstOrDefault(policy => policy.Name == policyName);
        var document = present is null ? PolicyText.Of(statements) : PolicyText.With(present.Document.Json, statements);
        return new Finding(
            code,
            $"{Subject} is not allowed {PermissionWords.Actions(permissions)}",
            PermissionWords.Reasons(permissions),
            $"aws iam put-role-policy --role-name {RoleDescription.NameOf(roleArn)} --policy-name {policyName}"
                + $" --policy-document {ShellCommand.Quote(document)}"
        ).In(Account);
    }

    /// <summary>What a member account may not read: the management account's administrator is told what to except.</summary>
    Finding AgainstOrganization(IReadOnlyList<RequiredPermission> permissions) =>
        new(
            DiagnosisCodes.DeniedByServiceControlPolicy,
            $"The organization's service control policies over account {Account} do not let {roleArn} be allowed {PermissionWords.Actions(permissions)}",
            PermissionWords.Reasons(permissions),
            OrganizationAction
                + new JsonObject { ["ArnNotLike"] = new JsonObject { ["aws:PrincipalArn"] = roleArn } }.ToJsonString()
        );

    Finding Denied(StatementReference by, IReadOnlyList<Verdict.Denied> denied)
    {
        var permissions = Permissions(denied);
        var code =
            by.Policy.Kind == PolicyKind.Boundary ? DiagnosisCodes.DeniedByBoundary : DiagnosisCodes.ExplicitDeny;
        return new(
            code,
            $"{Subject} is denied {PermissionWords.Actions(permissions)} by {by}",
            PermissionWords.Reasons(permissions),
            $"take {string.Join(" and ", permissions.Select(p => p.Action).Distinct())} out of {by}: an Allow does not overrule a Deny"
        );
    }

    static IReadOnlyList<RequiredPermission> PermissionsOf<T>(IReadOnlyList<Verdict> verdicts)
        where T : Verdict => Permissions(verdicts.OfType<T>());

    static IReadOnlyList<RequiredPermission> Permissions(IEnumerable<Verdict> verdicts) =>
        [.. verdicts.Select(verdict => verdict.Permission)];
}
