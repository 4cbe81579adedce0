using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace Deployment.Texts;

/// <summary>
/// Cleans text that others wrote (names, AWS's reasons, the output of tools) for the place that it goes to. What a reader
/// cannot see is shown: control characters as U+FFFD, characters of direction and of no width as \uXXXX. Nothing is executed:
/// escape sequences of terminals go, commands of build servers lose their beginning.
/// </summary>
public static partial class ForeignText
{
    const char Replacement = '\uFFFD';

    /// <summary>For XML and HTML, whose own syntax their writers escape: several lines of characters that XML 1.0 has.</summary>
    public static string ToXml(string? text)
    {
        if (string.IsNullOrEmpty(text) || IsPlain(text))
            return text ?? "";
        var clean = new StringBuilder(text.Length);
        foreach (var rune in LineEnds().Replace(TerminalSequences().Replace(text, ""), "\n").EnumerateRunes())
            Append(clean, rune);
        return clean.ToString();
    }

    /// <summary>For a terminal or a log: several lines, none of which a build server takes for a command.</summary>
    /// <remarks>
    /// GitHub takes lines that begin with "::", and "##[" anywhere (actions/runner, ActionCommand.cs); Azure Pipelines "##vso["
    /// anywhere (azure-pipelines-agent, Command.cs); TeamCity "##teamcity[".
    /// </remarks>
    public static string ToLog(string? text)
    {
        var clean = ToXml(text);
        return clean.Contains("::", StringComparison.Ordinal) || clean.Contains("##", StringComparison.Ordinal)
            ? MarkedCommands().Replace(LineCommands().Replace(clean, "$1: "), "# #")
            : clean;
    }

    /// <summary>For a cell of a table, or a line of its own: the same in one line.</summary>
    public static string ToLine(string? text) => ToLog(Blanks().Replace(ToXml(text), " ").Trim());

    /// <summary>For a place within a line of Markdown, a table's cell too: nothing is markup, a link or HTML.</summary>
    public static string ToMarkdown(string? text) => Markup().Replace(ToLine(text), @"\$0");

    /// <summary>For a JSON text: its strings say the same, with everything escaped that <see cref="ToLog"/> would change.</summary>
    public static string ToJson(string json)
    {
        ArgumentNullException.ThrowIfNull(json);
        if (IsPlain(json) && !json.Contains("##", StringComparison.Ordinal))
            return json;
        var clean = new StringBuilder(json.Length);
        foreach (var rune in MarkedCommands().Replace(json, @"#\u0023").EnumerateRunes())
        {
            if (Rune.GetUnicodeCategory(rune) is UnicodeCategory.Control && rune.Value is not ('\n' or '\r' or '\t'))
                AppendEscaped(clean, rune);
            else if (rune.Value is 0x2028 or 0x2029)
                AppendEscaped(clean, rune);
            else
                Append(clean, rune);
        }
        return clean.ToString();
    }

    static void Append(StringBuilder clean, Rune rune)
    {
        var category = Rune.GetUnicodeCategory(rune);
        if (rune.Value is '\n' or '\t' or '\r')
            clean.Append((char)rune.Value);
        else if (category is UnicodeCategory.Control || (rune.Value & 0xFFFE) == 0xFFFE)
            clean.Append(Replacement);
        else if (category is UnicodeCategory.Format)
            AppendEscaped(clean, rune);
        else
            clean.Append(rune.ToString());
    }

    /// <summary>As JSON and C# write it, which JSON therefore reads as what it was.</summary>
    static void AppendEscaped(StringBuilder clean, Rune rune)
    {
        foreach (var unit in rune.ToString())
            clean.Append(CultureInfo.InvariantCulture, $"\\u{(int)unit:X4}");
    }

    static bool IsPlain(string text) =>
        !text.AsSpan().ContainsAnyExceptInRange(' ', '~')
        || !text.Any(c => c is not ('\n' or '\t') and (< ' ' or > '~'));

    /// <summary>ECMA-48: control sequences, strings with their end (titles, links), and the other escapes.</summary>
    [GeneratedRegex(
        @"(?:\x1B\[|\x9B)[0-?]*[ -/]*[@-~]|(?:\x1B[\]PX^_]|[\x90\x98\x9D-\x9F])[^\x07\x1B\x9C\n]*(?:\x07|\x1B\\|\x9C)|\x1B[ -/]*[0-OQ-WYZ\\`-~]"
    )]
    private static partial Regex TerminalSequences();

    [GeneratedRegex(@"\r\n|[\r\v\f\x85\u2028\u2029]")]
    private static partial Regex LineEnds();

    [GeneratedRegex(@"\s+")]
    private static partial Regex Blanks();

    [GeneratedRegex(@"^([^\S\n]*):(?=:)", RegexOptions.Multiline)]
    private static partial Regex LineCommands();

    [GeneratedRegex(@"##(?=\w*\[)")]
    private static partial Regex MarkedCommands();

    [GeneratedRegex(
        @"[\\`*_{}\[\]()#!|~<>&$@]|(?<=\b(?:https?|ftp|mailto|xmpp)):|(?<=\bwww)\.",
        RegexOptions.IgnoreCase
    )]
    private static partial Regex Markup();
}
