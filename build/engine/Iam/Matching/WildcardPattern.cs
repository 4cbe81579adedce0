namespace Iam.Matching;

/// <summary>A pattern with its wildcards compiled, matched without allocation.</summary>
public sealed class WildcardPattern
{
    readonly string _tokens;
    readonly bool _ignoreCase;
    readonly Form _form;

    WildcardPattern(string tokens, bool ignoreCase)
    {
        _tokens = tokens;
        _ignoreCase = ignoreCase;
        _form = FormOf(tokens);
    }

    enum Form
    {
        Everything,
        Literal,
        Prefix,
        Simple,
        SegmentAware,
    }

    /// <summary>A pattern in which <c>*</c> and <c>?</c> cross any character.</summary>
    public static WildcardPattern Parse(string pattern, bool ignoreCase = false) =>
        new(pattern.Replace('*', Wildcard.Any).Replace('?', Wildcard.One), ignoreCase);

    /// <summary>A pattern from tokens, as <see cref="PolicyText"/> and <see cref="ArnPattern"/> make them.</summary>
    public static WildcardPattern OfTokens(string tokens, bool ignoreCase = false) => new(tokens, ignoreCase);

    public bool IsMatch(ReadOnlySpan<char> text) =>
        _form switch
        {
            Form.Everything => true,
            Form.Literal => text.Equals(_tokens, Comparison),
            Form.Prefix => text.StartsWith(_tokens.AsSpan(0, _tokens.Length - 1), Comparison),
            Form.Simple => MatchGreedily(text),
            _ => MatchBySimulation(text),
        };

    StringComparison Comparison => _ignoreCase ? StringComparison.OrdinalIgnoreCase : StringComparison.Ordinal;

    static Form FormOf(string tokens)
    {
        if (tokens.Length == 1 && tokens[0] == Wildcard.Any)
            return Form.Everything;
        var first = tokens
            .AsSpan()
            .IndexOfAny([Wildcard.Any, Wildcard.AnyWithinSegment, Wildcard.One, Wildcard.OneWithinSegment]);
        if (first < 0)
            return Form.Literal;
        if (first == tokens.Length - 1 && tokens[first] == Wildcard.Any)
            return Form.Prefix;
        return tokens.Contains(Wildcard.AnyWithinSegment, StringComparison.Ordinal) ? Form.SegmentAware : Form.Simple;
    }

    /// <summary>Two pointers with one point of return, the last asterisk: linear in practice, quadratic at worst.</summary>
    bool MatchGreedily(ReadOnlySpan<char> text)
    {
        int p = 0,
            t = 0,
            star = -1,
            resume = 0;
        while (t < text.Length)
        {
            if (p < _tokens.Length && _tokens[p] == Wildcard.Any)
            {
                star = p++;
                resume = t;
            }
            else if (p < _tokens.Length && IsOne(_tokens[p], text[t]))
            {
                p++;
                t++;
            }
            else if (star >= 0)
            {
                p = star + 1;
                t = ++resume;
            }
            else
            {
                return false;
            }
        }
        while (p < _tokens.Length && _tokens[p] == Wildcard.Any)
            p++;
        return p == _tokens.Length;
    }

    /// <summary>
    /// Asterisks of two reaches need more than one point of return: all positions in the pattern that the text so far
    /// can have led to are kept at once, so the cost stays pattern times text.
    /// </summary>
    bool MatchBySimulation(ReadOnlySpan<char> text)
    {
        var size = _tokens.Length + 1;
        Span<bool> current = size <= 512 ? stackalloc bool[size] : new bool[size];
        Span<bool> next = size <= 512 ? stackalloc bool[size] : new bool[size];
        current.Clear();
        current[0] = true;
        SkipAsterisks(current);
        foreach (var c in text)
        {
            next.Clear();
            for (var p = 0; p < _tokens.Length; p++)
            {
                if (!current[p])
                    continue;
                var token = _tokens[p];
                if (token == Wildcard.Any || (token == Wildcard.AnyWithinSegment && c != ':'))
                    next[p] = true;
                else if (token != Wildcard.AnyWithinSegment && IsOne(token, c))
                    next[p + 1] = true;
            }
            SkipAsterisks(next);
            var swap = current;
            current = next;
            next = swap;
        }
        return current[_tokens.Length];
    }

    void SkipAsterisks(Span<bool> positions)
    {
        for (var p = 0; p < _tokens.Length; p++)
            if (positions[p] && _tokens[p] is Wildcard.Any or Wildcard.AnyWithinSegment)
                positions[p + 1] |= positions[p];
    }

    bool IsOne(char token, char c) =>
        token switch
        {
            Wildcard.One => true,
            Wildcard.OneWithinSegment => c != ':',
            _ when token == c => true,
            _ => _ignoreCase && char.ToUpperInvariant(token) == char.ToUpperInvariant(c),
        };
}
