using System.Text;

namespace Fingerprints.Patterns;

/// <summary>The `[...]` of a pattern: ranges, negation with `!` or `^`, escapes, POSIX classes.</summary>
internal static class CharacterSet
{
    /// <summary>Leaves <paramref name="p"/> on the closing bracket; null where the set is not closed or its class is unknown.</summary>
    public static bool? Contains(ReadOnlySpan<byte> pattern, ref int p, byte value, bool ignoreCase)
    {
        var current = Next(pattern, ref p);
        var negated = current is '!' or '^';
        if (negated)
            current = Next(pattern, ref p);

        var found = false;
        var previous = 0;
        do
        {
            if (current < 0)
                return null;
            if (current == '\\')
            {
                current = Next(pattern, ref p);
                if (current < 0)
                    return null;
                found |= value == current;
            }
            else if (current == '-' && previous != 0 && p + 1 < pattern.Length && pattern[p + 1] != ']')
            {
                current = Next(pattern, ref p);
                if (current == '\\')
                    current = Next(pattern, ref p);
                if (current < 0)
                    return null;
                found |= InRange(value, previous, current, ignoreCase);
                current = 0;
            }
            else if (current == '[' && p + 1 < pattern.Length && pattern[p + 1] == ':')
            {
                var close = pattern[(p + 2)..].IndexOf((byte)']');
                if (close < 0)
                    return null;
                if (close == 0 || pattern[p + 1 + close] != ':')
                {
                    found |= value == '[';
                }
                else
                {
                    if (InClass(pattern.Slice(p + 2, close - 1), value, ignoreCase) is not { } inClass)
                        return null;
                    found |= inClass;
                    p += 2 + close;
                    current = 0;
                }
            }
            else
            {
                found |= value == current;
            }
            previous = current;
            current = Next(pattern, ref p);
        } while (current != ']');
        return found != negated;
    }

    private static int Next(ReadOnlySpan<byte> pattern, ref int p) => ++p < pattern.Length ? pattern[p] : -1;

    private static bool InRange(byte value, int low, int high, bool ignoreCase) =>
        (value >= low && value <= high)
        || (ignoreCase && value is >= (byte)'a' and <= (byte)'z' && value - 32 >= low && value - 32 <= high);

    private static bool? InClass(ReadOnlySpan<byte> name, byte value, bool ignoreCase)
    {
        var c = (char)value;
        return !char.IsAscii(c) && IsKnown(name)
            ? false
            : Encoding.ASCII.GetString(name) switch
            {
                "alnum" => char.IsAsciiLetterOrDigit(c),
                "alpha" => char.IsAsciiLetter(c),
                "blank" => c is ' ' or '\t',
                "cntrl" => char.IsControl(c),
                "digit" => char.IsAsciiDigit(c),
                "graph" => c is > ' ' and <= '~',
                "lower" => char.IsAsciiLetterLower(c),
                "print" => c is >= ' ' and <= '~',
                "punct" => c is > ' ' and <= '~' && !char.IsAsciiLetterOrDigit(c),
                "space" => c is ' ' or (>= '\t' and <= '\r'),
                "upper" => char.IsAsciiLetterUpper(c) || (ignoreCase && char.IsAsciiLetterLower(c)),
                "xdigit" => char.IsAsciiHexDigit(c),
                _ => null,
            };
    }

    private static bool IsKnown(ReadOnlySpan<byte> name) => InClass(name, (byte)'a', ignoreCase: false) is not null;
}
