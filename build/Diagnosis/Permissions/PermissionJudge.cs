using Diagnosis.Accounts;
using Diagnosis.Clients;
using Diagnosis.Requirements;
using Diagnosis.Roles;
using Iam;

namespace Diagnosis.Permissions;

/// <summary>Decides what a role may do: as IAM simulates it where it may be asked, else as its policies read.</summary>
sealed class PermissionJudge(AccountReader account, KeyPolicies keys)
{
    /// <param name="role">Null where its policies cannot be read.</param>
    public async Task<IReadOnlyList<Verdict>> JudgeAsync(
        string roleArn,
        RoleDescription? role,
        IReadOnlyList<RequiredPermission> permissions,
        CancellationToken cancellationToken
    )
    {
        // A key's policy decides over the key, and the simulator does not read it.
        var ofKeys = permissions.Where(IsOfKey).ToList();
        var others = permissions.Except(ofKeys).ToList();
        var simulated = await new PermissionSimulation(account).AskAsync(roleArn, others, cancellationToken);
        List<Verdict> verdicts =
        [
            .. others.Select(permission =>
                simulated?.GetValueOrDefault(permission) is { } answer
                    ? Judge(permission, answer, role)
                    : Judge(permission, role, null)
            ),
        ];
        foreach (var permission in ofKeys)
            verdicts.Add(await JudgeKeyAsync(permission, role, cancellationToken));
        return verdicts;
    }

    static bool IsOfKey(RequiredPermission permission) =>
        permission.Action.StartsWith("kms:", StringComparison.Ordinal)
        && permission.Resource.Contains(":key/", StringComparison.Ordinal)
        // One that is yet to be made has no policy to read.
        && !permission.Resource.EndsWith(AwsArns.MadeUp, StringComparison.Ordinal);

    static Verdict Judge(RequiredPermission permission, SimulatedAction answer, RoleDescription? role)
    {
        if (answer.IsAllowed)
            return new Verdict.Allowed(permission);
        if (answer.AllowedByOrganizations == false)
            return new Verdict.AgainstOrganization(permission);
        if (role is not null)
        {
            var read = Judge(permission, role, null);
            // A condition on something that only the request itself has is not for the simulator to decide.
            if (read is not Verdict.Allowed || answer.MissingContextKeys.Count > 0)
                return read;
        }
        return answer.AllowedByBoundary == false
            ? new Verdict.OutOfBounds(permission)
            : new Verdict.NotAllowed(permission);
    }

    static Verdict Judge(RequiredPermission permission, RoleDescription? role, Policy? resource)
    {
        if (role is null)
            return new Verdict.Unknown(permission, "its policies may not be read, nor simulated");
        var policies = new Policies
        {
            Identity = role.Policies,
            Boundary = role.Boundary,
            Resource = resource,
        };
        return PolicyEvaluator.Evaluate(permission.ToRequest(role.Session), policies) switch
        {
            Decision.Allowed => new Verdict.Allowed(permission),
            Decision.ExplicitDeny deny => new Verdict.Denied(permission, deny.By),
            Decision.ImplicitDeny { Missing: [{ Kind: PolicyKind.Boundary }, ..] } => new Verdict.OutOfBounds(
                permission
            ),
            Decision.ImplicitDeny { Missing: [{ Kind: PolicyKind.Key }, ..] } => new Verdict.NotByKey(permission),
            _ => new Verdict.NotAllowed(permission),
        };
    }

    async Task<Verdict> JudgeKeyAsync(
        RequiredPermission permission,
        RoleDescription? role,
        CancellationToken cancellationToken
    ) =>
        await keys.ReadAsync(permission.Resource, cancellationToken) switch
        {
            Reading<Policy>.Found(var policy) => Judge(permission, role, policy),
            Reading<Policy>.Missing => new Verdict.Unknown(permission, $"key {permission.Resource} does not exist"),
            Reading<Policy>.Unknown(var why) => new Verdict.Unknown(permission, why),
            _ => throw new InvalidOperationException(),
        };
}
