using System.Text.Json.Nodes;
using Deployment;
using Diagnosis.Accounts;
using Diagnosis.Requirements;
using Diagnosis.Roles;
using Iam;

namespace Diagnosis.Permissions;

/// <summary>Words what a role is not allowed, one finding for each policy that has to change.</summary>
sealed class PermissionFindings(string roleArn, RolePurpose purpose, RoleDescription? role, KeyPolicies keys)
{
    const string InlinePolicy = "deployment-requirements";
    const int Shown = 5;

    string Account => Arns.AccountOf(roleArn);

    string Subject => $"{char.ToUpperInvariant(NameOfPurpose[0])}{NameOfPurpose[1..]} {roleArn}";

    string NameOfPurpose => RolePurposes.NameOf(purpose);

    public async Task<IReadOnlyList<Finding>> OfAsync(
        IReadOnlyList<Verdict> verdicts,
        CancellationToken cancellationToken
    )
    {
        var findings = new List<Finding>();
        var notAllowed = PermissionsOf<Verdict.NotAllowed>(verdicts);
        var passing = notAllowed.Where(permission => permission.Action == "iam:PassRole").ToList();
        if (passing.Count > 0)
            findings.Add(NotAllowed("MissingPassRole", passing));
        if (notAllowed.Except(passing).ToList() is { Count: > 0 } others)
            findings.Add(NotAllowed("MissingPermission", others));
        if (PermissionsOf<Verdict.OutOfBounds>(verdicts) is { Count: > 0 } outOfBounds)
            findings.Add(OutOfBounds(outOfBounds));
        if (PermissionsOf<Verdict.AgainstOrganization>(verdicts) is { Count: > 0 } forbidden)
            findings.Add(AgainstOrganization(forbidden));
        findings.AddRange(
            verdicts.OfType<Verdict.Denied>().GroupBy(denied => denied.By).Select(group => Denied(group.Key, [.. group]))
        );
        foreach (var group in verdicts.OfType<Verdict.NotByKey>().GroupBy(denied => denied.Permission.Resource))
            findings.Add(await NotByKeyAsync(group.Key, Permissions(group), cancellationToken));
        return findings;
    }

    Finding NotAllowed(string code, IReadOnlyList<RequiredPermission> permissions)
    {
        var statements = AllowStatements.For(permissions);
        var present = role?.Policies.FirstOrDefault(policy => policy.Name == InlinePolicy);
        var document = present is null
            ? PolicyText.Of(statements)
            : PolicyText.With(present.Document.Json, statements);
        return new(
            code,
            $"{Subject} is not allowed {Actions(permissions)}",
            Reasons(permissions),
            $"aws iam put-role-policy --role-name {RoleDescription.NameOf(roleArn)} --policy-name {InlinePolicy}"
                + $" --policy-document {ShellCommand.Quote(document)}{ShellCommand.In(Account)}"
        );
    }

    Finding OutOfBounds(IReadOnlyList<RequiredPermission> permissions)
    {
        var statements = AllowStatements.For(permissions);
        var boundary = role?.Boundary;
        return new(
            "DeniedByBoundary",
            $"{Subject} is bounded by {boundary?.Name ?? "a permissions boundary"}, which does not allow {Actions(permissions)}",
            Reasons(permissions),
            boundary is null || boundary.Name.Contains(":iam::aws:", StringComparison.Ordinal)
                ? $"bound the role by a policy that also allows {ShellCommand.Quote(PolicyText.Of(statements))}"
                : $"aws iam create-policy-version --policy-arn {boundary.Name} --set-as-default --policy-document "
                    + ShellCommand.Quote(PolicyText.With(boundary.Document.Json, statements))
                    + ShellCommand.In(Account)
        );
    }

    /// <summary>What a member account may not read: the management account's administrator is told what to except.</summary>
    Finding AgainstOrganization(IReadOnlyList<RequiredPermission> permissions) =>
        new(
            "DeniedByServiceControlPolicy",
            $"The organization's service control policies over account {Account} do not let {roleArn} be allowed {Actions(permissions)}",
            Reasons(permissions),
            "in the organization's management account, add to the condition of the service control policy's statement that denies it: "
                + new JsonObject
                {
                    ["ArnNotLike"] = new JsonObject { ["aws:PrincipalArn"] = roleArn },
                }.ToJsonString()
        );

    Finding Denied(StatementReference by, IReadOnlyList<Verdict.Denied> denied)
    {
        var permissions = Permissions(denied);
        var code = by.Policy.Kind == PolicyKind.Boundary ? "DeniedByBoundary" : "ExplicitDeny";
        return new(
            code,
            $"{Subject} is denied {Actions(permissions)} by {by}",
            Reasons(permissions),
            $"take {string.Join(" and ", permissions.Select(p => p.Action).Distinct())} out of {by}: an Allow does not overrule a Deny"
        );
    }

    async Task<Finding> NotByKeyAsync(
        string keyArn,
        IReadOnlyList<RequiredPermission> permissions,
        CancellationToken cancellationToken
    )
    {
        var policy = ((Reading<Policy>.Found)await keys.ReadAsync(keyArn, cancellationToken)).Value;
        var statement = new JsonObject
        {
            ["Effect"] = "Allow",
            ["Principal"] = new JsonObject { ["AWS"] = roleArn },
            ["Action"] = new JsonArray([
                .. permissions.Select(permission => (JsonNode)permission.Action).DistinctBy(action => action.ToString()),
            ]),
            ["Resource"] = "*",
        };
        return new(
            "DeniedByKeyPolicy",
            $"The policy of key {keyArn} does not allow {roleArn} {Actions(permissions)}",
            Reasons(permissions),
            $"aws kms put-key-policy --key-id {keyArn} --policy-name default --region {Arns.RegionOf(keyArn)} --policy "
                + ShellCommand.Quote(PolicyText.With(policy.Document.Json, statement))
                + ShellCommand.In(Account)
        );
    }

    static IReadOnlyList<RequiredPermission> PermissionsOf<T>(IReadOnlyList<Verdict> verdicts)
        where T : Verdict => Permissions(verdicts.OfType<T>());

    static IReadOnlyList<RequiredPermission> Permissions(IEnumerable<Verdict> verdicts) =>
        [.. verdicts.Select(verdict => verdict.Permission)];

    static string Actions(IReadOnlyList<RequiredPermission> permissions)
    {
        var actions = permissions.Select(permission => permission.Action).Distinct().ToList();
        return actions.Count <= Shown
            ? string.Join(", ", actions)
            : $"{string.Join(", ", actions.Take(Shown))} and {actions.Count - Shown} more";
    }

    static IReadOnlyList<string> Reasons(IReadOnlyList<RequiredPermission> permissions)
    {
        var lines = permissions
            .GroupBy(permission => permission.Reason)
            .Select(group => $"{Actions([.. group])}: {group.Key}")
            .ToList();
        return lines.Count <= Shown ? lines : [.. lines.Take(Shown), $"and {lines.Count - Shown} reasons more"];
    }
}
