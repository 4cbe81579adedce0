namespace LocalAws.Logs;

/// <summary>
/// Which messages FilterLogEvents gives: all of the terms, none of those behind a minus, any of those behind a question
/// mark. Quotes hold a term together.
/// </summary>
sealed class FilterPattern
{
    readonly List<string> _all = [];
    readonly List<string> _any = [];
    readonly List<string> _none = [];

    /// <summary>Parses a pattern of terms; patterns over JSON, columns or regular expressions are refused.</summary>
    public static FilterPattern Parse(string text)
    {
        var pattern = new FilterPattern();
        var rest = text.AsSpan().Trim();
        if (rest.Length > 0 && rest[0] is '{' or '[' or '%')
            throw LogAccess.Invalid("Invalid filter pattern: the local AWS knows patterns of terms only.");
        while (rest.Length > 0)
        {
            var into = rest[0] switch
            {
                '-' => pattern._none,
                '?' => pattern._any,
                _ => pattern._all,
            };
            if (into != pattern._all)
                rest = rest[1..];
            into.Add(Term(ref rest));
            rest = rest.TrimStart();
        }
        return pattern;
    }

    public bool Matches(string message) =>
        _all.TrueForAll(term => message.Contains(term, StringComparison.Ordinal))
        && !_none.Exists(term => message.Contains(term, StringComparison.Ordinal))
        && (_any.Count == 0 || _any.Exists(term => message.Contains(term, StringComparison.Ordinal)));

    static string Term(ref ReadOnlySpan<char> rest)
    {
        var quoted = rest.Length > 0 && rest[0] == '"';
        if (quoted)
            rest = rest[1..];
        var end = rest.IndexOf(quoted ? '"' : ' ');
        if (quoted && end < 0)
            throw LogAccess.Invalid("Invalid filter pattern: a quote is not closed.");
        var term = (end < 0 ? rest : rest[..end]).ToString();
        rest = end < 0 ? [] : rest[(end + 1)..];
        return term;
    }
}
