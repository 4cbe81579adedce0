namespace Iam;

/// <summary>What is wrong in a policy document. Each service has its own words for it.</summary>
public enum PolicyMistakeKind
{
    /// <summary>The text is no JSON.</summary>
    Json,

    /// <summary>An element is of the wrong type, or there are both it and its negation.</summary>
    Syntax,

    /// <summary>An element is missing; the subject is its name.</summary>
    MissingField,

    /// <summary>There is no element of that name; the subject is the name.</summary>
    UnknownField,

    /// <summary>An element that this kind of policy does not have; the subject is its name.</summary>
    ProhibitedField,

    /// <summary>A list of statements without any.</summary>
    NoStatements,

    /// <summary>The version is none that there is.</summary>
    UnknownVersion,

    /// <summary>The version is older than what is asked for.</summary>
    OldVersion,

    /// <summary>The effect is neither Allow nor Deny; the subject is what it is.</summary>
    Effect,

    /// <summary>The effect is Allow or Deny in other letters; the subject is what it is.</summary>
    EffectCase,

    /// <summary>The operator of a condition is none that there is; the subject is its name.</summary>
    Operator,

    /// <summary>A value of a condition is not of its operator's type; the subject is the value.</summary>
    ConditionValue,

    /// <summary>A Sid has other letters than it may, or is there twice.</summary>
    Sid,

    /// <summary>A statement without actions.</summary>
    NoActions,

    /// <summary>An action is not written as one; the subject is the action.</summary>
    Action,

    /// <summary>A statement without resources.</summary>
    NoResources,

    /// <summary>A resource is not written as one, or none of its service; the subject is the resource.</summary>
    Resource,

    /// <summary>The resource is an ARN that lacks fields; the subject is the resource.</summary>
    IncompleteResource,

    /// <summary>A principal is not written as one; the subject is the principal with its type.</summary>
    Principal,
}
