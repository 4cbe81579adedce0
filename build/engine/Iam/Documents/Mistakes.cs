namespace Iam.Documents;

/// <summary>The mistakes of a document, as its parts find them.</summary>
sealed class Mistakes
{
    const string SyntaxError = "Syntax errors in policy.";
    const string LegacyParsing = "The policy failed legacy parsing";

    readonly List<PolicyMistake> _found = [];

    /// <summary>Each text once, in the order in which IAM looks for them.</summary>
    public IReadOnlyList<PolicyMistake> InOrder
    {
        get
        {
            var wrongResource = _found.Any(mistake => mistake.Kind == PolicyMistakeKind.Resource);
            return
            [
                .. _found
                    .Where(mistake => !wrongResource || mistake.Kind != PolicyMistakeKind.IncompleteResource)
                    .OrderBy(mistake => mistake.Rank)
                    .DistinctBy(mistake => mistake.Text),
            ];
        }
    }

    public void Add(PolicyMistakeKind kind, string text, string subject = "") => _found.Add(new(kind, text, subject));

    public void Syntax(string why, PolicyMistakeKind kind = PolicyMistakeKind.Syntax, string subject = "") =>
        Add(kind, $"{SyntaxError} {why}", subject);

    public void Legacy(PolicyMistakeKind kind, string subject) => Add(kind, LegacyParsing, subject);

    /// <summary>IAM says of these nothing but that there are some.</summary>
    public static PolicyMistake NoObject { get; } = new(PolicyMistakeKind.Syntax, SyntaxError);
}
