using System.Text;
using System.Text.RegularExpressions;

namespace Deployment.Assemblies;

/// <summary>A shell pattern over construct paths: <c>*</c> and <c>?</c> stay within a segment, <c>**</c> crosses segments, <c>[ab]</c> and <c>{a,b}</c> choose.</summary>
public sealed class GlobPattern
{
    readonly Regex regex;

    public GlobPattern(string pattern)
    {
        Text = pattern;
        regex = new Regex(
            Translate(pattern),
            RegexOptions.CultureInvariant | RegexOptions.NonBacktracking | RegexOptions.Singleline
        );
    }

    public string Text { get; }

    public bool IsMatch(string path) => regex.IsMatch(path);

    static string Translate(string pattern)
    {
        var result = new StringBuilder(@"\A");
        var choices = 0;
        for (var i = 0; i < pattern.Length; i++)
            switch (pattern[i])
            {
                case '*' when i + 1 < pattern.Length && pattern[i + 1] == '*':
                    i++;
                    if (i + 1 < pattern.Length && pattern[i + 1] == '/')
                    {
                        i++;
                        result.Append("(?:.*/)?");
                    }
                    else
                        result.Append(".*");
                    break;
                case '*':
                    result.Append("[^/]*");
                    break;
                case '?':
                    result.Append("[^/]");
                    break;
                case '[' when i + 2 < pattern.Length && pattern.IndexOf(']', i + 2) is var end and > 0:
                    result.Append(CharacterClass(pattern[(i + 1)..end]));
                    i = end;
                    break;
                case '{' when pattern.IndexOf('}', i) > i:
                    choices++;
                    result.Append("(?:");
                    break;
                case ',' when choices > 0:
                    result.Append('|');
                    break;
                case '}' when choices > 0:
                    choices--;
                    result.Append(')');
                    break;
                default:
                    result.Append(Regex.Escape(pattern[i].ToString()));
                    break;
            }
        return result.Insert(result.Length, new string(')', choices)).Append(@"\z").ToString();
    }

    static string CharacterClass(string content)
    {
        var negated = content[0] is '!' or '^' && content.Length > 1;
        var members = (negated ? content[1..] : content)
            .Replace(@"\", @"\\", StringComparison.Ordinal)
            .Replace("[", @"\[", StringComparison.Ordinal)
            .Replace("^", @"\^", StringComparison.Ordinal);
        return IsRange(members) ? $"[{(negated ? "^/" : "")}{members}]" : Regex.Escape($"[{content}]");
    }

    /// <summary>Only ranges that ascend; others would be no expression at all.</summary>
    static bool IsRange(string members)
    {
        for (var i = 1; i < members.Length - 1; i++)
            if (members[i] == '-' && members[i - 1] > members[i + 1])
                return false;
        return true;
    }
}
