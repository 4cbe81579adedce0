using Iam;

namespace LocalAws.Identities;

/// <summary>
/// The users and roles that policies name as principals. As the IAM User Guide says under "Principal", their ARNs become
/// unique ids when a policy is saved, and are shown as ARNs again only while those users and roles exist: one that is made
/// anew under the same name is somebody else.
/// </summary>
static class NamedIdentities
{
    const string ServiceLinked = "role/aws-service-role/";

    /// <summary>The first that should exist in an account of this world and does not, or null. Of other accounts nothing is known.</summary>
    public static string? Missing(IdentityStore identities, PolicyDocument document) =>
        document.NamedIdentities.FirstOrDefault(name => IsMissing(identities, name));

    /// <summary>The policy as it is kept.</summary>
    public static string WithIds(IdentityStore identities, string policy) =>
        PrincipalNames.Replace(
            policy,
            name => Account(identities, name) is { } account ? IdOf(account, name) ?? name : name
        );

    /// <summary>A kept policy as it is shown.</summary>
    public static string WithArns(IdentityStore identities, string policy) =>
        PrincipalNames.Replace(policy, name => IsId(name) ? ArnOf(identities, name) ?? name : name);

    /// <summary>Whether that names a user or role that should exist in an account of this world and does not.</summary>
    public static bool IsMissing(IdentityStore identities, string name)
    {
        if (IsId(name))
            return AccountOfId(identities, name) is not null && ArnOf(identities, name) is null;
        return Account(identities, name) is { } account && IdOf(account, name) is null;
    }

    static bool IsId(string name) =>
        name.Length == 21
        && (name.StartsWith("AROA", StringComparison.Ordinal) || name.StartsWith("AIDA", StringComparison.Ordinal));

    static AccountIdentities? AccountOfId(IdentityStore identities, string id) =>
        AccessKeyIds.AccountOfUniqueId(id) is { } account ? identities.Find(account) : null;

    static string? ArnOf(IdentityStore identities, string id)
    {
        if (AccountOfId(identities, id) is not { } account)
            return null;
        return id.StartsWith("AROA", StringComparison.Ordinal)
            ? account.Roles.All().FirstOrDefault(role => role.Id == id)?.Arn
            : account.Users.All().FirstOrDefault(user => user.Id == id)?.Arn;
    }

    /// <summary>The account of this world in which a user or role of that ARN should be, or null.</summary>
    static AccountIdentities? Account(IdentityStore identities, string arn) =>
        arn.Split(':', 6) is ["arn", _, "iam", "", var account, var path]
        && !path.StartsWith(ServiceLinked, StringComparison.Ordinal)
        && (path.StartsWith("role/", StringComparison.Ordinal) || path.StartsWith("user/", StringComparison.Ordinal))
            ? identities.Find(account)
            : null;

    static string? IdOf(AccountIdentities account, string arn)
    {
        var name = arn[(arn.LastIndexOf('/') + 1)..];
        if (account.Roles.Find(name) is { } role && Partitions.Same(role.Arn, arn))
            return role.Id;
        return account.Users.Find(name) is { } user && Partitions.Same(user.Arn, arn) ? user.Id : null;
    }
}
