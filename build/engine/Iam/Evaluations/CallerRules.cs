namespace Iam.Evaluations;

/// <summary>What follows from who calls.</summary>
static class CallerRules
{
    /// <summary>Whether the caller has an account whose policies apply to it.</summary>
    public static bool HasAccount(Principal caller) => caller.Account is not null;

    /// <summary>Service control policies bind users, roles and root of an account, but not service-linked roles.</summary>
    public static bool IsUnderServiceControl(Principal caller) =>
        HasAccount(caller)
        && caller.IssuerArn?.Contains(":role/aws-service-role/", StringComparison.Ordinal) is not true;

    /// <summary>How a statement that names the caller by its own user or role would be taken.</summary>
    public static GrantScope ScopeOfOwnName(Principal caller) =>
        caller.IssuerArn is null ? GrantScope.Direct : GrantScope.Role;

    /// <summary>
    /// Trust policies and key policies have to allow also in their own account, and a role that does not exist trusts
    /// nobody.
    /// </summary>
    public static bool ResourceHasToAllow(AccessRequest request, Policy? policy) =>
        policy?.Kind is PolicyKind.RoleTrust or PolicyKind.Key || IsRoleAssumption(request.Action);

    /// <summary>Actions that only a trust policy can grant.</summary>
    public static bool IsRoleAssumption(string action) =>
        action.StartsWith("sts:AssumeRole", StringComparison.OrdinalIgnoreCase);

    /// <summary>The kind of the resource's policy, also when it has none.</summary>
    public static PolicyKind KindOfResource(AccessRequest request, Policy? policy) =>
        policy?.Kind ?? (IsRoleAssumption(request.Action) ? PolicyKind.RoleTrust : PolicyKind.Resource);
}
