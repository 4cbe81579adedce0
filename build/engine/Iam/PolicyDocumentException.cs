namespace Iam;

/// <summary>A document is malformed, in IAM's words; the error code on the wire is MalformedPolicyDocument.</summary>
public sealed class PolicyDocumentException(IReadOnlyList<PolicyMistake> mistakes)
    : Exception(string.Join(" ", mistakes.Select(mistake => mistake.Text)))
{
    /// <summary>Every mistake in the document, in the order in which IAM looks for them; it answers the first only.</summary>
    public IReadOnlyList<PolicyMistake> Mistakes { get; } = mistakes;

    /// <summary>IAM's words for them.</summary>
    public IReadOnlyList<string> Errors => [.. Mistakes.Select(mistake => mistake.Text)];
}
