namespace Fingerprints.Patterns;

/// <summary>
/// Git's wildcards over UTF-8 bytes: `?` and `*` stop at a slash, `**` between slashes does not, and sets know POSIX classes
/// (gitignore(5); the odd cases are those of git's wildmatch.c).
/// </summary>
internal static class Wildmatch
{
    private enum Outcome
    {
        Match,
        NoMatch,
        AbortAll,
        AbortToDoubleStar,
    }

    public static bool IsMatch(ReadOnlySpan<byte> pattern, ReadOnlySpan<byte> text, bool ignoreCase = false) =>
        Match(pattern, 0, text, 0, ignoreCase) == Outcome.Match;

    private static Outcome Match(ReadOnlySpan<byte> pattern, int p, ReadOnlySpan<byte> text, int t, bool ignoreCase)
    {
        for (; p < pattern.Length; p++, t++)
        {
            var wanted = pattern[p];
            if (t >= text.Length && wanted != '*')
                return Outcome.AbortAll;

            switch (wanted)
            {
                case (byte)'?':
                    if (text[t] == '/')
                        return Outcome.NoMatch;
                    break;
                case (byte)'*':
                    var star = Star(pattern, ref p, text, ref t, ignoreCase);
                    if (star is { } outcome)
                        return outcome;
                    break;
                case (byte)'[':
                    var inSet = CharacterSet.Contains(pattern, ref p, Fold(text[t], ignoreCase), ignoreCase);
                    if (inSet is null)
                        return Outcome.AbortAll;
                    if (inSet is false || text[t] == '/')
                        return Outcome.NoMatch;
                    break;
                default:
                    if (wanted == '\\')
                    {
                        if (++p == pattern.Length)
                            return Outcome.NoMatch;
                        wanted = pattern[p];
                    }
                    if (Fold(text[t], ignoreCase) != Fold(wanted, ignoreCase))
                        return Outcome.NoMatch;
                    break;
            }
        }
        return t < text.Length ? Outcome.NoMatch : Outcome.Match;
    }

    /// <summary>Null where the match goes on behind the slash that both positions stand on.</summary>
    private static Outcome? Star(
        ReadOnlySpan<byte> pattern,
        ref int p,
        ReadOnlySpan<byte> text,
        ref int t,
        bool ignoreCase
    )
    {
        var before = p - 1;
        var crossesSlashes = false;
        if (At(pattern, ++p) == '*')
        {
            while (At(pattern, ++p) == '*') { }
            if ((before < 0 || pattern[before] == '/') && EndsSegment(pattern, p))
            {
                if (At(pattern, p) == '/' && Match(pattern, p + 1, text, t, ignoreCase) == Outcome.Match)
                    return Outcome.Match;
                crossesSlashes = true;
            }
        }

        var rest = t < text.Length ? text[t..] : [];
        if (p == pattern.Length)
            return crossesSlashes || !rest.Contains((byte)'/') ? Outcome.Match : Outcome.AbortToDoubleStar;
        if (!crossesSlashes && pattern[p] == '/')
        {
            var slash = rest.IndexOf((byte)'/');
            if (slash < 0)
                return Outcome.AbortAll;
            t += slash;
            return null;
        }

        for (; t < text.Length; t++)
        {
            var outcome = Match(pattern, p, text, t, ignoreCase);
            if (outcome != Outcome.NoMatch)
            {
                if (!crossesSlashes || outcome != Outcome.AbortToDoubleStar)
                    return outcome;
            }
            else if (!crossesSlashes && text[t] == '/')
            {
                return Outcome.AbortToDoubleStar;
            }
        }
        return Outcome.AbortAll;
    }

    private static bool EndsSegment(ReadOnlySpan<byte> pattern, int p) =>
        p == pattern.Length || pattern[p] == '/' || (pattern[p] == '\\' && At(pattern, p + 1) == '/');

    private static int At(ReadOnlySpan<byte> pattern, int p) => p < pattern.Length ? pattern[p] : -1;

    internal static byte Fold(byte value, bool ignoreCase) =>
        ignoreCase && value is >= (byte)'A' and <= (byte)'Z' ? (byte)(value | 0x20) : value;
}
