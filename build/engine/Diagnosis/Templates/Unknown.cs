namespace Diagnosis.Templates;

/// <summary>The mark, in a text, for a part that is known only once the stack is deployed.</summary>
static class Unknown
{
    /// <summary>In brackets that no name, ARN or policy can have, and readable in messages.</summary>
    public const string Mark = "⟨unknown⟩";

    public static bool IsKnown(string text) => !text.Contains(Mark, StringComparison.Ordinal);
}
