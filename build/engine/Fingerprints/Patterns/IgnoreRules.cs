using System.Text;

namespace Fingerprints.Patterns;

/// <summary>The .gitignore files that bear on one folder, the deepest first, and last those of the repository itself.</summary>
internal sealed class IgnoreRules
{
    /// <summary>What git takes for granted on this system where core.ignorecase was not changed.</summary>
    private static readonly bool IgnoreCase = OperatingSystem.IsWindows() || OperatingSystem.IsMacOS();

    public static readonly IgnoreRules None = new(null, "", []);

    private readonly IgnoreRules? _outer;
    private readonly int _folder;
    private readonly IgnorePattern[] _patterns;

    private IgnoreRules(IgnoreRules? outer, string folder, IgnorePattern[] patterns)
    {
        _outer = outer;
        _folder = folder.Length == 0 ? 0 : Encoding.UTF8.GetByteCount(folder) + 1;
        _patterns = patterns;
    }

    /// <param name="folder">Relative to the top of the repository, with slashes, empty for the top.</param>
    /// <param name="lines">The text of the folder's .gitignore file.</param>
    public IgnoreRules With(string folder, string lines)
    {
        var patterns = lines
            .TrimStart('\uFEFF')
            .Split('\n')
            .Select(line => IgnorePattern.Parse(line.EndsWith('\r') ? line[..^1] : line))
            .OfType<IgnorePattern>()
            .ToArray();
        return patterns.Length == 0 ? this : new(this, folder, patterns);
    }

    /// <summary>Of an entry whose folder is not ignored; what lies in an ignored folder is ignored with it.</summary>
    /// <param name="path">Relative to the top of the repository, with slashes.</param>
    public bool IsIgnored(string path, bool isDirectory)
    {
        Span<byte> buffer = stackalloc byte[512];
        var bytes = Encoding.UTF8.TryGetBytes(path, buffer, out var length)
            ? buffer[..length]
            : Encoding.UTF8.GetBytes(path);
        for (var rules = this; rules is not null; rules = rules._outer)
        {
            for (var i = rules._patterns.Length - 1; i >= 0; i--)
            {
                if (rules._patterns[i].IsMatch(bytes[rules._folder..], isDirectory, IgnoreCase))
                    return !rules._patterns[i].IsNegated;
            }
        }
        return false;
    }
}
