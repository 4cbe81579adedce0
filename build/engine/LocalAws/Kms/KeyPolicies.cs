using Iam;
using LocalAws.Documents;
using LocalAws.Protocol;

namespace LocalAws.Kms;

/// <summary>What KMS takes as a key policy (KMS Developer Guide, "Creating a key policy" and "Condition keys for AWS KMS").</summary>
static class KeyPolicies
{
    const string Malformed = "MalformedPolicyDocumentException";

    public static DocumentOwner Owner { get; } =
        new("kms", PolicyKind.Key, Refusal)
        {
            Largest = 32 * 1024,
            ForbiddenKeys = ["aws:ResourceTag/${TagKey}", "kms:ResourceTag/${TagKey}", "kms:ResourceAliases"],
        };

    static AwsException Refusal(DocumentException refused)
    {
        if (
            refused.IsAboutPrincipals
            || refused.Mistake is { Kind: PolicyMistakeKind.MissingField, Subject: "Principal" }
        )
            return new(Malformed, "Policy contains a statement with one or more invalid principals.");
        return refused.Fault switch
        {
            DocumentFault.TooLarge => new(
                "LimitExceededException",
                $"The key policy is larger than {refused.Subject} bytes."
            ),
            DocumentFault.UnknownConditionKey or DocumentFault.ConditionWithoutAction => new(
                Malformed,
                $"These condition keys are not permitted in a key policy: {refused.Subject}"
            ),
            DocumentFault.UnknownAction => new(
                Malformed,
                "Policy contains a statement with one or more invalid actions."
            ),
            _ => new(Malformed, refused.Message),
        };
    }
}
