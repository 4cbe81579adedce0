using System.Text;
using Iam.Evaluations;

namespace Iam.Matching;

/// <summary>A string of a policy, with its policy variables found once and filled in per request.</summary>
sealed class PolicyText
{
    readonly IReadOnlyList<Part> _parts;
    readonly Func<string, string> _compile;
    readonly bool _ignoreCase;
    readonly WildcardPattern? _constant;

    PolicyText(string source, IReadOnlyList<Part> parts, Func<string, string> compile, bool ignoreCase)
    {
        Source = source;
        _parts = parts;
        _compile = compile;
        _ignoreCase = ignoreCase;
        if (parts.Any(p => p.Variable is not null))
            return;
        ConstantTokens = compile(string.Concat(parts.Select(p => p.Text)));
        _constant = WildcardPattern.OfTokens(ConstantTokens, ignoreCase);
    }

    /// <summary>The text as the policy has it.</summary>
    public string Source { get; }

    /// <summary>The tokens of a text without variables, null of one that has some.</summary>
    public string? ConstantTokens { get; }

    /// <summary>The condition keys whose values the text takes.</summary>
    public IEnumerable<string> Variables => _parts.Select(p => p.Variable).OfType<string>();

    /// <summary>
    /// A resource pattern: wildcards keep to their reach in an ARN, and variables are taken after its fifth colon only.
    /// </summary>
    public static PolicyText Resource(string text, bool variables)
    {
        var head = ArnPattern.StartOfResourcePart(text);
        PolicyText.Part[] parts =
        [
            .. PolicyVariables.Split(text[..head], variables: false, wildcards: true),
            .. PolicyVariables.Split(text[head..], variables, wildcards: true),
        ];
        return new(text, parts, ArnPattern.RestrictToSegments, false);
    }

    /// <summary>A condition value with wildcards, as StringLike takes it.</summary>
    public static PolicyText Like(string text, bool variables) =>
        new(text, PolicyVariables.Split(text, variables, wildcards: true), static tokens => tokens, false);

    /// <summary>A condition value without wildcards, as StringEquals takes it.</summary>
    public static PolicyText Exact(string text, bool variables, bool ignoreCase) =>
        new(text, PolicyVariables.Split(text, variables, wildcards: false), static tokens => tokens, ignoreCase);

    /// <summary>Whether the text matches; a variable that has no value in the request matches nothing.</summary>
    public bool IsMatch(string text, EvaluationContext context) =>
        (_constant ?? Resolve(context))?.IsMatch(text) ?? false;

    /// <summary>The tokens with the request's values filled in, null when a variable has none.</summary>
    public string? Expand(EvaluationContext context)
    {
        var expanded = new StringBuilder();
        foreach (var part in _parts)
        {
            if (part.Variable is not { } variable)
                expanded.Append(part.Text);
            else if (context.FindSingle(variable) is { } value)
                expanded.Append(Wildcard.Literal(value));
            else if (part.Default is { } fallback)
                expanded.Append(Wildcard.Literal(fallback));
            else
                return Unresolved(context);
        }
        return expanded.ToString();
    }

    static string? Unresolved(EvaluationContext context)
    {
        context.MetUnresolvedVariable = true;
        return null;
    }

    WildcardPattern? Resolve(EvaluationContext context) =>
        Expand(context) is { } tokens ? WildcardPattern.OfTokens(_compile(tokens), _ignoreCase) : null;

    /// <summary>A piece of text, or a variable with its default.</summary>
    internal readonly record struct Part(string Text, string? Variable = null, string? Default = null);
}
