namespace Iam;

/// <summary>What a policy is attached to, which decides its grammar and its part in an evaluation.</summary>
public enum PolicyKind
{
    /// <summary>Inline or managed policy of a user, group or role.</summary>
    Identity,

    /// <summary>Policy of a bucket, secret, queue, repository ...</summary>
    Resource,

    /// <summary>Trust policy of a role: who may assume it. It always has to allow, also in its own account.</summary>
    RoleTrust,

    /// <summary>Policy of a KMS key. It always has to allow, or to delegate to its account.</summary>
    Key,

    /// <summary>Permissions boundary of a user or role.</summary>
    Boundary,

    /// <summary>Policy given when a session was made.</summary>
    Session,

    /// <summary>Service control policy of an organization.</summary>
    ServiceControl,
}
