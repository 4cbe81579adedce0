using System.Text;

namespace LocalAws.CloudFormation.Parameters;

/// <summary>
/// Regular expressions as CloudFormation reads them, which are Java's: its POSIX character classes, \p{Print} and the others, are
/// written out (Java SE API, class java.util.regex.Pattern).
/// </summary>
static class JavaPatterns
{
    static readonly Dictionary<string, string> classes = new(StringComparer.Ordinal)
    {
        ["Lower"] = "a-z",
        ["Upper"] = "A-Z",
        ["ASCII"] = @"\x00-\x7F",
        ["Alpha"] = "a-zA-Z",
        ["Digit"] = "0-9",
        ["Alnum"] = "a-zA-Z0-9",
        ["Punct"] = @"!-/:-@\[-`{-~",
        ["Graph"] = "!-~",
        ["Print"] = @"\x20-~",
        ["Blank"] = @"\x20\t",
        ["Cntrl"] = @"\x00-\x1F\x7F",
        ["XDigit"] = "0-9a-fA-F",
        ["Space"] = @"\x20\t\n\x0B\f\r",
    };

    public static string Translated(string pattern)
    {
        if (!pattern.Contains(@"\p{", StringComparison.OrdinalIgnoreCase))
            return pattern;
        var text = new StringBuilder();
        var isInside = false;
        for (var index = 0; index < pattern.Length; index++)
        {
            if (pattern[index] != '\\')
            {
                isInside = pattern[index] == '[' || (isInside && pattern[index] != ']');
                text.Append(pattern[index]);
                continue;
            }
            var end = pattern.IndexOf('}', index);
            if (
                end > index + 3
                && pattern[index + 2] == '{'
                && classes.TryGetValue(pattern[(index + 3)..end], out var members)
                && (pattern[index + 1] == 'p' || (pattern[index + 1] == 'P' && !isInside))
            )
            {
                text.Append(
                    isInside ? members
                    : pattern[index + 1] == 'p' ? $"[{members}]"
                    : $"[^{members}]"
                );
                index = end;
                continue;
            }
            text.Append(pattern[index]);
            if (++index < pattern.Length)
                text.Append(pattern[index]);
        }
        return text.ToString();
    }
}
