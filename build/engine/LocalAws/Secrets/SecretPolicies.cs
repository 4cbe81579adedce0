using Iam;
using LocalAws.Documents;
using LocalAws.Protocol;

namespace LocalAws.Secrets;

/// <summary>What Secrets Manager takes as the policy of a secret (Secrets Manager User Guide, "Resource-based policies").</summary>
static class SecretPolicies
{
    public static DocumentOwner Owner { get; } =
        new("secretsmanager", PolicyKind.Resource, Refusal) { Largest = 20 * 1024 };

    static AwsException Refusal(DocumentException refused) =>
        new(
            "MalformedPolicyDocumentException",
            refused switch
            {
                { IsAboutPrincipals: true } => "This resource policy contains an unsupported principal.",
                { Fault: DocumentFault.TooLarge } => $"This resource policy is larger than {refused.Subject} bytes.",
                { Fault: DocumentFault.UnknownAction } => "This resource policy contains an unsupported action.",
                { Mistake.Kind: PolicyMistakeKind.Json or PolicyMistakeKind.UnknownVersion } =>
                    "This policy has invalid syntax.",
                { Mistake: { } } => refused.Message,
                _ => "This resource policy contains an unsupported condition key.",
            }
        );
}
