using Iam.Evaluations;

namespace Iam.Documents;

/// <summary>The Principal or NotPrincipal of a statement.</summary>
sealed class PrincipalElement(IReadOnlyList<PrincipalEntry> entries, bool except)
{
    public IReadOnlyList<PrincipalEntry> Entries { get; } = entries;

    /// <summary>How closely an Allow names the caller. With NotPrincipal it names none that is listed in any way.</summary>
    public GrantScope Grants(Principal caller)
    {
        if (except)
            return IsListed(caller) ? GrantScope.None : GrantScope.Direct;
        return Closest(caller);
    }

    /// <summary>
    /// Whether a Deny strikes the caller. With NotPrincipal it always strikes one that has a permissions boundary (IAM User
    /// Guide, "IAM JSON policy elements: NotPrincipal").
    /// </summary>
    public bool Strikes(Principal caller, bool hasBoundary) =>
        except ? hasBoundary || !IsExempt(caller) : Closest(caller) != GrantScope.None;

    GrantScope Closest(Principal caller)
    {
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

    bool IsListed(Principal caller) =>
        IsExempt(caller) || Entries.Any(e => e.Match(caller) is GrantScope.Direct or GrantScope.Role);

    bool Lists(Principal caller, GrantScope scope) => Entries.Any(e => e.Match(caller) == scope);
}
