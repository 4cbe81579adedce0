namespace LocalAws.Documents;

/// <summary>What a service refuses in a policy that IAM's grammar takes.</summary>
public enum DocumentFault
{
    /// <summary>The document is larger than the service takes; the subject is the largest size in bytes.</summary>
    TooLarge,

    /// <summary>IAM's grammar does not take it; <see cref="DocumentException.Mistake"/> says why.</summary>
    Malformed,

    /// <summary>There is no such user, role or service; the subject is the principal with its type.</summary>
    UnknownPrincipal,

    /// <summary>No action of the service is called so.</summary>
    UnknownAction,

    /// <summary>The resource is not the one that has the policy, nor in it.</summary>
    ForeignResource,

    /// <summary>An action is on none of the kinds of resources that the statement names.</summary>
    ActionWithoutResource,

    /// <summary>The service has no such condition key, or takes it in no policy of its resources; the subject is the keys.</summary>
    UnknownConditionKey,

    /// <summary>No action of the statement has the condition key.</summary>
    ConditionWithoutAction,
}
