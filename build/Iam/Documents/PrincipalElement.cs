using Iam.Evaluations;

namespace Iam.Documents;

/// <summary>The Principal or NotPrincipal of a statement.</summary>
sealed class PrincipalElement(IReadOnlyList<PrincipalEntry> entries, bool except)
{
    public IReadOnlyList<PrincipalEntry> Entries { get; } = entries;

    /// <summary>How closely the element names the caller.</summary>
    public GrantScope Match(Principal caller)
    {
        if (except)
            return IsExempt(caller) ? GrantScope.None : GrantScope.Direct;
        var closest = GrantScope.None;
        foreach (var entry in Entries)
            if (entry.Match(caller) is var scope && scope > closest)
                closest = scope;
        return closest;
    }

    /// <summary>
    /// NotPrincipal spares a caller only when each of its identities is listed: the account, and the user, or the role
    /// and the session (IAM User Guide, "IAM JSON policy elements: NotPrincipal").
    /// </summary>
    bool IsExempt(Principal caller) =>
        Entries.Any(e => e.Kind == PrincipalEntryKind.Everyone)
        || caller.Type switch
        {
            PrincipalType.Anonymous => false,
            PrincipalType.User => Lists(caller, GrantScope.Direct) && Lists(caller, GrantScope.Account),
            PrincipalType.RoleSession or PrincipalType.FederatedUser => Lists(caller, GrantScope.Direct)
                && Lists(caller, GrantScope.Role)
                && Lists(caller, GrantScope.Account),
            _ => Lists(caller, GrantScope.Direct),
        };

    bool Lists(Principal caller, GrantScope scope) => Entries.Any(e => e.Match(caller) == scope);
}
