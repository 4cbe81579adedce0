using Iam;

namespace LocalAws.Documents;

/// <summary>A policy is refused. The service that was to take it says so in its own words.</summary>
/// <param name="fault">Why.</param>
/// <param name="subject">The name or value that is wrong.</param>
/// <param name="mistake">The mistake of a malformed document.</param>
public sealed class DocumentException(DocumentFault fault, string subject = "", PolicyMistake? mistake = null)
    : Exception(mistake?.Text ?? $"{fault} {subject}")
{
    /// <summary>Why.</summary>
    public DocumentFault Fault => fault;

    /// <summary>The name or value that is wrong.</summary>
    public string Subject => subject;

    /// <summary>The mistake of a malformed document.</summary>
    public PolicyMistake? Mistake => mistake;

    /// <summary>Whether a principal is wrong: not written as one, or of nobody that there is.</summary>
    public bool IsAboutPrincipals =>
        Fault == DocumentFault.UnknownPrincipal || Mistake is { Kind: PolicyMistakeKind.Principal };
}
