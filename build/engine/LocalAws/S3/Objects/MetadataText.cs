using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace LocalAws.S3.Objects;

/// <summary>
/// Values of user metadata in headers: encoded words of RFC 2047 are read as what they stand for, and what is not printable ASCII
/// is written as one.
/// </summary>
/// <remarks>
/// https://docs.aws.amazon.com/AmazonS3/latest/userguide/UsingMetadata.html, "User-defined object metadata". As recorded on AWS, text
/// that is mostly ASCII is written in "Q" encoding, other text in "B".
/// </remarks>
static partial class MetadataText
{
    public static string Read(string header)
    {
        if (!header.Contains("=?", StringComparison.Ordinal))
            return header;
        return Word().Replace(Between().Replace(header, "$1"), match => Decoded(match) ?? match.Value);
    }

    public static string Write(string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        if (Array.TrueForAll(bytes, IsPrintable))
            return text;
        var plain = text.Count(letter => letter < 0x80 && IsPrintable((byte)letter));
        return plain > text.Length - plain
            ? $"=?UTF-8?Q?{string.Concat(bytes.Select(Quoted))}?="
            : $"=?UTF-8?B?{Convert.ToBase64String(bytes)}?=";
    }

    static bool IsPrintable(byte value) => value is >= 0x20 and < 0x7f or (byte)'\t';

    static string Quoted(byte value) =>
        value == ' ' ? "_"
        : value is > 0x20 and < 0x7f && !"=_?".Contains((char)value, StringComparison.Ordinal) ? $"{(char)value}"
        : $"={value.ToString("X2", CultureInfo.InvariantCulture)}";

    /// <summary>Null where it is no encoded word after all.</summary>
    static string? Decoded(Match word)
    {
        var text = word.Groups["text"].Value;
        byte[] bytes;
        if (word.Groups["encoding"].Value is "B" or "b")
        {
            bytes = new byte[text.Length];
            if (!Convert.TryFromBase64String(text, bytes, out var length))
                return null;
            bytes = bytes[..length];
        }
        else
            bytes = [.. Escape().Replace(text.Replace('_', ' '), Escaped).Select(letter => (byte)letter)];
        return word.Groups["charset"].Value.ToUpperInvariant() switch
        {
            "UTF-8" => Encoding.UTF8.GetString(bytes),
            "ISO-8859-1" => Encoding.Latin1.GetString(bytes),
            "US-ASCII" => Encoding.ASCII.GetString(bytes),
            _ => null,
        };
    }

    static string Escaped(Match code) =>
        $"{(char)byte.Parse(code.Value[1..], NumberStyles.HexNumber, CultureInfo.InvariantCulture)}";

    [GeneratedRegex(
        @"=\?(?<charset>[^?\s]+)\?(?<encoding>[BbQq])\?(?<text>[!-~-[?]]*)\?=",
        RegexOptions.CultureInvariant
    )]
    private static partial Regex Word();

    [GeneratedRegex(@"(\?=)[ \t]+(?==\?)", RegexOptions.CultureInvariant)]
    private static partial Regex Between();

    [GeneratedRegex("=[0-9A-Fa-f]{2}", RegexOptions.CultureInvariant)]
    private static partial Regex Escape();
}
