using Diagnosis.Requirements;
using Iam;

namespace Diagnosis.Permissions;

/// <summary>Whether a role is allowed something, and what keeps it from being allowed.</summary>
abstract record Verdict(RequiredPermission Permission)
{
    public sealed record Allowed(RequiredPermission Permission) : Verdict(Permission);

    /// <summary>No policy of the role allows it.</summary>
    public sealed record NotAllowed(RequiredPermission Permission) : Verdict(Permission);

    /// <summary>A statement denies it.</summary>
    public sealed record Denied(RequiredPermission Permission, StatementReference By) : Verdict(Permission);

    /// <summary>The permissions boundary does not allow it.</summary>
    public sealed record OutOfBounds(RequiredPermission Permission) : Verdict(Permission);

    /// <summary>A service control policy of the organization does not let it be allowed.</summary>
    public sealed record AgainstOrganization(RequiredPermission Permission) : Verdict(Permission);

    /// <summary>The key's policy does not allow it.</summary>
    public sealed record NotByKey(RequiredPermission Permission) : Verdict(Permission);

    public sealed record Unknown(RequiredPermission Permission, string Why) : Verdict(Permission);
}
