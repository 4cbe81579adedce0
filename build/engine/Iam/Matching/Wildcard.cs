namespace Iam.Matching;

/// <summary>
/// The tokens of a compiled pattern. Noncharacters stand for wildcards, so that a substituted policy variable, which may
/// hold an asterisk, stays literal text.
/// </summary>
static class Wildcard
{
    public const char Any = '\uFFFF';
    public const char AnyWithinSegment = '\uFFFE';
    public const char One = '\uFDD0';
    public const char OneWithinSegment = '\uFDD1';

    public static bool IsToken(char c) => c is Any or AnyWithinSegment or One or OneWithinSegment;

    /// <summary>Text from a request, made safe to stand in a pattern.</summary>
    public static string Literal(string text)
    {
        foreach (var c in text)
            if (IsToken(c))
                return string.Create(text.Length, text, (span, s) => Replace(span, s));
        return text;
    }

    static void Replace(Span<char> target, string source)
    {
        for (var i = 0; i < source.Length; i++)
            target[i] = IsToken(source[i]) ? '\uFFFD' : source[i];
    }
}
