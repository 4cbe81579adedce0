using System.Text;

namespace LocalAws.CloudFormation.Wire;

/// <summary>
/// Text as CloudFormation reads it back to callers: a question mark for each character that is not ASCII
/// (coverage roadmap, issues 814 and 1220). What it makes of the text is not touched by that.
/// </summary>
static class AsciiText
{
    public static string? Of(string? text)
    {
        if (text is null || Ascii.IsValid(text))
            return text;
        var result = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes())
            result.Append(rune.IsAscii ? (char)rune.Value : '?');
        return result.ToString();
    }
}
