namespace Iam;

/// <summary>A document is malformed, in IAM's words; the error code on the wire is MalformedPolicyDocument.</summary>
public sealed class PolicyDocumentException(IReadOnlyList<string> errors) : Exception(string.Join(" ", errors))
{
    /// <summary>Every mistake in the document, in its order; IAM itself answers the first only.</summary>
    public IReadOnlyList<string> Errors { get; } = errors;
}
