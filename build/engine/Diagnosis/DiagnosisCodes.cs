using Deployment;

namespace Diagnosis;

/// <summary>The codes of findings that only a diagnosis makes. The tests hold each to a next action that is carried out.</summary>
public static class DiagnosisCodes
{
    public static FindingCode ActionNotFound { get; } = new();
    public static FindingCode BootstrapStackNotSteady { get; } = new();
    public static FindingCode ConditionKeyNeverSupplied { get; } = new();
    public static FindingCode ContainerRepositoryNotFound { get; } = new();
    public static FindingCode DeniedByBoundary { get; } = new();
    public static FindingCode DeniedByKeyPolicy { get; } = new();
    public static FindingCode DeniedByServiceControlPolicy { get; } = new();
    public static FindingCode ExecutionPolicyOutgrown { get; } = new();
    public static FindingCode ExecutionPolicyTooLong { get; } = new();
    public static FindingCode ExplicitDeny { get; } = new();
    public static FindingCode MalformedPolicyDocument { get; } = new();
    public static FindingCode MissingPassRole { get; } = new();
    public static FindingCode MissingPermission { get; } = new();
    public static FindingCode MissingProvider { get; } = new();
    public static FindingCode MissingRole { get; } = new();
    public static FindingCode MissingTrust { get; } = new();
    public static FindingCode PipelineLimitExceeded { get; } = new();
    public static FindingCode ResourceNeverAsked { get; } = new();
    public static FindingCode SecretNotFound { get; } = new();
    public static FindingCode SecretUnreadable { get; } = new();
    public static FindingCode ServicePrincipalNotFound { get; } = new();
    public static FindingCode SessionTooLong { get; } = new();
    public static FindingCode StackInProgress { get; } = new();
    public static FindingCode TrustTooWide { get; } = new();
    public static FindingCode WrongExternalId { get; } = new();
    public static FindingCode WrongQualifier { get; } = new();
}
