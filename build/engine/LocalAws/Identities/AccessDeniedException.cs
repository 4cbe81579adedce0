using Iam;
using LocalAws.Protocol;

namespace LocalAws.Identities;

/// <summary>IAM refused; each protocol has its own code for it, the words are the decision's.</summary>
public sealed class AccessDeniedException(Decision decision)
    : AwsException("AccessDenied", decision?.Message ?? "Access Denied", 403)
{
    /// <summary>The decision, which names the deciding or the missing statement.</summary>
    public Decision? Decision { get; } = decision;
}
