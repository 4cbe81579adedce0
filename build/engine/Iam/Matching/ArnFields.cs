using Iam.Evaluations;

namespace Iam.Matching;

/// <summary>A value of ArnLike or ArnEquals: each of the six fields matches on its own; what is no ARN never matches.</summary>
sealed class ArnFields
{
    const int Count = 6;

    readonly PolicyText _text;
    readonly WildcardPattern[]? _constant;

    public ArnFields(PolicyText text)
    {
        _text = text;
        if (text.ConstantTokens is { } tokens)
            _constant = Compile(tokens);
    }

    public bool IsMatch(string arn, EvaluationContext context)
    {
        var fields = _constant ?? (_text.Expand(context) is { } tokens ? Compile(tokens) : null);
        if (fields is null || !arn.StartsWith("arn:", StringComparison.Ordinal))
            return false;
        return fields.Length == 1 ? fields[0].IsMatch(arn) : fields.Length == Count && IsMatch(fields, arn);
    }

    static bool IsMatch(WildcardPattern[] fields, ReadOnlySpan<char> arn)
    {
        for (var field = 0; field < Count - 1; field++)
        {
            var colon = arn.IndexOf(':');
            if (colon < 0 || !fields[field].IsMatch(arn[..colon]))
                return false;
            arn = arn[(colon + 1)..];
        }
        return fields[^1].IsMatch(arn);
    }

    static WildcardPattern[] Compile(string tokens) =>
        [.. tokens.Split(':', Count).Select(field => WildcardPattern.OfTokens(field))];
}
