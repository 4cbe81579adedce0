namespace Iam.Matching;

/// <summary>The <c>${...}</c> syntax of policies of version 2012-10-17.</summary>
static class PolicyVariables
{
    /// <summary>Splits a policy's text into plain text, with wildcards as tokens, and variables.</summary>
    public static IReadOnlyList<PolicyText.Part> Split(string text, bool variables, bool wildcards)
    {
        var parts = new List<PolicyText.Part>();
        var start = 0;
        while (variables && text.IndexOf("${", start, StringComparison.Ordinal) is var open and >= 0)
        {
            var close = text.IndexOf('}', open);
            if (close < 0)
                break;
            if (open > start)
                parts.Add(Plain(text[start..open], wildcards));
            parts.Add(Variable(text[(open + 2)..close]));
            start = close + 1;
        }
        if (start < text.Length || parts.Count == 0)
            parts.Add(Plain(text[start..], wildcards));
        return parts;
    }

    static PolicyText.Part Plain(string text, bool wildcards)
    {
        var safe = Wildcard.Literal(text);
        return new(wildcards ? safe.Replace('*', Wildcard.Any).Replace('?', Wildcard.One) : safe);
    }

    static PolicyText.Part Variable(string body)
    {
        if (body is "*" or "?" or "$")
            return new(body);
        var comma = body.IndexOf(',', StringComparison.Ordinal);
        if (comma < 0)
            return new("", body.Trim());
        var fallback = body[(comma + 1)..].Trim();
        var quoted = fallback.Length >= 2 && fallback[0] == '\'' && fallback[^1] == '\'';
        return new("", body[..comma].Trim(), quoted ? fallback[1..^1] : fallback);
    }
}
