using System.Net;
using System.Text;
using Deployment.Texts;

namespace Deployment.Diffing.Comments;

/// <summary>
/// Foreign text as code, in one line: nothing in it is markup, HTML, a link, a mention or a reference. Code is where GitHub
/// looks for none of these; a backslash before @ does not keep it from a mention.
/// </summary>
/// <remarks>GitHub Flavored Markdown Spec, 6.3 "Code spans"; GitHub Docs, "Basic writing and formatting syntax".</remarks>
static class CodeText
{
    /// <summary>The most that is shown of a text, in bytes of UTF-8.</summary>
    public const int Longest = 600;

    /// <summary>Within a line of Markdown: behind more backticks than it has in a row itself.</summary>
    public static string Of(string? text)
    {
        var line = Shortened(ForeignText.ToLine(text));
        if (line.Length == 0)
            return "(empty)";
        var fence = new string('`', LongestRun(line) + 1);
        // One blank on each side is no part of the code.
        var padding = line[0] is '`' or ' ' || line[^1] is '`' or ' ' ? " " : "";
        return $"{fence}{padding}{line}{padding}{fence}";
    }

    /// <summary>Within a block of HTML, where Markdown is not read.</summary>
    public static string InHtml(string? text) =>
        $"<code>{WebUtility.HtmlEncode(Shortened(ForeignText.ToLine(text)))}</code>";

    static string Shortened(string line)
    {
        if (Encoding.UTF8.GetByteCount(line) <= Longest)
            return line;
        var kept = new StringBuilder();
        var bytes = 0;
        foreach (var rune in line.EnumerateRunes())
        {
            if ((bytes += rune.Utf8SequenceLength) > Longest)
                break;
            kept.Append(rune.ToString());
        }
        return $"{kept}…";
    }

    static int LongestRun(string line)
    {
        var (longest, current) = (0, 0);
        foreach (var letter in line)
            longest = Math.Max(longest, current = letter == '`' ? current + 1 : 0);
        return longest;
    }
}
