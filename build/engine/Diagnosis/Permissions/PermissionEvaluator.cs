using Diagnosis.Accounts;
using Diagnosis.Clients;
using Diagnosis.Requirements;
using Diagnosis.Roles;
using Iam;
using Iam.Simulations;

namespace Diagnosis.Permissions;

/// <summary>
/// Decides what a role may do: its own policies are read, and IAM, which alone sees the organization's, simulates. What
/// only the call itself decides is unknown, and so is what the organization says where IAM does not answer.
/// </summary>
sealed class PermissionEvaluator(AccountReader account, KeyPolicies keys)
{
    readonly CallContext calls = new(account);

    /// <param name="role">Null where its policies cannot be read.</param>
    public async Task<IReadOnlyList<Verdict>> JudgeAsync(
        string roleArn,
        RoleDescription? role,
        IReadOnlyList<RequiredPermission> permissions,
        CancellationToken cancellationToken
    )
    {
        var simulated = await new PermissionSimulation(account).AskAsync(roleArn, role, permissions, cancellationToken);
        var verdicts = new List<Verdict>();
        foreach (var permission in permissions)
            verdicts.Add(
                // A key's policy decides over the key, and the simulator does not read it.
                IsOfKey(permission)
                    ? Judge(
                        permission,
                        simulated[permission],
                        await ReadWithKeyAsync(permission, role, cancellationToken),
                        role
                    )
                    : Judge(permission, simulated[permission], Read(permission, role, null), role)
            );
        return
            verdicts.Exists(verdict => verdict is Verdict.AgainstOrganization)
            && await new OrganizationControl(account).ContradictionAsync(cancellationToken) is { } why
            ?
            [
                .. verdicts.Select(verdict =>
                    verdict is Verdict.AgainstOrganization ? new Verdict.Unknown(verdict.Permission, why) : verdict
                ),
            ]
            : verdicts;
    }

    static bool IsOfKey(RequiredPermission permission) =>
        permission.Action.StartsWith("kms:", StringComparison.Ordinal)
        && permission.Resource.Contains(":key/", StringComparison.Ordinal)
        // One that is yet to be made has no policy to read.
        && !permission.Resource.EndsWith(AwsArns.MadeUp, StringComparison.Ordinal);

    /// <param name="read">What the policies that may be read say.</param>
    static Verdict Judge(RequiredPermission permission, Simulation simulation, Verdict read, RoleDescription? role)
    {
        if (simulation is not Simulation.Answered(var answer))
            return read is Verdict.Allowed
                ? new Verdict.Unknown(
                    permission,
                    $"its policies allow it, and IAM did not say whether the organization's do: {((Simulation.Failed)simulation).Why}"
                )
                : read;
        if (answer is { IsAllowed: false, AllowedByOrganizations: false })
            return OfOrganizations(answer, role) is { Count: > 0 } keys
                ? Undecided(permission, keys)
                : new Verdict.AgainstOrganization(permission);
        if (IsOfKey(permission) || (role is not null && read is not Verdict.Allowed && !answer.IsAllowed))
            return read;
        // What the policies that were read do not ask for decides nothing.
        if (role is not null && (read is Verdict.Unknown || answer.MissingContextKeys.Count > 0))
            return read is Verdict.Unknown or Verdict.Allowed ? read : new Verdict.Allowed(permission);
        return answer.MissingContextKeys.Where(key => !CallContext.IsKnown(key, role)).ToList()
                is { Count: > 0 } missing
                ? Undecided(permission, missing)
            : answer.IsAllowed ? new Verdict.Allowed(permission)
            : answer.AllowedByBoundary == false ? new Verdict.OutOfBounds(permission)
            : new Verdict.NotAllowed(permission);
    }

    /// <summary>The keys that IAM lacked and that none of the role's own policies asks for.</summary>
    static IReadOnlyList<string> OfOrganizations(SimulatedAction answer, RoleDescription? role)
    {
        var own = role is null
            ? []
            : role.Policies.Append(role.Boundary).OfType<Policy>().SelectMany(policy => PolicyKeys.Of(policy.Document));
        return
        [
            .. answer
                .MissingContextKeys.Except(own, StringComparer.OrdinalIgnoreCase)
                .Where(key => !CallContext.IsKnown(key, role)),
        ];
    }

    Verdict Read(RequiredPermission permission, RoleDescription? role, Policy? resource)
    {
        if (role is null)
            return new Verdict.Unknown(permission, "its policies may not be read, nor simulated");
        var policies = new Policies
        {
            Identity = role.Policies,
            Boundary = role.Boundary,
            Resource = resource,
        };
        var decision = PolicyEvaluator.Evaluate(calls.Request(permission, role), policies);
        if (UndecidedKeys.Of(decision, policies, key => CallContext.IsKnown(key, role)) is { Count: > 0 } keys)
            return Undecided(permission, keys);
        return decision switch
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

    async Task<Verdict> ReadWithKeyAsync(
        RequiredPermission permission,
        RoleDescription? role,
        CancellationToken cancellationToken
    ) =>
        await keys.ReadAsync(permission.Resource, cancellationToken) switch
        {
            ReadResult<Policy>.Found(var policy) => Read(permission, role, policy),
            ReadResult<Policy>.Missing => new Verdict.Unknown(permission, $"key {permission.Resource} does not exist"),
            ReadResult<Policy>.Unknown(var why) => new Verdict.Unknown(permission, why),
            _ => throw new InvalidOperationException(),
        };

    static Verdict.Unknown Undecided(RequiredPermission permission, IReadOnlyList<string> keys) =>
        new(permission, $"a policy's condition asks for {string.Join(" and ", keys)}, which only the call itself has");
}
