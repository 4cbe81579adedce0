using System.Collections.Concurrent;
using System.Text.RegularExpressions;

namespace AwsCatalog.Validations;

/// <summary>
/// Patterns of schemas, which are written for Java and JavaScript; those that .NET reads otherwise, or not at all, match anything.
/// </summary>
static class SchemaPattern
{
    static readonly TimeSpan Longest = TimeSpan.FromMilliseconds(100);
    static readonly ConcurrentDictionary<string, Regex?> _expressions = new(StringComparer.Ordinal);

    public static bool IsMatch(string pattern, string text)
    {
        try
        {
            return _expressions.GetOrAdd(pattern, Read)?.IsMatch(text) ?? true;
        }
        catch (RegexMatchTimeoutException)
        {
            return true;
        }
    }

    static Regex? Read(string pattern)
    {
        if (NestsClasses(pattern))
            return null;
        try
        {
            return new Regex(pattern, RegexOptions.CultureInvariant, Longest);
        }
        catch (ArgumentException)
        {
            return null;
        }
    }

    /// <summary>Java has unions and intersections of character classes, .NET has subtractions, JavaScript has none of them.</summary>
    static bool NestsClasses(string pattern)
    {
        var inside = false;
        for (var index = 0; index < pattern.Length; index++)
        {
            switch (pattern[index])
            {
                case '\\':
                    index++;
                    break;
                case '[' when inside:
                case '&' when inside && index + 1 < pattern.Length && pattern[index + 1] == '&':
                    return true;
                case '[':
                    inside = true;
                    break;
                case ']':
                    inside = false;
                    break;
                default:
                    break;
            }
        }
        return false;
    }
}
