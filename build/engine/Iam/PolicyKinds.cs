namespace Iam;

/// <summary>The words of AWS's error messages for kinds of policies.</summary>
public static class PolicyKinds
{
    /// <summary>Like "identity-based policy".</summary>
    public static string Describe(PolicyKind kind) =>
        kind switch
        {
            PolicyKind.Identity => "identity-based policy",
            PolicyKind.RoleTrust => "role trust policy",
            PolicyKind.Boundary => "permissions boundary",
            PolicyKind.Session => "session policy",
            PolicyKind.ServiceControl => "service control policy",
            _ => "resource-based policy",
        };

    /// <summary>With "a" or "the", as sentences of AWS have it.</summary>
    public static string DescribeWithArticle(PolicyKind kind) =>
        kind switch
        {
            PolicyKind.Identity => "an identity-based policy",
            PolicyKind.RoleTrust => "the role trust policy",
            _ => $"a {Describe(kind)}",
        };
}
