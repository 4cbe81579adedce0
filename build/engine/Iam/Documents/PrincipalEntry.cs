using Iam.Evaluations;

namespace Iam.Documents;

enum PrincipalEntryKind
{
    /// <summary>"*" or { "AWS": "*" }.</summary>
    Everyone,

    /// <summary>An account, by its number or the ARN of its root.</summary>
    Account,

    /// <summary>A user, role or session, by ARN or unique id.</summary>
    Identity,
    Service,
    Federated,
    CanonicalUser,
}

/// <summary>One principal that a statement names.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Value">Its number, ARN, id or name.</param>
/// <param name="Type">The member of the element that names it, empty where the element is an asterisk.</param>
readonly record struct PrincipalEntry(PrincipalEntryKind Kind, string Value, string Type)
{
    public GrantScope Match(Principal caller) =>
        Kind switch
        {
            PrincipalEntryKind.Everyone => GrantScope.Direct,
            PrincipalEntryKind.Account when Value == caller.Account => caller.Type == PrincipalType.Root
                ? GrantScope.Direct
                : GrantScope.Account,
            PrincipalEntryKind.CanonicalUser when Value == caller.CanonicalUserId => caller.Type == PrincipalType.Root
                ? GrantScope.Direct
                : GrantScope.Account,
            PrincipalEntryKind.Identity => MatchIdentity(caller),
            PrincipalEntryKind.Service when caller.Type == PrincipalType.Service => Whole(caller),
            PrincipalEntryKind.Federated when caller.Type == PrincipalType.WebIdentity => Whole(caller),
            _ => GrantScope.None,
        };

    GrantScope Whole(Principal caller) => Value == "*" || Value == caller.Arn ? GrantScope.Direct : GrantScope.None;

    GrantScope MatchIdentity(Principal caller)
    {
        if (caller.Type is PrincipalType.Service or PrincipalType.WebIdentity or PrincipalType.Anonymous)
            return GrantScope.None;
        if (Value == caller.Arn || Value == caller.UserId)
            return GrantScope.Direct;
        if (Value == caller.IssuerArn)
            return GrantScope.Role;
        var isRoleId =
            caller.Type == PrincipalType.RoleSession
            && caller.UserId.Length > Value.Length
            && caller.UserId[Value.Length] == ':'
            && caller.UserId.StartsWith(Value, StringComparison.Ordinal);
        return isRoleId ? GrantScope.Role : GrantScope.None;
    }
}
