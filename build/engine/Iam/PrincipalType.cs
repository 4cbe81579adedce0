namespace Iam;

public enum PrincipalType
{
    /// <summary>Nobody: a request without a signature.</summary>
    Anonymous,

    /// <summary>The root user of an account.</summary>
    Root,
    User,

    /// <summary>A session of a role.</summary>
    RoleSession,

    /// <summary>A session of a user, from GetFederationToken.</summary>
    FederatedUser,

    /// <summary>An identity of a web or SAML provider, before it has a role.</summary>
    WebIdentity,

    /// <summary>An AWS service that acts for itself.</summary>
    Service,
}
