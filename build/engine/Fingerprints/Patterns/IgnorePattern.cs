using System.Text;

namespace Fingerprints.Patterns;

/// <summary>One line of a .gitignore file (gitignore(5)).</summary>
internal sealed class IgnorePattern
{
    private readonly byte[] _pattern;
    private readonly int _literal;
    private readonly bool _nameOnly;
    private readonly bool _directoriesOnly;

    private IgnorePattern(byte[] pattern, bool negated, bool nameOnly, bool directoriesOnly)
    {
        _pattern = pattern;
        IsNegated = negated;
        _nameOnly = nameOnly;
        _directoriesOnly = directoriesOnly;
        var special = pattern.AsSpan().IndexOfAny("*?[\\"u8);
        _literal = special < 0 ? pattern.Length : special;
    }

    /// <summary>Whether it takes back what an earlier line ignores.</summary>
    public bool IsNegated { get; }

    /// <summary>Null for a blank line and a comment.</summary>
    public static IgnorePattern? Parse(string line)
    {
        if (line.StartsWith('#'))
            return null;
        var text = TrimTrailingSpaces(line).AsSpan();
        if (text.IsEmpty)
            return null;

        var negated = text[0] == '!';
        if (negated)
            text = text[1..];
        var directoriesOnly = text.EndsWith('/');
        if (directoriesOnly)
            text = text[..^1];
        var nameOnly = !text.Contains('/');
        if (text.StartsWith('/'))
            text = text[1..];
        return new(Encoding.UTF8.GetBytes(text.ToString()), negated, nameOnly, directoriesOnly);
    }

    /// <param name="path">Relative to the folder of the .gitignore file.</param>
    public bool IsMatch(ReadOnlySpan<byte> path, bool isDirectory, bool ignoreCase)
    {
        if (_directoriesOnly && !isDirectory)
            return false;
        var text = _nameOnly ? path[(path.LastIndexOf((byte)'/') + 1)..] : path;
        if (_literal > text.Length || !StartsWith(text, _pattern.AsSpan(0, _literal), ignoreCase))
            return false;
        if (_literal == _pattern.Length)
            return text.Length == _literal;

        // Of a name, git matches the whole pattern; of a path, what follows the literal part.
        return _nameOnly
            ? Wildmatch.IsMatch(_pattern, text, ignoreCase)
            : Wildmatch.IsMatch(_pattern.AsSpan(_literal), text[_literal..], ignoreCase);
    }

    private static bool StartsWith(ReadOnlySpan<byte> text, ReadOnlySpan<byte> prefix, bool ignoreCase)
    {
        if (!ignoreCase)
            return text.StartsWith(prefix);
        for (var i = 0; i < prefix.Length; i++)
        {
            if (Wildmatch.Fold(text[i], true) != Wildmatch.Fold(prefix[i], true))
                return false;
        }
        return true;
    }

    private static string TrimTrailingSpaces(string line)
    {
        var end = 0;
        for (var i = 0; i < line.Length; i++)
        {
            if (line[i] == '\\')
            {
                if (++i == line.Length)
                    return line;
                end = i + 1;
            }
            else if (line[i] != ' ')
            {
                end = i + 1;
            }
        }
        return line[..end];
    }
}
