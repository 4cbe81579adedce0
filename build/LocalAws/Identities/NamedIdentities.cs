using Iam;

namespace LocalAws.Identities;

/// <summary>The users and roles that policies name as principals: services turn their ARNs into unique ids when a policy is set, and refuse it where there is nobody.</summary>
static class NamedIdentities
{
    const string ServiceLinked = "role/aws-service-role/";

    /// <summary>The first that should exist in an account of this world and does not, or null. Of other accounts nothing is known.</summary>
    public static string? Missing(IdentityStore identities, PolicyDocument document) =>
        document.NamedIdentities.FirstOrDefault(arn => IsMissing(identities, arn));

    static bool IsMissing(IdentityStore identities, string arn)
    {
        if (
            arn.Split(':', 6) is not ["arn", _, "iam", "", var account, var path]
            || path.StartsWith(ServiceLinked, StringComparison.Ordinal)
            || identities.Find(account) is not { } found
        )
            return false;
        var name = path[(path.LastIndexOf('/') + 1)..];
        if (path.StartsWith("role/", StringComparison.Ordinal))
            return found.Roles.Find(name)?.Arn != arn;
        return path.StartsWith("user/", StringComparison.Ordinal) && found.Users.Find(name)?.Arn != arn;
    }
}
